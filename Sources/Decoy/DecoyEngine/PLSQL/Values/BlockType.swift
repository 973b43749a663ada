internal import OracleSQL

/// The type of a variable, resolved: names of types and `%TYPE` are gone.
indirect enum BlockType {
    case scalar(OracleType)
    case record(RecordType)
    case collection(CollectionType)

    /// The value of a variable of this type that was given none.
    var initial: BlockValue {
        switch self {
        case .scalar(.refCursor): .cursor(nil)
        case .scalar(let type): .scalar(.null(type))
        // An object that was not made is NULL as a whole.
        case .record(let record) where record.isObject: .null
        case .record(let record): .record(record.fields.map(\.type.initial))
        case .collection(let collection): .collection(collection.kind.isAssociative ? CollectionValue() : nil)
        }
    }

    var scalar: OracleType? {
        if case .scalar(let type) = self { return type }
        return nil
    }

    /// The type as SQL knows it: objects and collections of the dictionary have one, those of a block have not.
    var sqlType: OracleType? {
        switch self {
        case .scalar(let type): type
        case .record(let record): record.declared
        case .collection(let collection): collection.declared
        }
    }
}

/// Fields with names; two record types are the same when they are one object.
final class RecordType {
    struct Field {
        let name: String
        let type: BlockType
        /// `:=` of the declaration, evaluated where the type was declared.
        var value: Expression?
    }

    let name: String
    let fields: [Field]
    /// An object type of the dictionary has a constructor.
    let declared: OracleType?
    var isObject: Bool { declared != nil }

    init(name: String, fields: [Field], declared: OracleType? = nil) {
        self.name = name
        self.fields = fields
        self.declared = declared
    }

    func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

final class CollectionType {
    enum Kind {
        case nestedTable
        case array(limit: Int)
        case byInteger
        case byText

        var isAssociative: Bool {
            switch self {
            case .byInteger, .byText: true
            case .nestedTable, .array: false
            }
        }
    }

    let name: String
    let kind: Kind
    let element: BlockType
    /// A type of the dictionary.
    let declared: OracleType?

    init(name: String, kind: Kind, element: BlockType, declared: OracleType? = nil) {
        self.name = name
        self.kind = kind
        self.element = element
        self.declared = declared
    }
}
