internal import OracleSQL

/// A type that the specification of a package declares, as the dictionary shows it.
struct PackageType {
    let name: String
    /// `RECORD`, `TABLE`, `VARYING ARRAY`, `PL/SQL INDEX TABLE`, or `OTHER` for what no client can bind.
    let form: String
    var limit: Int?
    /// The names of an element's type that is no scalar.
    var elementNames: [String]?
    /// An element's scalar type.
    var element: String?
    /// What a table is indexed by.
    var index: String?

    /// Those of a text, in their order; none of a text that is not understood.
    static func all(in text: String) -> [PackageType] {
        guard var parser = try? Parser(text, language: .block), case .package(let unit)? = try? parser.parseSourceUnit()
        else { return [] }
        return unit.declarations.compactMap { declaration in
            guard case .type(let declared) = declaration else { return nil }
            return PackageType(declared)
        }
    }

    private init(_ declared: TypeDeclaration) {
        name = declared.name.text
        switch declared.definition {
        case .record: form = "RECORD"
        case .table(let element, let index):
            form = index == nil ? "TABLE" : "PL/SQL INDEX TABLE"
            if case .scalar(let type)? = index { self.index = type.isCharacter ? "VARCHAR2" : "BINARY_INTEGER" }
            note(element)
        case .varray(let limit, let element):
            form = "VARYING ARRAY"
            self.limit = limit
            note(element)
        case .refCursor, .subtype: form = "OTHER"
        }
    }

    private mutating func note(_ element: VariableType) {
        switch element {
        case .scalar(let type): self.element = type.dictionaryName
        case .named(let names): elementNames = names.map(\.text)
        case .rowOf(let names):
            elementNames = names.map(\.text)
            elementNames?[names.count - 1] += NamedObjectType.rowSuffix
        case .typeOf: break
        }
    }
}
