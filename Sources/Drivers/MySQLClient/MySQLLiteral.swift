package import Bytes
internal import Values

/// Values of the control path as literals of SQL, exact for the servers we know.
package enum MySQLLiteral {
    package static func append(_ value: MySQLValue, to writer: inout ByteWriter) throws(MySQLError) {
        switch value {
        case .null: writer.append("NULL")
        case .integer(let number): writer.append(decimal: number)
        case .unsigned(let number), .bits(let number): writer.append(decimal: number)
        // The exact double behind the float: the server's way text → double → float then rounds nowhere.
        case .float(let number): try append(Double(number), to: &writer)
        case .double(let number): try append(number, to: &writer)
        case .decimal(let number): writer.append(text: number.description)
        case .date(let date): writer.append(quoted: date.description)
        case .dateTime(let moment):
            writer.append(quoted: moment.text(fractionDigits: moment.nanosecond == 0 ? 0 : 6))
        case .time(let span): writer.append(quoted: span.description)
        case .text(let text): writer.append(quoted: text)
        case .bytes(let bytes): writer.append(binary: bytes.span.bytes)
        }
    }

    /// Always with an exponent: without one the servers read a DECIMAL, which has no negative zero and fewer places.
    private static func append(_ number: Double, to writer: inout ByteWriter) throws(MySQLError) {
        guard number.isFinite else {
            throw MySQLError(
                number: MySQLError.Own.valueNotExpressible, text: "no infinity and no NaN in this database",
                place: "literal")
        }
        let text = number.description
        writer.append(text: text)
        if !text.utf8.contains(UInt8(ascii: "e")) { writer.append("e0") }
    }
}
