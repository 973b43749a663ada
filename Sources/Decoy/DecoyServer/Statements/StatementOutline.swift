/// What the bytes of a statement say without parsing it: enough to read the binds behind it from the network, also
/// when the statement itself is wrong. It follows the rules by which drivers look for bind variables.
struct StatementOutline: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case query
        case insert
        case update
        case delete
        case merge
        /// BEGIN, DECLARE, CALL.
        case block
        case call
        case other
    }

    private(set) var kind = Kind.other
    /// Every bind variable in the order of the text, upper case unless quoted.
    private(set) var binds: [String] = []
    /// How many of the last binds stand behind RETURNING … INTO.
    private(set) var returnedCount = 0

    init(_ text: String) {
        var scan = Scan(bytes: Array(text.utf8))
        scan.run()
        kind = Self.kind(scan.firstWord)
        binds = scan.binds
        if let mark = scan.bindsBeforeInto, !isBlock, kind != .query { returnedCount = binds.count - mark }
    }

    /// Whether the rules of PL/SQL hold for its binds: one value per name, in the order of the first occurrence.
    var isBlock: Bool { kind == .block || kind == .call }

    /// The number that V$SQL gives to statements of this kind.
    var commandNumber: UInt8 {
        switch kind {
        case .query: 3
        case .insert: 2
        case .update: 6
        case .delete: 7
        case .merge: 189
        case .block: 47
        case .call: 170
        case .other: 0
        }
    }

    private static func kind(_ word: String) -> Kind {
        switch word {
        case "SELECT", "WITH": .query
        case "INSERT": .insert
        case "UPDATE": .update
        case "DELETE": .delete
        case "MERGE": .merge
        case "BEGIN", "DECLARE": .block
        case "CALL": .call
        default: .other
        }
    }
}

/// One pass over the bytes.
private struct Scan {
    let bytes: [UInt8]
    var at = 0
    var firstWord = ""
    var binds: [String] = []
    var bindsBeforeInto: Int?
    private var sawReturning = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() {
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "'"): skipQuoted(UInt8(ascii: "'"))
            case UInt8(ascii: "\""): skipQuoted(UInt8(ascii: "\""))
            case UInt8(ascii: "-") where byte(at + 1) == UInt8(ascii: "-"): skipLine()
            case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "*"): skipComment()
            case UInt8(ascii: ":"): bind()
            case UInt8(ascii: "0")...UInt8(ascii: "9"): skipWhile { Self.isNamePart($0) || $0 == UInt8(ascii: ".") }
            case let first where Self.isNameStart(first): word()
            case UInt8(ascii: "<") where firstWord.isEmpty && byte(at + 1) == UInt8(ascii: "<"):
                // A label before a block.
                skipWhile { $0 != UInt8(ascii: ">") }
                at += 2
            default: at += 1
            }
        }
    }

    private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte >= 0x80
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isNameStart(byte) || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#")
    }

    private mutating func skipWhile(_ goesOn: (UInt8) -> Bool) {
        while at < bytes.count, goesOn(bytes[at]) { at += 1 }
    }

    private mutating func skipQuoted(_ quote: UInt8) {
        at += 1
        skipWhile { $0 != quote }
        at += 1
    }

    private mutating func skipLine() { skipWhile { $0 != UInt8(ascii: "\n") } }

    private mutating func skipComment() {
        at += 2
        while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/")) { at += 1 }
        at += 2
    }

    private mutating func word() {
        let start = at
        skipWhile(Self.isNamePart)
        let word = String(decoding: bytes[start..<at], as: UTF8.self).uppercased()
        if firstWord.isEmpty { firstWord = word }
        if word == "Q" || word == "NQ", byte(at) == UInt8(ascii: "'") { return skipAlternativeQuote() }
        if word == "RETURNING" || word == "RETURN" { sawReturning = true }
        if word == "INTO", sawReturning { bindsBeforeInto = binds.count }
    }

    /// `q'[ … ]'`: any delimiter, brackets by their partner.
    private mutating func skipAlternativeQuote() {
        let open = byte(at + 1)
        let close: UInt8 =
            switch open {
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            default: open
            }
        at += 2
        while at < bytes.count, !(bytes[at] == close && byte(at + 1) == UInt8(ascii: "'")) { at += 1 }
        at += 2
    }

    private mutating func bind() {
        at += 1
        // `:=`, and a space between the colon and the name.
        skipWhile { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\n") }
        let start = at
        switch byte(at) {
        case UInt8(ascii: "\""):
            at += 1
            skipWhile { $0 != UInt8(ascii: "\"") }
            binds.append(String(decoding: bytes[(start + 1)..<min(at, bytes.count)], as: UTF8.self))
            at += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            skipWhile { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            binds.append(String(decoding: bytes[start..<at], as: UTF8.self))
        case let first where Self.isNameStart(first):
            skipWhile(Self.isNamePart)
            binds.append(String(decoding: bytes[start..<at], as: UTF8.self).uppercased())
        default: break
        }
    }
}
