internal import OracleWire

/// What one answer of the server brought, message by message.
final class Response {
    /// What message 8 means depends on the call.
    enum Parameters {
        case execute(wantsRowCounts: Bool)
        case lob(LobRequest)
        case version
        case authentication
        case none
    }

    private let parameters: Parameters
    /// Reads rows; made by a describe when the caller had none.
    var decoder: RowBatchDecoder?
    var batch: RowBatch?
    /// The binds that can come back, with what the statement says about them.
    var binds: [BindMetadata] = []
    var isReturning = false

    private(set) var columns: [ColumnMetadata]?
    private(set) var directions: [BindVector.Direction] = []
    let out = OutValues()
    private(set) var returned: [BindMetadata] = []
    /// Which of the statement's binds came back, in order.
    private(set) var returnedPlaces: [Int] = []
    private(set) var implicit: [ImplicitResults.Result] = []
    private(set) var returnParameters: ReturnParameters?
    private(set) var lob: LobReply?
    private(set) var lobData: [UInt8]?
    private(set) var version: VersionReply?
    private(set) var warnings: [WarningReply] = []
    private(set) var end: CallEnd?
    private(set) var status = CallEnd.Status()

    init(_ parameters: Parameters = .none) { self.parameters = parameters }

    /// Reads to the end of the answer. `.stopped` means that the transport was broken off.
    func read(from reader: WireReader) throws(WireFailure) {
        var next: MessageType?
        while true {
            let type: MessageType
            if let given = next { type = given } else { type = try MessageType(from: reader) }
            next = nil
            switch type {
            case .describe:
                let reply = try DescribeReply(from: reader)
                describe(reply.columns)
            case .rowHeader, .bitVector: next = try rows(type, reader)
            case .rowData:
                if !returned.isEmpty {
                    try out.read(returned, isReturning: isReturning, from: reader)
                } else {
                    next = try rows(type, reader)
                }
            case .vector: try takeVector(try BindVector(from: reader))
            case .parameters: try readParameters(reader)
            case .lobData: lobData = try reader.clr("LOB data") ?? []
            case .implicitResults: implicit += try ImplicitResults(from: reader).results
            case .warning: warnings.append(try WarningReply(from: reader))
            case .serverPiggyback: _ = try ServerPiggyback(from: reader)
            case .flushOutBinds, .endOfResponse: break
            case .callEnd:
                let end = try CallEnd(from: reader)
                self.end = end
                status = end.status
                return
            case .status:
                status = try StatusReply(from: reader).status
                return
            default:
                throw WireFailure("message type", offset: reader.offset, .unexpected(Int64(type.rawValue)))
            }
        }
    }

    private func describe(_ columns: [ColumnMetadata]) {
        self.columns = columns
        let decoder = RowBatchDecoder(columns: columns)
        self.decoder = decoder
        if batch?.columnCount != columns.count { batch = RowBatch(columnCount: columns.count) }
    }

    private func rows(_ type: MessageType, _ reader: WireReader) throws(WireFailure) -> MessageType {
        guard let decoder, let batch else {
            throw WireFailure("row", offset: reader.offset, .unexpected(Int64(type.rawValue)))
        }
        return try decoder.decode(from: reader, into: batch, first: type)
    }

    private func takeVector(_ vector: BindVector) throws(WireFailure) {
        guard vector.directions.count == binds.count else {
            throw WireFailure("bind vector", .unexpected(Int64(vector.directions.count)))
        }
        directions = vector.directions
        returnedPlaces = directions.indices.filter { directions[$0] != .input }
        returned = returnedPlaces.map { binds[$0] }
    }

    private func readParameters(_ reader: WireReader) throws(WireFailure) {
        switch parameters {
        case .execute(let wantsRowCounts):
            returnParameters = try ReturnParameters(from: reader, wantsRowCounts: wantsRowCounts)
        case .lob(let request): lob = try LobReply(from: reader, to: request)
        case .version: version = try VersionReply(from: reader)
        case .authentication: _ = try AuthenticationReply(from: reader)
        case .none:
            throw WireFailure(
                "message type", offset: reader.offset, .unexpected(Int64(MessageType.parameters.rawValue)))
        }
    }
}
