internal import JSON

/// Structured values that are kept as JSON through their `Codable` form.
extension RowReader {
    func coded<Value: Decodable>(_ column: String, _ type: Value.Type) throws(CatalogError) -> Value {
        let text = try text(column)
        do throws(JSONCodingFailure) {
            return try JSONCoder.decode(type, from: text)
        } catch {
            throw problem(column, "JSON of another form (\(error))")
        }
    }

    func optionalCount(_ column: String) throws(CatalogError) -> Int64? {
        isNull(column) ? nil : try count(column, as: Int64.self)
    }

    func flag(_ column: String) throws(CatalogError) -> Bool {
        let number: Int64 = try count(column)
        guard number <= 1 else { throw problem(column, "a number where yes or no belongs") }
        return number == 1
    }
}

extension DatabaseValue {
    /// A value that cannot be written as JSON is a broken promise of whoever made it: our structures hold no numbers
    /// that are not finite.
    static func coded(_ value: some Encodable) -> DatabaseValue {
        do throws(JSONCodingFailure) {
            return .text(try JSONCoder.text(value))
        } catch {
            preconditionFailure("a structure of the catalog cannot be written as JSON: \(error)")
        }
    }

    static func flag(_ flag: Bool) -> DatabaseValue { .integer(flag ? 1 : 0) }
}
