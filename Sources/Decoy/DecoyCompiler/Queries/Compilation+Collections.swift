internal import DecoyDictionary
internal import OracleSQL

/// Rows out of single values: `TABLE(collection)` and JSON_TABLE.
extension Compilation {
    /// The elements of a collection of a user's type; the attributes of its objects are the columns.
    func elements(_ collection: TableCollection, _ scope: Scope) throws(OracleFailure) -> String {
        let value = try collectionValue(collection.value, scope)
        guard let type = objectType(value.type) else {
            throw OracleFailure(22_905, "cannot access rows from a non-nested table item", at: collection.position)
        }
        let element: OracleType
        switch type.form {
        case .varray(_, let held), .nestedTable(let held): element = held
        case .object, .incomplete:
            throw OracleFailure(22_905, "cannot access rows from a non-nested table item", at: collection.position)
        }
        var fields: [Relation.Field] = []
        var values: [String] = []
        if let held = objectType(element), case .object(let attributes) = held.form {
            let whole = TypedExpression("e.v", element)
            for attribute in attributes {
                let name = Name(attribute.name)
                let part = try self.attribute(name, of: whole, [name])
                let physical = "o\(values.count)"
                values.append("\(part.sql) AS \(physical)")
                fields.append(
                    Relation.Field(name: attribute.name, physicalName: physical, type: part.type, nullable: true))
            }
        } else {
            let sql =
                element.representation == .object
                ? "nullif(e.v, 'null'::jsonb)" : "(e.v #>> '{}')::\(element.representation.postgresType)"
            values.append("\(sql) AS o0")
            fields.append(Relation.Field(name: "COLUMN_VALUE", physicalName: "o0", type: element, nullable: true))
        }
        let alias = nextAlias()
        let rows = "jsonb_array_elements(nullif(\(value.sql), 'null'::jsonb)) WITH ORDINALITY AS e (v, n)"
        // An outer collection gives one row without values where there are no elements.
        let source = collection.isOuter ? "(SELECT 1) AS one LEFT JOIN \(rows) ON true" : rows
        let sql = "LATERAL (SELECT \(SQLText.list(values)) FROM \(source) ORDER BY e.n) AS \(alias)"
        scope.relations.append(
            Relation(
                name: collection.alias?.text, alias: alias, fields: fields, sql: sql, position: collection.position))
        return sql
    }

    /// A function without arguments may stand there without parentheses.
    private func collectionValue(_ value: Expression, _ scope: Scope) throws(OracleFailure) -> TypedExpression {
        guard case .reference(let reference) = value, reference.link == nil else { return try expression(value, scope) }
        do throws(OracleFailure) {
            return try expression(value, scope)
        } catch {
            let bare = Call(names: reference.names, arguments: [], position: reference.position)
            guard error.code == 904, variables?.rowRoutine(for: bare) != nil else { throw error }
            return try call(bare, scope)
        }
    }

    // MARK: JSON_TABLE

    private struct JSONField {
        let name: String
        let type: OracleType
    }

    func jsonTable(_ table: JSONTable, _ scope: Scope) throws(OracleFailure) -> String {
        let value = try expression(table.document, scope)
        let text: String
        if value.type.representation == .bytea {
            text = "ora.json_characters(\(value.sql))"
        } else {
            text = try conversions.text(value, at: table.document.position).sql
        }
        let document = "ora.json_document(\(text), \(table.isStrict))"
        let made = try jsonRows(document, table.path, table.columns)
        let alias = nextAlias()
        let sql = "LATERAL (\(made.sql)) AS \(alias)"
        let fields = made.fields.enumerated().map {
            Relation.Field(name: $0.element.name, physicalName: "o\($0.offset)", type: $0.element.type, nullable: true)
        }
        scope.relations.append(
            Relation(name: table.alias?.text, alias: alias, fields: fields, sql: sql, position: table.position))
        return sql
    }

    /// A query with the columns `o0 …`: one row for each thing that the path finds, joined with the rows inside of it;
    /// NESTED paths side by side give their rows one after the other.
    private func jsonRows(
        _ source: String, _ path: String, _ columns: [JSONTable.Column]
    ) throws(OracleFailure) -> (sql: String, fields: [JSONField]) {
        let rows = nextAlias()
        let inner = nextAlias()
        var fields: [JSONField] = []
        var values: [String] = []
        var parts: [(sql: String, start: Int, count: Int)] = []
        var width = 0
        for column in columns {
            if case .nested(let below) = column.content {
                let made = try jsonRows("\(rows).j", column.path, below)
                parts.append((made.sql, width, made.fields.count))
                for field in made.fields {
                    values.append("\(inner).i\(width)")
                    fields.append(field)
                    width += 1
                }
            } else {
                let value = try jsonValue(column, rows)
                values.append(value.sql)
                fields.append(JSONField(name: column.name.text, type: value.type))
            }
        }
        let list = values.enumerated().map { "\($0.element) AS o\($0.offset)" }
        var sql = "SELECT \(SQLText.list(list)) FROM ora.json_rows(\(source), \(SQLText.literal(path))) "
        sql += "WITH ORDINALITY AS \(rows) (j, n)"
        guard !parts.isEmpty else { return (sql, fields) }
        let union = parts.map { part in
            let names = (0..<width).map { place in
                let isOwn = place >= part.start && place < part.start + part.count
                return "\(isOwn ? "u.o\(place - part.start)" : "NULL") AS i\(place)"
            }
            return "SELECT \(SQLText.list(names)) FROM (\(part.sql)) AS u"
        }
        sql += " LEFT JOIN LATERAL (\(union.joined(separator: " UNION ALL "))) AS \(inner) ON true"
        return (sql, fields)
    }

    private func jsonValue(_ column: JSONTable.Column, _ rows: String) throws(OracleFailure) -> TypedExpression {
        let path = SQLText.literal(column.path)
        switch column.content {
        case .ordinality: return TypedExpression("\(rows).n::numeric", .anyNumber)
        case .exists(let type):
            let found = "ora.json_found(\(rows).j, \(path))"
            if type.representation == .numeric { return TypedExpression("(\(found))::int::numeric", type) }
            return TypedExpression("(\(found))::text", type)
        case .document(let type, let isWrapped):
            return TypedExpression("ora.json_part(\(rows).j, \(path), \(isWrapped))", type)
        case .value(let type):
            let found = "ora.json_scalar(\(rows).j, \(path))"
            switch type {
            case .varchar2(let most, let unit):
                return TypedExpression("ora.json_fitting(\(found), \(most), \(unit == .byte))", type)
            case .nvarchar2(let most): return TypedExpression("ora.json_fitting(\(found), \(most), false)", type)
            case .clob, .nclob: return TypedExpression(found, type)
            case .number(let precision, let scale):
                let bounds = "\(precision.map(String.init) ?? "NULL"), \(scale.map(String.init) ?? "0")"
                return TypedExpression("ora.json_number(\(found), \(bounds))", type)
            case .float: return TypedExpression("ora.json_number(\(found), NULL, 0)", type)
            case .date: return TypedExpression("(ora.json_moment(\(found))::date)::timestamp(0)", type)
            case .timestamp:
                return TypedExpression("extract(epoch FROM ora.json_moment(\(found)))::numeric", type)
            default: throw Failures.unsupported("this type in JSON_TABLE", at: column.name.position)
            }
        case .nested: return TypedExpression("NULL", .anyNumber)
        }
    }
}
