internal import DecoyDictionary
internal import OracleSQL

/// Values of object types and collections: a jsonb object with a member for each attribute, or a jsonb array. Every
/// scalar inside is the text of its PostgreSQL value, so that nothing is lost; NULL is JSON's null.
extension Compilation {
    /// The type that a name means, nil when it means something else.
    func objectType(_ names: [String]) -> ObjectTypeDefinition? {
        guard let found = dictionary.resolve(names, in: context.schema), found.rest.isEmpty,
            case .type(let type) = found.entry,
            dictionary.allows("EXECUTE", on: type.object, user: context.user)
        else { return nil }
        return type
    }

    func objectType(_ type: OracleType) -> ObjectTypeDefinition? {
        guard case .object(let schema?, let name) = type,
            case .type(let found)? = dictionary.find(owner: schema, name: name)
        else { return nil }
        return found
    }

    /// `udt_book('title', 'authors', 5)`, `udt_array(1, 2)`: the constructors that every type has.
    func construct(
        _ type: ObjectTypeDefinition, _ call: Call, _ scope: Scope
    ) throws(OracleFailure) -> TypedExpression {
        depend(on: type.object.id)
        let own = OracleType.object(schema: type.object.owner, name: type.object.name)
        guard call.arguments.allSatisfy({ $0.name == nil }) else {
            throw Failures.unsupported("named argument", at: call.position)
        }
        let values = call.arguments.map(\.value)
        switch type.form {
        case .object(let attributes):
            guard values.count == attributes.count else {
                throw Failures.make(2315, "incorrect number of arguments for default constructor", at: call.position)
            }
            var members: [String] = []
            for (attribute, value) in zip(attributes, values) {
                members.append(SQLText.literal(attribute.name))
                members.append(try part(value, attribute.type, scope))
            }
            return TypedExpression(joined(members), own, nullable: false)
        case .varray(let limit, let element):
            guard values.count <= limit else {
                throw Failures.make(22909, "exceeded maximum VARRAY limit", at: call.position)
            }
            return TypedExpression(try array(values, element, scope), own, nullable: false)
        case .nestedTable(let element):
            return TypedExpression(try array(values, element, scope), own, nullable: false)
        case .incomplete:
            throw Failures.make(4043, "object \(type.object.name) does not exist", at: call.position)
        }
    }

    /// PostgreSQL's functions take a hundred arguments: large objects are joined of several.
    private func joined(_ members: [String]) -> String {
        let parts = stride(from: 0, to: max(1, members.count), by: 80).map {
            "jsonb_build_object(\(SQLText.list(Array(members[$0..<min(members.count, $0 + 80)]))))"
        }
        return "(\(parts.joined(separator: " || ")))"
    }

    private func array(
        _ values: [Expression], _ element: OracleType, _ scope: Scope
    ) throws(OracleFailure) -> String {
        var parts: [String] = []
        for value in values { parts.append(try part(value, element, scope)) }
        let type = element.representation == .object ? "jsonb" : "text"
        return "to_jsonb(ARRAY[\(SQLText.list(parts))]::\(type)[])"
    }

    /// One attribute or element, converted to its declared type.
    private func part(
        _ value: Expression, _ type: OracleType, _ scope: Scope
    ) throws(OracleFailure) -> String {
        let stored = try assigned(expression(value, scope), to: type, column: nil, at: value.position)
        if type.representation == .object { return "(\(stored.sql))::jsonb" }
        let text = "(\(stored.sql))::\(type.postgresColumnType)::text"
        switch type {
        case .varchar2(let most, let unit), .char(let most, let unit):
            return "ora.attribute(\(text), \(most), \(unit == .byte))"
        case .nvarchar2(let most), .nchar(let most): return "ora.attribute(\(text), \(most), false)"
        // A text of bytes has two digits for each, behind two characters.
        case .raw(let most): return "ora.attribute(\(text), \(2 + most * 2), true)"
        default: return text
        }
    }

    // MARK: attributes

    /// `t.column.attribute`: an object's attribute is named through the alias of its table.
    func attribute(_ names: [Name], _ scope: Scope, _ reference: Reference) throws(OracleFailure) -> TypedExpression? {
        guard names.count > 2 else { return nil }
        for count in 2..<names.count {
            guard let column = try column(Array(names.prefix(count)), scope, reference) else { continue }
            guard case .object = column.type else { continue }
            var value = column
            for name in names[count...] { value = try attribute(name, of: value, names) }
            return value
        }
        return nil
    }

    func attribute(_ name: Name, of value: TypedExpression, _ names: [Name]) throws(OracleFailure) -> TypedExpression {
        guard let type = objectType(value.type), case .object(let attributes) = type.form,
            let attribute = attributes.first(where: { $0.name == name.text })
        else { throw Failures.unknownColumn(names, at: name.position) }
        let key = SQLText.literal(attribute.name)
        let sql =
            attribute.type.representation == .object
            ? "nullif((\(value.sql))->\(key), 'null'::jsonb)"
            : "((\(value.sql))->>\(key))::\(attribute.type.representation.postgresType)"
        return TypedExpression(sql, attribute.type, isAggregate: value.isAggregate)
    }
}
