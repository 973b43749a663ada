/// Header fields in their order, found by name without regard to case.
package struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) { self.fields = fields }

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first field of that name. Setting replaces every field of that name; nil removes them.
    package subscript(name: String) -> String? {
        get { fields.first { equalNames($0.name, name) }?.value }
        set {
            fields.removeAll { equalNames($0.name, name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    package func all(_ name: String) -> [String] {
        fields.filter { equalNames($0.name, name) }.map(\.value)
    }

    /// Adds a field beside others of the same name (Set-Cookie).
    package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }
}

/// Compares header names as ASCII without regard to case.
func equalNames(_ a: String, _ b: String) -> Bool {
    let a = a.utf8
    let b = b.utf8
    return a.count == b.count && zip(a, b).allSatisfy { lower($0) == lower($1) }
}

func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
