/// What a server or the client library refused or lost. The number decides; the text is for people.
package struct MySQLError: Error, Hashable, Sendable {
    /// The server's number, the library's (2000…2999, 5000…5999), or one of `MySQLError.Own`.
    package let number: Int
    package let sqlState: String
    /// The text as it came; it may quote values of the user's rows, so it is never printed by default.
    package let textWithValues: String
    /// What the statement was, without its values.
    package let statement: String?
    /// `host:port`.
    package let place: String
    /// The connection broke while a transaction was open: whether a COMMIT under way took effect is unknown.
    package let lostTransaction: Bool

    package init(
        number: Int, sqlState: String = "HY000", text: String, statement: String? = nil, place: String,
        lostTransaction: Bool = false
    ) {
        self.number = number
        self.sqlState = sqlState
        self.textWithValues = text
        self.statement = statement
        self.place = place
        self.lostTransaction = lostTransaction
    }

    /// Numbers for what neither server nor library numbers; outside the ranges of both.
    package enum Own {
        package static let interrupted = 900_001
        package static let notConnected = 900_002
        package static let rowTooLarge = 900_003
        package static let malformedRow = 900_004
        package static let valueNotExpressible = 900_005
        package static let parameterCount = 900_006
        package static let noResult = 900_007
        package static let deadline = 900_008
    }

    package var failure: MySQLFailure { MySQLFailureTable.failure(of: number) }
    package var remedy: MySQLRemedy { lostTransaction ? .stop : failure.remedy }
    package var kind: MySQLFailure.Kind { failure.kind }

    /// The server's text without the values that it may quote.
    package var text: String { failure.quotesValues ? redacted(textWithValues) : textWithValues }
}

extension MySQLError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        let mine = number >= MySQLError.Own.interrupted
        var parts = mine ? "\(place): \(text)" : "\(place): error \(number) (\(sqlState)): \(text)"
        if lostTransaction { parts += "; an open transaction was lost with the connection" }
        if let statement { parts += " [\(statement)]" }
        return parts
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["number": number, "text": text]) }
}

/// Everything from the first quote to the last one that is followed by ` for key`, ` for column` or nothing is
/// replaced; names that follow stay readable.
private func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if let range = text.utf8Range(of: "for value "), !text.contains("for value '") {
        return String(decoding: bytes[..<range.upperBound], as: UTF8.self) + "…"
    }
    let quotes = Set("'\"`(".utf8)
    guard let first = bytes.firstIndex(where: { quotes.contains($0) }) else { return text }
    var end = bytes.count
    for ending in ["' for key", "' for column", "' for function"] {
        if let range = text.utf8Range(of: ending, fromEnd: true), range.lowerBound > first {
            end = range.lowerBound + 1
            break
        }
    }
    return String(decoding: bytes[..<first], as: UTF8.self) + "…" + String(decoding: bytes[end...], as: UTF8.self)
}

extension String {
    fileprivate func utf8Range(of part: String, fromEnd: Bool = false) -> Range<Int>? {
        let whole = Array(utf8)
        let part = Array(part.utf8)
        guard whole.count >= part.count else { return nil }
        let starts = Array(0...(whole.count - part.count))
        let found =
            fromEnd
            ? starts.last { Array(whole[$0..<$0 + part.count]) == part }
            : starts.first { Array(whole[$0..<$0 + part.count]) == part }
        return found.map { $0..<$0 + part.count }
    }
}

/// A statement for error messages: literals become `?`, blanks are joined, the rest is cut after 200 characters.
func outline(of statement: UnsafeRawBufferPointer) -> String {
    let lengthMax = 200
    var text: [UInt8] = []
    var at = 0
    while at < statement.count, text.count < lengthMax {
        let byte = statement[at]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            at = endOfQuoted(statement, from: at)
            text.append(UInt8(ascii: "?"))
            continue
        case 48...57 where !(text.last.map(isNamePart) ?? false):
            while at < statement.count, isNamePart(statement[at]) || statement[at] == UInt8(ascii: ".") { at += 1 }
            text.append(UInt8(ascii: "?"))
            continue
        case 9, 10, 13, 32:
            if text.last != 32 { text.append(32) }
        default: text.append(byte)
        }
        at += 1
    }
    let cut = String(decoding: text, as: UTF8.self)
    return at < statement.count ? cut + "…" : cut
}

/// The place after a quoted literal that starts at `start`; the end of the statement when it is never closed.
private func endOfQuoted(_ statement: UnsafeRawBufferPointer, from start: Int) -> Int {
    let quote = statement[start]
    var at = start + 1
    while at < statement.count {
        if statement[at] == UInt8(ascii: "\\") {
            at += 2
        } else if statement[at] == quote {
            return at + 1
        } else {
            at += 1
        }
    }
    return statement.count
}

private func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 95, 36, 128...255: true
    default: false
    }
}
