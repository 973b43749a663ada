/// Three messages in one, from clients that were told that the server takes it: protocol, data types and the first
/// request of the login, which is written by the rules of field version 13.
package struct FastAuthentication: Sendable, Hashable {
    package static var fieldVersion: UInt8 { 13 }

    package var negotiation: ProtocolRequest
    package var dataTypes: DataTypesRequest
    package var header: FunctionHeader
    package var request: AuthenticationRequest

    package init(
        negotiation: ProtocolRequest, dataTypes: DataTypesRequest, sequence: UInt8, request: AuthenticationRequest
    ) {
        self.negotiation = negotiation
        self.dataTypes = dataTypes
        header = FunctionHeader(FunctionCode.authenticateFirst.rawValue, sequence: sequence)
        self.request = request
    }

    /// Reads what stands behind the type byte. The owner settles its dialect afterwards.
    package init(from reader: WireReader) throws(WireFailure) {
        try reader.skip(3, "fast authentication")
        try FastAuthentication.expect(.protocolNegotiation, reader)
        negotiation = try ProtocolRequest(from: reader)
        try reader.skip(5, "server charsets")
        let version = try reader.u8("field version")
        try FastAuthentication.expect(.dataTypes, reader)
        dataTypes = try DataTypesRequest(from: reader)
        try FastAuthentication.expect(.function, reader)
        let dialect = reader.dialect
        reader.dialect.fieldVersion = version
        reader.dialect.textsHaveLengths = dataTypes.textsHaveLengths
        reader.dialect.bigChunks = dataTypes.capabilities.compile(37, has: 0x20)
        defer { reader.dialect = dialect }
        header = try FunctionHeader(from: reader)
        request = try AuthenticationRequest(from: reader)
    }

    private static func expect(_ type: MessageType, _ reader: WireReader) throws(WireFailure) {
        let start = reader.offset
        let found = try MessageType(from: reader)
        guard found == type else {
            throw WireFailure("message type", offset: start, .unexpected(Int64(found.rawValue)))
        }
    }

    /// The body by the rules of version 13 is written with a plain writer of its own, because the dialect of the
    /// session's writer must not change within a message.
    package func encode(to writer: WireWriter) {
        var dialect = writer.dialect
        dialect.fieldVersion = FastAuthentication.fieldVersion
        dialect.textsHaveLengths = dataTypes.textsHaveLengths
        dialect.bigChunks = dataTypes.capabilities.compile(37, has: 0x20)
        let body = WireWriter(dialect: dialect, frames: false)
        body.reply(negotiation)
        body.raw([0, 0, 0, 0, 0, FastAuthentication.fieldVersion])
        body.reply(dataTypes)
        header.encode(.function, to: body)
        request.encode(to: body)
        writer.type(.fastAuthentication)
        writer.raw([1, 1, 0])
        writer.raw(body.array)
    }
}
