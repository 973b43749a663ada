internal import Bytes
package import Model
internal import OracleWire

/// Why a value was not written. It carries no byte of the value.
package struct ValueRefusal: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Digits behind the last one that can be kept.
        case fraction
        /// More digits than a binary number gives back.
        case digits
        /// A number beyond the largest of the destination's column.
        case range
        case notANumber
        case infinity
        /// A year that the destination's calendar does not have.
        case year
        case noSuchDay
        /// Fewer bytes than the destination's column always has.
        case length
        /// Bytes that are no text in the character set of their column.
        case notText
        /// Bytes that are no value of their form: the source has sent what it must not.
        case malformed(String)
    }

    /// The column's place in the plan.
    package let column: Int
    package let reason: Reason

    package init(column: Int, _ reason: Reason) {
        self.column = column
        self.reason = reason
    }

    /// For the operator; `name` is the column's.
    package func failure(column name: String) -> Failure {
        switch reason {
        case .fraction:
            Failure(
                "VALUE-0001", "A number in \(name) has more digits behind the point than the destination's column.",
                advice: "Choose a type with a larger scale for the column, or let it be rounded.")
        case .notANumber:
            Failure(
                "VALUE-0002", "A value in \(name) is not a number (NaN), which the destination cannot hold.",
                advice: "Correct the value at the source, or let it become NULL.")
        case .infinity:
            Failure(
                "VALUE-0003", "A value in \(name) is infinite, which the destination cannot hold.",
                advice: "Correct the value at the source, or let it become NULL.")
        case .year:
            Failure(
                "VALUE-0004", "A date in \(name) lies before the year 1 or after 9999.",
                advice: "Correct the value at the source, or let it become NULL.")
        case .noSuchDay:
            Failure(
                "VALUE-0005", "A date in \(name) is a day that its month does not have.",
                advice: "Correct the value at the source, or let it become NULL.")
        case .notText:
            Failure(
                "VALUE-0006", "A text in \(name) holds bytes that are no characters.",
                advice: "Correct the value at the source, or map the column to bytes.")
        case .digits:
            Failure(
                "VALUE-0008", "A number in \(name) has more digits than the destination's column keeps.",
                advice: "Choose DECIMAL or a text type for the column.")
        case .range:
            Failure(
                "VALUE-0009", "A number in \(name) is too large for the destination's column.",
                advice: "Choose a type with a larger range for the column, or correct the value at the source.")
        case .length:
            Failure(
                "VALUE-0010", "A value in \(name) is shorter than the destination's column, which would fill it up.",
                advice: "Choose VARBINARY for the column.")
        case .malformed(let what):
            Failure(
                "VALUE-0007", "A value in \(name) has a form that is not known.",
                advice: "Report this with the detail; the row is kept in quarantine with its bytes.", detail: what)
        }
    }
}
