/// What can be said about a statement from its text alone, as the server sees it too: its kind, and the places of its
/// binds.
struct StatementText: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case query, change, plsql, definition, other
    }

    struct Bind: Hashable, Sendable {
        /// In capitals, unless it is quoted.
        let name: String
        /// It stands behind RETURNING … INTO.
        var isReturned = false
    }

    let sql: String
    let kind: Kind
    /// In SQL every occurrence, in PL/SQL every distinct name.
    let binds: [Bind]
    var isReturning: Bool { binds.contains(where: \.isReturned) }

    init(_ sql: String) {
        self.sql = sql
        var scanner = StatementScanner(Array(sql.utf8))
        kind = scanner.kind()
        // Triggers say :new and :old, which are no binds.
        guard kind != .definition else {
            binds = []
            return
        }
        let found = scanner.binds(returning: kind == .change)
        guard kind == .plsql else {
            binds = found
            return
        }
        var seen = Set<String>()
        binds = found.filter { seen.insert($0.name).inserted }
    }

    /// A name as it is compared: without its colon, in capitals unless quoted.
    static func canonical(_ name: String) -> String {
        var name = Substring(name)
        if name.hasPrefix(":") { name = name.dropFirst() }
        if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { return String(name.dropFirst().dropLast()) }
        return name.uppercased()
    }
}

/// Walks over a statement without being caught by literals, quoted names and comments.
private struct StatementScanner {
    let bytes: [UInt8]
    var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func kind() -> StatementText.Kind {
        while true {
            if skipComment() { continue }
            guard let byte = byte(at) else { return .other }
            if byte == 32 || (9...13).contains(byte) || byte == UInt8(ascii: "(") {
                at += 1
                continue
            }
            // A label in front of a block.
            if byte == UInt8(ascii: "<"), self.byte(at + 1) == byte { return .plsql }
            break
        }
        switch word(at).uppercased() {
        case "SELECT", "WITH": return .query
        case "INSERT", "UPDATE", "DELETE", "MERGE": return .change
        case "BEGIN", "DECLARE", "CALL": return .plsql
        case "CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "ANALYZE", "AUDIT", "NOAUDIT", "COMMENT", "TRUNCATE",
            "RENAME", "PURGE", "FLASHBACK":
            return .definition
        default: return .other
        }
    }

    private func word(_ start: Int) -> String {
        var end = start
        while let byte = byte(end), isNamePart(byte) { end += 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    mutating func binds(returning: Bool) -> [StatementText.Bind] {
        var binds: [StatementText.Bind] = []
        at = 0
        var sawReturning = false
        var isReturned = false
        while let byte = byte(at) {
            if skipComment() || skipLiteral() { continue }
            if byte == UInt8(ascii: ":"), let name = bindName() {
                binds.append(StatementText.Bind(name: name, isReturned: isReturned))
                continue
            }
            if isLetter(byte), at == 0 || !isNamePart(bytes[at - 1]) {
                let word = word(at)
                if returning {
                    let upper = word.uppercased()
                    if upper == "RETURNING" || upper == "RETURN" { sawReturning = true }
                    if upper == "INTO", sawReturning { isReturned = true }
                }
                at += word.utf8.count
                continue
            }
            at += 1
        }
        return binds
    }

    /// At a colon: the name behind it, if it is a bind. Otherwise only `at` moves.
    private mutating func bindName() -> String? {
        let start = at + 1
        at = start
        // PL/SQL assigns with `:=`; a JSON path may have a colon of its own.
        guard let first = byte(start) else { return nil }
        if first == UInt8(ascii: "\"") {
            var end = start + 1
            while let byte = byte(end), byte != UInt8(ascii: "\"") { end += 1 }
            guard byte(end) != nil else { return nil }
            at = end + 1
            return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        }
        var end = start
        if (48...57).contains(first) {
            while let byte = byte(end), (48...57).contains(byte) { end += 1 }
        } else if isLetter(first) {
            while let byte = byte(end), isNamePart(byte) { end += 1 }
        } else {
            return nil
        }
        at = end
        return String(decoding: bytes[start..<end], as: UTF8.self).uppercased()
    }

    private mutating func skipComment() -> Bool {
        guard let first = byte(at) else { return false }
        if first == UInt8(ascii: "-"), byte(at + 1) == first {
            while let byte = byte(at), byte != 10 { at += 1 }
            return true
        }
        guard first == UInt8(ascii: "/"), byte(at + 1) == UInt8(ascii: "*") else { return false }
        at += 2
        while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/")) { at += 1 }
        at = min(at + 2, bytes.count)
        return true
    }

    private mutating func skipLiteral() -> Bool {
        guard let first = byte(at) else { return false }
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
            at += 1
            while let byte = byte(at), byte != first { at += 1 }
            at = min(at + 1, bytes.count)
            return true
        }
        guard first | 0x20 == UInt8(ascii: "q"), byte(at + 1) == UInt8(ascii: "'"), let open = byte(at + 2),
            at == 0 || !isNamePart(bytes[at - 1]) || bytes[at - 1] | 0x20 == UInt8(ascii: "n")
        else { return false }
        let close: UInt8 =
            switch open {
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            default: open
            }
        at += 3
        while at < bytes.count, !(bytes[at] == close && byte(at + 1) == UInt8(ascii: "'")) { at += 1 }
        at = min(at + 2, bytes.count)
        return true
    }

    private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) || byte >= 128 }

    private func isNamePart(_ byte: UInt8) -> Bool {
        isLetter(byte) || (48...57).contains(byte) || byte == 95 || byte == 36 || byte == 35
    }
}
