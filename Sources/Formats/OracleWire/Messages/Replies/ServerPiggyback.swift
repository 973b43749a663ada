/// Message 23: what a server tells unasked in front of another message. A client reads it to get past it; only the
/// state of the session is of use.
package enum ServerPiggyback: WireReply, Sendable, Hashable {
    package static var type: MessageType { .serverPiggyback }

    case cacheInvalidation
    case processNumber([UInt8])
    case traceEvent
    case sessionReturn(entries: [SessionEntry], flags: UInt32, session: UInt32, serial: UInt16)
    case sync(entries: [SessionEntry])
    case logicalTransaction([UInt8])
    case replayContext([UInt8])
    case extendedSync
    case signature(UInt64, UInt64, UInt64)

    package init(from reader: WireReader) throws(WireFailure) {
        let start = reader.offset
        let code = try reader.u8("server piggyback")
        switch code {
        case 1: self = .cacheInvalidation
        case 2:
            _ = try reader.ub2("process number")
            self = .processNumber(try reader.clr("process number") ?? [])
        case 3: self = .traceEvent
        case 4:
            let entries = try ServerPiggyback.entries(from: reader, lengthAlways: false)
            let flags = try reader.ub4("session flags")
            let session = try reader.ub4("session number")
            self = .sessionReturn(
                entries: entries, flags: flags, session: session, serial: try reader.ub2("serial number"))
        case 5:
            let entries = try ServerPiggyback.entries(from: reader, lengthAlways: true)
            _ = try reader.ub4("sync flags")
            self = .sync(entries: entries)
        case 7: self = .logicalTransaction(try reader.dalc("logical transaction") ?? [])
        case 8:
            try ServerPiggyback.skipHead(reader)
            _ = try reader.ub4("replay flags")
            _ = try reader.ub4("replay error")
            _ = try reader.u8("replay queue")
            self = .replayContext(try reader.dalc("replay context") ?? [])
        case 9:
            try ServerPiggyback.skipHead(reader)
            self = .extendedSync
        case 10:
            try ServerPiggyback.skipHead(reader)
            let (flags, client) = (try reader.ub8("signature"), try reader.ub8("signature"))
            self = .signature(flags, client, try reader.ub8("signature"))
        default: throw WireFailure("server piggyback", offset: start, .unexpected(Int64(code)))
        }
    }

    private static func skipHead(_ reader: WireReader) throws(WireFailure) {
        _ = try reader.ub2("piggyback types")
        _ = try reader.u8("piggyback types")
    }

    private static func entries(from reader: WireReader, lengthAlways: Bool) throws(WireFailure) -> [SessionEntry] {
        try skipHead(reader)
        let count = try reader.count(65_535, "number of session entries")
        if count > 0 || lengthAlways { _ = try reader.u8("session entries") }
        var entries: [SessionEntry] = []
        for _ in 0..<count { entries.append(try SessionEntry(from: reader)) }
        return entries
    }

    package func encode(to writer: WireWriter) {
        switch self {
        case .cacheInvalidation: writer.u8(1)
        case .processNumber(let text):
            writer.raw([2, 0])
            writer.clr(text)
        case .traceEvent: writer.u8(3)
        case .sessionReturn(let entries, let flags, let session, let serial):
            writer.raw([4, 0, 0])
            writer.ub(entries.count)
            if !entries.isEmpty { writer.u8(1) }
            for entry in entries { entry.encode(to: writer) }
            writer.ub(flags)
            writer.ub(session)
            writer.ub(serial)
        case .sync(let entries):
            writer.raw([5, 0, 0])
            writer.ub(entries.count)
            writer.u8(1)
            for entry in entries { entry.encode(to: writer) }
            writer.u8(0)
        case .logicalTransaction(let bytes):
            writer.u8(7)
            writer.dalc(bytes)
        case .replayContext(let bytes):
            writer.raw([8, 0, 0, 0, 0, 0])
            writer.dalc(bytes)
        case .extendedSync: writer.raw([9, 0, 0])
        case .signature(let flags, let client, let server):
            writer.raw([10, 0, 0])
            for number in [flags, client, server] { writer.ub(number) }
        }
    }
}
