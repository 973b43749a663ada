/// What a server refused, or what happened on the way to it. The number decides; the text is for people.
package struct OracleError: Error, Hashable, Sendable {
    /// The number of `ORA-nnnnn`, also for what Oracle's own clients number (12154, 12541, 3113 …), or one of `Own`.
    package let number: Int
    /// The server's text as it came, all its lines; it may quote values of rows, so it is not printed by default.
    package let textWithValues: String
    /// Where in the statement's text the server found the mistake: an offset in UTF-8 bytes.
    package let position: Int?
    /// What the statement was, without its literals.
    package let statement: String?
    /// `host:port/service`.
    package let place: String
    /// The connection broke while a transaction was open: whether a COMMIT under way took effect is unknown.
    package let lostTransaction: Bool

    package init(
        number: Int, text: String, position: Int? = nil, statement: String? = nil, place: String,
        lostTransaction: Bool = false
    ) {
        self.number = number
        textWithValues = text
        self.position = position
        self.statement = statement
        self.place = place
        self.lostTransaction = lostTransaction
    }

    /// Numbers for what Oracle does not number; outside its range.
    package enum Own {
        /// The connection was closed or lost before the call.
        package static let notConnected = 900_002
        /// The bytes of the server are none that the protocol knows.
        package static let protocolBroken = 900_003
        /// A value of the server, or for it, that our types cannot express.
        package static let valueNotExpressible = 900_004
        /// Binds that do not fit the statement.
        package static let binds = 900_005
        /// Something that this client does not do.
        package static let unsupported = 900_006
        /// The pool has no connection in time, or is closed.
        package static let pool = 900_007
        package static let encryption = 900_008
        /// A cursor or a large object that was closed or belongs to another connection.
        package static let closedThing = 900_009
    }

    package var failure: OracleFailure { OracleFailureTable.failure(of: number) }
    package var kind: OracleFailure.Kind { failure.kind }
    package var remedy: OracleRemedy { lostTransaction ? .stop : failure.remedy }
    /// What the operator can do; nil when nothing but the text helps.
    package var advice: String? { failure.advice }

    /// The server's text without the values that it may quote.
    package var text: String { failure.quotesValues ? OracleError.redacted(textWithValues) : textWithValues }

    /// Whether the connection is of no use any more.
    package var endsConnection: Bool { failure.kind == .lost || number == Own.protocolBroken }

    func with(statement: String?) -> OracleError {
        OracleError(
            number: number, text: textWithValues, position: position, statement: self.statement ?? statement,
            place: place, lostTransaction: lostTransaction)
    }

    func losingTransaction() -> OracleError {
        OracleError(
            number: number, text: textWithValues, position: position, statement: statement, place: place,
            lostTransaction: true)
    }

    /// What stands in quotes is replaced; names in double quotes stay readable.
    private static func redacted(_ text: String) -> String {
        var result = ""
        var isInside = false
        for character in text {
            if character == "'" {
                if !isInside { result += "'…'" }
                isInside.toggle()
            } else if !isInside {
                result.append(character)
            }
        }
        return result
    }
}

extension OracleError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        var lines = text
        while lines.last == "\n" { lines.removeLast() }
        if number < Own.notConnected, !lines.hasPrefix("ORA-") { lines = "ORA-\(OracleError.padded(number)): \(lines)" }
        var parts = "\(place): \(lines)"
        if let position { parts += " at offset \(position)" }
        if lostTransaction { parts += "; an open transaction was lost with the connection" }
        if let statement { parts += " [\(statement)]" }
        if let advice { parts += "; \(advice)" }
        return parts
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["number": number, "text": text]) }

    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}

/// A statement for error messages: literals become `?`, blanks are joined, the rest is cut after 200 characters.
func outline(of statement: String) -> String {
    var text: [UInt8] = []
    let bytes = Array(statement.utf8)
    var at = 0
    while at < bytes.count, text.count < 200 {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "'"):
            at += 1
            while at < bytes.count, bytes[at] != byte { at += 1 }
            at += 1
            if text.last != UInt8(ascii: "?") { text.append(UInt8(ascii: "?")) }
            continue
        case 48...57 where !(text.last.map(isNamePart) ?? false):
            while at < bytes.count, isNamePart(bytes[at]) || bytes[at] == UInt8(ascii: ".") { at += 1 }
            text.append(UInt8(ascii: "?"))
            continue
        case 9, 10, 13, 32:
            if text.last != 32 { text.append(32) }
        default: text.append(byte)
        }
        at += 1
    }
    let cut = String(decoding: text, as: UTF8.self)
    return at < bytes.count ? cut + "…" : cut
}

private func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 95, 36, 35, 58, 128...255: true
    default: false
    }
}
