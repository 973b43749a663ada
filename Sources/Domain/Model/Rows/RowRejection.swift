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

    package init(ordinal: Int64, address: String, column: String?, reason: Failure, values: [String?]) {
        self.ordinal = ordinal
        self.address = address
        self.column = column
        self.reason = reason
        self.values = values
    }
}
