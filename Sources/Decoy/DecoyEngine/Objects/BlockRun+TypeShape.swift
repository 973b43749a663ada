internal import DecoyDictionary
internal import OracleSQL
internal import OracleWire

// DBMS_PICKLER.GET_TYPE_SHAPE: drivers ask by it what a type is made of.
extension BlockRun {
    static let typeShapeName = "DBMS_PICKLER.GET_TYPE_SHAPE"

    /// Name (in and out), identity, version, description, three texts, a cursor of attributes and one of subtypes.
    /// Gives 0, or the number of an error.
    func typeShape(_ arguments: [Call.Argument], _ frame: Frame, _ place: Position) throws(Raised) -> BlockValue {
        guard arguments.count == 9, arguments.allSatisfy({ $0.name == nil }) else {
            throw fault(
                place.offset, "PLS-00306: wrong number or types of arguments in call to 'GET_TYPE_SHAPE'",
                in: frame.unit)
        }
        let given = try converted(try evaluate(arguments[0].value, frame), to: .scalar(.anyText)).cell?.characters
        guard let given, let names = Self.names(in: given) else { return .integer(4043) }
        if names == ["SYS", "XMLTYPE"] { return try xmlShape(arguments, frame) }
        guard let named = session.objectType(names: names) else { return .integer(4043) }
        let type = try blockType(of: named)
        let isRow = named.name.hasSuffix(NamedObjectType.rowSuffix)
        let description = isRow ? nil : try descriptor(type).bytes
        let name = "\(named.schema).\(named.package.map { $0 + "." } ?? "")\(named.name)"
        return try give(
            [.text(name), .scalar(Cell(.raw(16), named.identity)), .scalar(Cell(.raw(32_767), description))],
            attributes: try attributes(of: isRow ? nil : type, named), to: arguments, frame)
    }

    /// XMLTYPE has no attributes that anybody may see.
    private func xmlShape(_ arguments: [Call.Argument], _ frame: Frame) throws(Raised) -> BlockValue {
        let none = TypeDescriptor.object([]).bytes
        return try give(
            [
                .text("SYS.XMLTYPE"), .scalar(Cell(.raw(16), XMLImage.typeIdentity)),
                .scalar(Cell(.raw(32_767), none)),
            ], attributes: try attributes(of: nil, nil), to: arguments, frame)
    }

    /// Name, identity and description come first, and whether there can be values; all types are version 1.
    private func give(
        _ first: [BlockValue], attributes: Cursor, to arguments: [Call.Argument], _ frame: Frame
    ) throws(Raised) -> BlockValue {
        let results =
            Array(first[0...1]) + [.integer(1), first[2], .text("YES"), .null, .null]
            + [.cursor(OpenedCursor(attributes)), .cursor(OpenedCursor(try rows([])))]
        for (argument, result) in zip(arguments, results) { try assign(result, to: argument.value, frame) }
        return .integer(0)
    }

    /// A row for each attribute; a collection has one without a name, for its element.
    private func attributes(of type: BlockType?, _ owner: NamedObjectType?) throws(Raised) -> Cursor {
        switch type {
        case .record(let record)?:
            var found: [Attribute] = []
            for field in record.fields { found.append(try attribute(field.name, field.type, owner)) }
            return try rows(found)
        case .collection(let collection)?: return try rows([try attribute(nil, collection.element, owner)])
        case .scalar?, nil: return try rows([Attribute()])
        }
    }

    private func attribute(
        _ name: String?, _ type: BlockType, _ owner: NamedObjectType?
    ) throws(Raised) -> Attribute {
        switch type {
        case .scalar(.object): throw Raised(.unsupported("an attribute of this type"))
        case .scalar(let scalar): Attribute(name: name, type: scalar)
        case .record(let inner):
            Attribute(name: name, named: try self.name(of: inner.declared, inner.name, inner, owner))
        case .collection(let inner):
            Attribute(name: name, named: try self.name(of: inner.declared, inner.name, inner, owner))
        }
    }

