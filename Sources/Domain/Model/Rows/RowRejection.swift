/// A row that could not be written as it is: where it came from, why, and its values as text for a person.
package struct RowRejection: Hashable, Sendable, Codable {
    /// Its place among the rows of its chunk, from 0.
    package var ordinal: Int64
    /// The address or key of the row at the source, as text.
    package var address: String
    package var column: String?
    package var reason: Failure
    /// The source's bytes of every column in hexadecimal, in the order of the plan; nil is null.
    package var values: [String?]
    /// The values of the key that names the row, as literals of the destination; nil where there is none.
    package var keyLiterals: [String]?
    /// The same values as a person reads them, with the names of their columns; nil where nobody could read them.
    package var shown: [RejectedValue]?

    package init(ordinal: Int64, address: String, column: String?, reason: Failure, values: [String?]) {
        self.ordinal = ordinal
        self.address = address
        self.column = column
        self.reason = reason
        self.values = values
    }
}

/// One value of a rejected row, for a person.
package struct RejectedValue: Hashable, Sendable, Codable {
    /// At the source.
    package var column: String
    /// The whole length at the source, of a text that is read in pieces in its characters; nil for NULL.
    package var byteCount: Int?
    /// Nil for NULL, and for bytes that are no text.
    package var text: String?
    /// There is more than the text says.
    package var isCut: Bool

    package init(column: String, byteCount: Int? = nil, text: String? = nil, isCut: Bool = false) {
        self.column = column
        self.byteCount = byteCount
        self.text = text
        self.isCut = isCut
    }
}
