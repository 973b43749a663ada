internal import JSON
internal import Model

/// Reads the columns of one row. What is not exactly right is an error that names table, column and row: no guess, no
/// default, no trap, and no stored value in the error.
struct RowReader {
    let row: Row
    let idColumns: [String]

    func problem(_ column: String, _ problem: String) -> CatalogError {
        .unreadable(table: row.table, column: column, id: rowName, problem: problem)
    }

    /// The row's key, shortened: it is itself unchecked.
    private var rowName: String {
        idColumns.map { column in
            switch row[column] {
            case .integer(let number): String(number)
            case .text(let text): String(text.prefix(80))
            default: "?"
            }
        }.joined(separator: "/")
    }

    func isNull(_ column: String) -> Bool { row[column] == .null }

    func text(_ column: String) throws(CatalogError) -> String {
        guard case .text(let text) = row[column] else {
            throw problem(column, "\(row[column].kind) where text belongs")
        }
        return text
    }

    func optionalText(_ column: String) throws(CatalogError) -> String? {
        isNull(column) ? nil : try text(column)
    }

    func integer(_ column: String) throws(CatalogError) -> Int64 {
        guard case .integer(let number) = row[column] else {
            throw problem(column, "\(row[column].kind) where a whole number belongs")
        }
        return number
    }

    /// A whole number that cannot be negative and fits `Number`.
    func count<Number: FixedWidthInteger>(
        _ column: String, as type: Number.Type = Number.self
    ) throws(CatalogError) -> Number {
        let number = try integer(column)
        guard number >= 0 else { throw problem(column, "a negative number") }
        guard let count = Number(exactly: number) else { throw problem(column, "a number that is too large") }
        return count
    }

    /// A number that only grows by one at a time: one near the end of the integers was never counted up to, and adding
    /// to it would trap.
    func growing(_ column: String) throws(CatalogError) -> Int64 {
        let number: Int64 = try count(column)
        guard number < 1 << 53 else { throw problem(column, "a number that is too large") }
        return number
    }

    func double(_ column: String) throws(CatalogError) -> Double {
        switch row[column] {
        case .double(let number):
            guard number.isFinite else { throw problem(column, "a number that is not finite") }
            return number
        // Databases give 1.0 back as 1 in some expressions; the value is the same.
        case .integer(let number):
            guard let exact = Double(exactly: number) else { throw problem(column, "a number that is too large") }
            return exact
        default:
            throw problem(column, "\(row[column].kind) where a number belongs")
        }
    }

    func bytes(_ column: String) throws(CatalogError) -> [UInt8] {
        guard case .blob(let bytes) = row[column] else {
            throw problem(column, "\(row[column].kind) where bytes belong")
        }
        return bytes
    }

    func timestamp(_ column: String) throws(CatalogError) -> Timestamp {
        Timestamp(milliseconds: try count(column, as: Int64.self))
    }

    func optionalTimestamp(_ column: String) throws(CatalogError) -> Timestamp? {
        isNull(column) ? nil : try timestamp(column)
    }

    /// One of the names of an enumeration.
    func name<Name: RawRepresentable<String>>(_ column: String, _ type: Name.Type) throws(CatalogError) -> Name {
        guard let name = Name(rawValue: try text(column)) else {
            throw problem(column, "a name that this program does not know")
        }
        return name
    }

    /// An id; its prefix is not checked, since operators may give machines ids of their own.
    func id<ID: Identifier>(_ column: String, _ type: ID.Type) throws(CatalogError) -> ID {
        let text = try text(column)
        guard !text.isEmpty else { throw problem(column, "an empty id") }
        return ID(rawValue: text)
    }

    func actor(_ column: String) throws(CatalogError) -> Actor { Actor(try text(column)) }

    func subject(kind: String, id: String) throws(CatalogError) -> Subject {
        Subject(try name(kind, Subject.Kind.self), try text(id))
    }

    /// A small structured value, kept as JSON text.
    func stored<Value: StoredText>(_ column: String, _ type: Value.Type) throws(CatalogError) -> Value {
        guard let json = JSONValue(stored: try text(column)) else { throw problem(column, "text that is not JSON") }
        guard let value = Value(stored: json) else { throw problem(column, "JSON of another form") }
        return value
    }

    func optionalStored<Value: StoredText>(_ column: String, _ type: Value.Type) throws(CatalogError) -> Value? {
        isNull(column) ? nil : try stored(column, type)
    }
}