    /// A type of the dictionary has its name; another one must be a type of the same package.
    private func name(
        of declared: OracleType?, _ name: String, _ type: AnyObject, _ owner: NamedObjectType?
    ) throws(Raised) -> NamedObjectType {
        if let declared, let named = session.objectType(of: declared) { return named }
        if let package = owner?.package, let schema = owner?.schema,
            let named = session.objectType(names: [schema, package, name])
        {
            switch try blockType(of: named) {
            case .record(let found) where found === type: return named
            case .collection(let found) where found === type: return named
            default: break
            }
        }
        // The rows of a table: as an element they need no name of their own.
        if owner?.package != nil, let schema = owner?.schema,
            let named = session.objectType(names: [schema, name + NamedObjectType.rowSuffix])
        {
            return named
        }
        throw Raised(.unsupported("an attribute of a type without a name"))
    }

    private struct Attribute {
        var name: String?
        /// Nil for objects and collections.
        var type: OracleType?
        var named: NamedObjectType?
    }

    private func rows(_ attributes: [Attribute]) throws(Raised) -> Cursor {
        func text(_ value: String?) -> String {
            guard let value else { return "cast(null as varchar2(128))" }
            let parts = value.split(separator: "'", omittingEmptySubsequences: false)
            return "cast('\(parts.joined(separator: "''"))' as varchar2(128))"
        }
        var selects: [String] = []
        for (place, attribute) in attributes.enumerated() {
            let isXML = attribute.type == .xmlType
            let owner = attribute.named?.schema ?? (isXML ? "SYS" : nil)
            let typeName = attribute.named?.name ?? (isXML ? "XMLTYPE" : attribute.type?.attributeTypeName)
            let identity = attribute.named?.identity ?? (isXML ? XMLImage.typeIdentity : nil)
            let hex = identity?.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            selects.append(
                """
                select 1, \(text(attribute.name)), \(place + 1), \(text(typeName)), \(text(owner)), \
                \(text(attribute.named?.package)), cast(hextoraw(\(hex.map { "'\($0)'" } ?? "null")) as raw(16)), \
                \(text("YES")), \(text(nil)), \(text(nil)) from dual
                """)
        }
        if selects.isEmpty {
            let nothing = [String](repeating: text(nil), count: 8).joined(separator: ", ")
            selects = ["select 1, 1, \(nothing) from dual where 1 = 0"]
        }
        do throws(OracleFailure) {
            guard let cursor = try session.run(selects.joined(separator: "\nunion all\n")).cursor else {
                throw OracleFailure(1001, "invalid cursor")
            }
            return cursor
        } catch {
            throw Raised(error)
        }
    }

    /// `schema.type`, with or without quotes; nil for a text that is no name.
    static func names(in text: String) -> [String]? {
        var text = text
        var suffix = ""
        if text.uppercased().hasSuffix(NamedObjectType.rowSuffix) {
            suffix = NamedObjectType.rowSuffix
            text.removeLast(suffix.count)
        }
        var names: [String] = []
        var name = ""
        var isQuoted = false
        var wasQuoted = false
        for character in text {
            switch character {
            case "\"":
                isQuoted.toggle()
                wasQuoted = true
            case "." where !isQuoted:
                guard !name.isEmpty else { return nil }
                names.append(wasQuoted ? name : name.uppercased())
                (name, wasQuoted) = ("", false)
            default: name.append(character)
            }
        }
        guard !isQuoted, !name.isEmpty else { return nil }
        names.append((wasQuoted ? name : name.uppercased()) + suffix)
        return names.count <= 3 ? names : nil
    }
}

extension OracleType {
    /// The name of an attribute's type, as descriptions have it.
    fileprivate var attributeTypeName: String {
        switch self {
        case .timestampTZ: "TIMESTAMP WITH TZ"
        case .timestampLTZ: "TIMESTAMP WITH LOCAL TZ"
        case .timestamp: "TIMESTAMP"
        case .intervalYM: "INTERVAL YEAR TO MONTH"
        case .intervalDS: "INTERVAL DAY TO SECOND"
        case .number(nil, 0): "INTEGER"
        case .float(63): "REAL"
        case .float: "FLOAT"
        case .boolean: "PL/SQL BOOLEAN"
        case .plsInteger: "PL/SQL PLS INTEGER"
        case .json: "CLOB"
        default: dictionaryName
        }
    }
}
