package import JSON

/// The form of a JSON value. One description serves three purposes: bodies are checked against it, the OpenAPI document
/// is made of it, and tests check answers against it.
package indirect enum Schema: Sendable {
    /// One line without control characters.
    case line(ClosedRange<Int>)
    /// Any text, also of several lines.
    case text(ClosedRange<Int>)
    case choice([String])
    case integer(ClosedRange<Int64>)
    case number
    case boolean
    case list(Schema)
    /// An object with free names; both bounds are the length of a name.
    case map(Schema, entries: Int)
    case object([SchemaField])
    /// One of `Schemas.all`.
    case named(String)
    /// This, or null.
    case optional(Schema)
    case anything

    /// Milliseconds since 1970 UTC.
    package static let moment = Schema.integer(0...253_402_300_799_999)
    package static let count = Schema.integer(0...Int64.max)
    package static let anyLine = Schema.text(0...1_000_000)

    /// What is wrong with a value; empty when it fits.
    package func problems(of value: JSONValue, at path: String) -> [SchemaProblem] {
        switch self {
        case .line(let lengths): textProblems(value, lengths, at: path, allowsControls: false)
        case .text(let lengths): textProblems(value, lengths, at: path, allowsControls: true)
        case .choice(let choices):
            if let text = value.asString, choices.contains(text) {
                []
            } else {
                [SchemaProblem(path, "must be one of \(choices.joined(separator: ", "))")]
            }
        case .integer(let range):
            if let number = value.asInteger, range.contains(number) {
                []
            } else {
                [SchemaProblem(path, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")]
            }
        case .number: value.asNumber == nil ? [SchemaProblem(path, "must be a number")] : []
        case .boolean: value.asBool == nil ? [SchemaProblem(path, "must be true or false")] : []
        case .list(let element): listProblems(value, element, at: path)
        case .map(let element, let entries): mapProblems(value, element, entries, at: path)
        case .object(let fields): objectProblems(value, fields, at: path)
        case .named(let name): Schemas.named(name).problems(of: value, at: path)
        case .optional(let schema): value.isNull ? [] : schema.problems(of: value, at: path)
        case .anything: []
        }
    }

    private func textProblems(
        _ value: JSONValue, _ lengths: ClosedRange<Int>, at path: String, allowsControls: Bool
    ) -> [SchemaProblem] {
        guard let text = value.asString else { return [SchemaProblem(path, "must be a text")] }
        guard lengths.contains(text.unicodeScalars.count) else {
            let bound =
                lengths.lowerBound == 0
                ? "at most \(lengths.upperBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
            return [SchemaProblem(path, "must have \(bound) characters")]
        }
        if text.unicodeScalars.contains("\u{0}") { return [SchemaProblem(path, "must not contain a NUL")] }
        if allowsControls { return [] }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return [SchemaProblem(path, "must be one line without control characters")]
        }
        if lengths.lowerBound > 0, text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            return [SchemaProblem(path, "must not be blank")]
        }
        return []
    }

    private func listProblems(_ value: JSONValue, _ element: Schema, at path: String) -> [SchemaProblem] {
        guard let elements = value.asArray else { return [SchemaProblem(path, "must be a list")] }
        return elements.enumerated().flatMap { element.problems(of: $1, at: "\(path)[\($0)]") }
    }

    private func mapProblems(
        _ value: JSONValue, _ element: Schema, _ entries: Int, at path: String
    ) -> [SchemaProblem] {
        guard let members = value.asObject else { return [SchemaProblem(path, "must be an object")] }
        guard members.count <= entries else { return [SchemaProblem(path, "must have at most \(entries) entries")] }
        return members.flatMap { key, value in
            (1...64).contains(key.unicodeScalars.count)
                ? element.problems(of: value, at: "\(path).\(key)")
                : [SchemaProblem(path, "must have names of 1 to 64 characters")]
        }
    }

    private func objectProblems(_ value: JSONValue, _ fields: [SchemaField], at path: String) -> [SchemaProblem] {
        guard let members = value.asObject else {
            return [SchemaProblem(path, path.isEmpty ? "the body must be an object" : "must be an object")]
        }
        let within = path.isEmpty ? "" : path + "."
        let known = fields.flatMap { field in
            if let member = members[field.name] {
                field.schema.problems(of: member, at: within + field.name)
            } else {
                field.isRequired ? [SchemaProblem(within + field.name, "is missing")] : []
            }
        }
        let names = Set(fields.map(\.name))
        let unknown = members.keys.filter { !names.contains($0) }
        // A name from outside is repeated only as far as it can be a field's name.
        return known + unknown.map { SchemaProblem(within + String($0.prefix(64)), "is not known here") }
    }
}

package struct SchemaField: Sendable {
    package let name: String
    package let schema: Schema
    package let isRequired: Bool
    package let help: String

    package init(_ name: String, _ schema: Schema, _ help: String = "", isRequired: Bool = true) {
        self.name = name
        self.schema = schema
        self.help = help
        self.isRequired = isRequired
    }

    package static func optional(_ name: String, _ schema: Schema, _ help: String = "") -> SchemaField {
        SchemaField(name, schema, help, isRequired: false)
    }
}

/// One field that does not fit, and why, as the end of a sentence that begins with the field.
package struct SchemaProblem: Hashable, Sendable {
    package let field: String
    package let problem: String

    package init(_ field: String, _ problem: String) {
        self.field = field
        self.problem = problem
    }

    package var sentence: String { field.isEmpty ? problem : "\(field) \(problem)" }
}
