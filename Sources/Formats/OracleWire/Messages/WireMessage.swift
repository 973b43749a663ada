/// A part of the conversation that can be written and read. `init(from:)` reads exactly what `encode` writes; the type
/// byte and the function header in front belong to the caller, see `WireWriter.call` and `WireWriter.reply`.
package protocol WireMessage {
    init(from reader: WireReader) throws(WireFailure)
    func encode(to writer: WireWriter)
}

/// The body of a request with a function header.
package protocol WireCall: WireMessage {
    static var function: FunctionCode { get }
}

/// The body of a message of a reply.
package protocol WireReply: WireMessage {
    static var type: MessageType { get }
}

/// The first byte of every message.
package enum MessageType: UInt8, Sendable, Hashable {
    case protocolNegotiation = 1
    case dataTypes = 2
    case function = 3
    case callEnd = 4
    case rowHeader = 6
    case rowData = 7
    case parameters = 8
    case status = 9
    case vector = 11
    case lobData = 14
    case warning = 15
    case describe = 16
    case piggyback = 17
    case flushOutBinds = 19
    case bitVector = 21
    case serverPiggyback = 23
    case oneWayFunction = 26
    case implicitResults = 27
    case renegotiate = 28
    case endOfResponse = 29
    case token = 33
    case fastAuthentication = 34

    package init(from reader: WireReader) throws(WireFailure) {
        let start = reader.offset
        let byte = try reader.u8("message type")
        guard let type = MessageType(rawValue: byte) else {
            throw WireFailure("message type", offset: start, .unexpected(Int64(byte)))
        }
        self = type
    }
}

extension WireWriter {
    package func type(_ type: MessageType) { u8(type.rawValue) }

    /// A whole call: type, function header, body. The sequence number counts 1…255 and comes back in the call's end.
    package func call<Call: WireCall>(_ call: Call, sequence: UInt8) {
        begin(Call.function, sequence: sequence)
        call.encode(to: self)
    }

    /// The header of a call whose body is empty, or written by itself.
    package func begin(_ function: FunctionCode, sequence: UInt8) {
        FunctionHeader(function.rawValue, sequence: sequence).encode(.function, to: self)
    }

    package func reply<Reply: WireReply>(_ reply: Reply) {
        type(Reply.type)
        reply.encode(to: self)
    }

    /// Ends the message of a server: with message 29 and its flag when that was agreed.
    package func endReply() {
        if dialect.endsResponses { type(.endOfResponse) }
        endMessage(dialect.endsResponses ? .endOfResponse : [])
    }
}
