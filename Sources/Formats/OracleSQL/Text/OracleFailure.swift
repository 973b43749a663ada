/// A failure as Oracle reports it: its number, its text and, when the text of the statement is at fault, the place.
package struct OracleFailure: Error, Sendable, Hashable {
    package let code: Int
    /// The whole text, number included: `ORA-00942: table or view does not exist`.
    package let message: String
    /// Bytes before the fault, counted from the start of the statement.
    package let position: Int?

    package init(code: Int, message: String, position: Int? = nil) {
        self.code = code
        self.message = message
        self.position = position
    }

    /// A failure of the ORA series: the number is put before the text.
    package init(_ code: Int, _ text: String, at position: Position? = nil) {
        self.init(code: code, message: OracleFailure.prefix(code) + text, position: position?.offset)
    }

    /// `ORA-00942: `, always five digits at least.
    package static func prefix(_ code: Int) -> String {
        let digits = String(code)
        return "ORA-" + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits + ": "
    }

    /// The text without its number.
    package var text: String {
        let start = OracleFailure.prefix(code)
        return message.hasPrefix(start) ? String(message.dropFirst(start.count)) : message
    }

    /// The same failure at another place, for text that stands inside a longer text.
    package func moved(to position: Int?) -> OracleFailure {
        OracleFailure(code: code, message: message, position: position)
    }
}
