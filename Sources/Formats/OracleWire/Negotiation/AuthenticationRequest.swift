/// Both requests of a login have this form; they differ in their function, 118 first and 115 second.
package struct AuthenticationRequest: WireMessage, Sendable, Hashable {
    package struct Mode: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let logon = Mode(rawValue: 0x1)
        package static let changePassword = Mode(rawValue: 0x2)
        package static let sysdba = Mode(rawValue: 0x20)
        package static let sysoper = Mode(rawValue: 0x40)
        package static let withPassword = Mode(rawValue: 0x100)
        package static let proxy = Mode(rawValue: 0x400)
        package static let sysasm = Mode(rawValue: 0x0040_0000)
        package static let sysbackup = Mode(rawValue: 0x0100_0000)
        package static let sysdg = Mode(rawValue: 0x0200_0000)
        package static let syskm = Mode(rawValue: 0x0400_0000)
        package static let sysrac = Mode(rawValue: 0x0800_0000)
        package static let token = Mode(rawValue: 0x2000_0000)
    }

    /// As typed: the server folds a name without quotes to upper case.
    package var user: String
    package var mode: Mode
    package var pairs: KeywordValues

    package init(user: String, mode: Mode, pairs: KeywordValues) {
        self.user = user
        self.mode = mode
        self.pairs = pairs
    }

    package init(from reader: WireReader) throws(WireFailure) {
        let hasUser = try reader.flag("user present")
        let length = try reader.count(4096, "user length")
        mode = Mode(rawValue: try reader.ub4("logon mode"))
        try reader.skip(1, "pairs present")
        let count = try reader.count(KeywordValues.longest, "number of pairs")
        try reader.skip(2, "reply pointers")
        user = hasUser && length > 0 ? try reader.chrText(length: length, "user") : ""
        pairs = try KeywordValues(count: count, from: reader)
    }

    package func encode(to writer: WireWriter) {
        let name = Array(user.utf8)
        writer.flag(!name.isEmpty)
        writer.ub(name.count)
        writer.ub(mode.rawValue)
        writer.u8(1)
        writer.ub(pairs.pairs.count)
        writer.u8(1)
        writer.u8(1)
        if !name.isEmpty { writer.chr(name) }
        for pair in pairs.pairs { pair.encode(to: writer) }
    }
}

/// The pairs of either reply; the end of the call follows.
package struct AuthenticationReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .parameters }
    package var pairs: KeywordValues

    package init(_ pairs: KeywordValues) { self.pairs = pairs }

    package init(from reader: WireReader) throws(WireFailure) {
        let count = try reader.count(KeywordValues.longest, "number of pairs")
        pairs = try KeywordValues(count: count, from: reader)
    }

    package func encode(to writer: WireWriter) {
        writer.ub(pairs.pairs.count)
        for pair in pairs.pairs { pair.encode(to: writer) }
    }
}
