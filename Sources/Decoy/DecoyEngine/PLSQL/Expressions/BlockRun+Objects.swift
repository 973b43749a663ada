internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Objects and collections of the dictionary on their way between blocks and SQL.
extension BlockRun {
    /// What a value of SQL is in a block.
    func objectValue(_ cell: Cell, _ type: BlockType) throws(Raised) -> BlockValue {
        guard cell.type == type.sqlType else { throw Raised(6550, "PLS-00382: expression is of wrong type") }
        guard let bytes = cell.bytes else { return type.initial }
        guard let document = ObjectDocument(jsonb: bytes) else {
            throw Raised(.unsupported("this form of an object"))
        }
        return try value(of: document, type)
    }

    func value(of document: ObjectDocument, _ type: BlockType) throws(Raised) -> BlockValue {
        switch (document, type) {
        case (.null, .scalar(let scalar)): return .scalar(.null(scalar))
        case (.null, _): return type.initial
        case (.members(let members), .record(let record)):
            var fields: [BlockValue] = []
            for field in record.fields {
                fields.append(try value(of: members[field.name] ?? .null, field.type))
            }
            return .record(fields)
        case (.list(let values), .collection(let collection)):
            var elements: [BlockValue] = []
            for value in values { elements.append(try self.value(of: value, collection.element)) }
            return .collection(CollectionValue(elements))
        case (.members, .collection(let collection)):
            var values = CollectionValue()
            for (index, element) in try document.indexed() {
                values.set(.number(Int(index)), try value(of: element, collection.element))
            }
            return .collection(values)
        case (.text(let text), .scalar(let scalar)): return .scalar(Cell(scalar, try bytes(of: text, scalar)))
        default: throw Raised(.unsupported("this form of an object"))
        }
    }

    /// The binary form of a scalar's text.
    func bytes(of text: String, _ type: OracleType) throws(Raised) -> [UInt8]? {
        if let field = ScalarText.field(text, type.representation) { return field }
        return try ask("SELECT $1::\(type.representation.postgresType)", PostgresValue(.text, Array(text.utf8)))
    }

    private func ask(_ sql: String, _ value: PostgresValue) throws(Raised) -> [UInt8]? {
        do throws(OracleFailure) {
            let rows = try session.query(sql, [value])
            return rows.rowCount > 0 ? rows.bytes(0, 0) : nil
        } catch {
            throw Raised(error)
        }
    }

    /// What a value of a block is in SQL.
    func objectCell(_ value: BlockValue, _ type: BlockType?, _ declared: OracleType) throws(Raised) -> Cell {
        guard let type else { throw Raised(6550, "PLS-00382: expression is of wrong type") }
        guard !value.isNull else { return .null(declared) }
        return Cell(declared, try document(of: value, type).jsonb)
    }

    func document(of value: BlockValue, _ type: BlockType) throws(Raised) -> ObjectDocument {
        guard !value.isNull else { return .null }
        switch (value, type) {
        case (.record(let fields), .record(let record)):
            var members: [String: ObjectDocument] = [:]
            for (field, value) in zip(record.fields, fields) {
                members[field.name] = try document(of: value, field.type)
            }
            return .members(members)
        case (.collection(let values?), .collection(let collection)) where collection.kind.isAssociative:
            var members: [String: ObjectDocument] = [:]
            for (key, element) in zip(values.keys, values.elements) {
                guard case .number(let index) = key else {
                    throw Raised(.unsupported("a table that is indexed by texts"))
                }
                members[String(index)] = try document(of: element, collection.element)
            }
            return .members(members)
        case (.collection(let values?), .collection(let collection)):
            var list: [ObjectDocument] = []
            for element in values.elements { list.append(try document(of: element, collection.element)) }
            return .list(list)
        case (.scalar(let cell), .scalar):
            if case .object = cell.type, let bytes = cell.bytes, let inner = ObjectDocument(jsonb: bytes) {
                return inner
            }
            if let text = ScalarText.text(cell.bytes ?? [], cell.representation) { return .text(text) }
            let sent = PostgresValue(session.engine.types.type(of: cell.representation), cell.bytes)
            let text = try ask("SELECT $1::\(cell.representation.postgresType)::text", sent)
            return text.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
        default: throw Raised(6550, "PLS-00382: expression is of wrong type")
        }
    }
}

extension RecordType {
    /// The row is one object, and it is of this type.
    func takesObject(_ row: [Cell]) -> Bool {
        guard let declared, row.count == 1 else { return false }
        return row[0].type == declared
    }

    var hasObjects: Bool {
        fields.contains {
            if case .scalar = $0.type { return false }
            return true
        }
    }
}
