internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

// From the text of a type to the type.
extension BlockRun {
    func resolve(_ type: VariableType, _ frame: Frame) throws(Raised) -> BlockType {
        switch type {
        case .scalar(let scalar): return .scalar(scalar)
        case .named(let names): return try resolveNamed(names, frame)
        case .typeOf(let names): return try resolveTypeOf(names, frame)
        case .rowOf(let names): return .record(try resolveRow(names, frame))
        }
    }

    func resolve(
        _ definition: TypeDeclaration.Definition, named name: String, _ frame: Frame
    ) throws(Raised) -> BlockType {
        switch definition {
        case .record(let fields):
            var resolved: [RecordType.Field] = []
            for field in fields {
                resolved.append(
                    RecordType.Field(name: field.name.text, type: try resolve(field.type, frame), value: field.value))
            }
            return .record(RecordType(name: name, fields: resolved))
        case .table(let element, let index):
            var kind = CollectionType.Kind.nestedTable
            if let index {
                let key = try resolve(index, frame).scalar
                kind = key?.isCharacter == true ? .byText : .byInteger
            }
            return .collection(CollectionType(name: name, kind: kind, element: try resolve(element, frame)))
        case .varray(let limit, let element):
            return .collection(
                CollectionType(name: name, kind: .array(limit: limit), element: try resolve(element, frame)))
        case .refCursor: return .scalar(.refCursor)
        case .subtype(let base, _): return try resolve(base, frame)
        }
    }

    private func resolveNamed(_ names: [Name], _ frame: Frame) throws(Raised) -> BlockType {
        if let found = try locate(names, frame), case .type(let type) = found.entity, found.rest.isEmpty { return type }
        if let type = try dictionaryType(names.map(\.text), frame) { return type }
        let name = BuiltinTable.name(names)
        if let element = BlockRun.packagedTables[name] {
            return .collection(CollectionType(name: name, kind: .byInteger, element: .scalar(element)))
        }
        throw unknown(names, frame)
    }

    /// Tables indexed by integers that packages of Oracle declare.
    private static let packagedTables: [String: OracleType] = [
        "DBMS_SQL.VARCHAR2_TABLE": .varchar2(4000, .byte), "DBMS_SQL.VARCHAR2A": .anyText,
        "DBMS_SQL.VARCHAR2S": .varchar2(256, .byte), "DBMS_SQL.NUMBER_TABLE": .plainNumber,
        "DBMS_SQL.DATE_TABLE": .date, "DBMS_SQL.CLOB_TABLE": .clob, "DBMS_SQL.BLOB_TABLE": .blob,
        "DBMS_SQL.TIMESTAMP_TABLE": .timestamp(9), "DBMS_UTILITY.NAME_ARRAY": .varchar2(30, .byte),
        "DBMS_UTILITY.LNAME_ARRAY": .varchar2(4000, .byte), "DBMS_UTILITY.UNCL_ARRAY": .varchar2(227, .byte),
        "DBMS_OUTPUT.CHARARR": .anyText,
    ]

    private func dictionaryType(_ names: [String], _ frame: Frame) throws(Raised) -> BlockType? {
        let schema = frame.unit.owner ?? session.context.schema
        guard let found = session.dictionary.resolve(names, in: schema), case .type(let type) = found.entry,
            found.rest.isEmpty
        else { return nil }
        // A type may hold itself by way of one that was incomplete.
        guard typeDepth < BlockRun.typeDepthLimit else { throw Raised(.unsupported("a type that holds itself")) }
        typeDepth += 1
        defer { typeDepth -= 1 }
        let declared = OracleType.object(schema: type.object.owner, name: type.object.name)
        switch type.form {
        case .object(let attributes):
            var fields: [RecordType.Field] = []
            for attribute in attributes {
                fields.append(RecordType.Field(name: attribute.name, type: try blockType(attribute.type, frame)))
            }
            return .record(RecordType(name: type.object.name, fields: fields, declared: declared))
        case .varray(let limit, let element):
            return .collection(
                CollectionType(
                    name: type.object.name, kind: .array(limit: limit), element: try blockType(element, frame),
                    declared: declared))
        case .nestedTable(let element):
            return .collection(
                CollectionType(
                    name: type.object.name, kind: .nestedTable, element: try blockType(element, frame),
                    declared: declared))
        case .incomplete: return nil
        }
    }

    func blockType(_ type: OracleType, _ frame: Frame) throws(Raised) -> BlockType {
        guard case .object(let schema, let name) = type else { return .scalar(type) }
        let names = (schema.map { [$0] } ?? []) + [name]
        // Types that are the server's own have no parts that a block could name.
        return try dictionaryType(names, frame) ?? .scalar(type)
    }

    private func resolveTypeOf(_ names: [Name], _ frame: Frame) throws(Raised) -> BlockType {
        if let found = try locate(names, frame), case .variable(let slot) = found.entity {
            var type = slot.type
            for name in found.rest {
                guard case .record(let record) = type, let index = record.index(of: name.text) else {
                    throw unknown(names, frame)
                }
                type = record.fields[index].type
            }
            return type
        }
        guard names.count > 1, let columns = try columns(Array(names.dropLast()), frame),
            let column = columns.first(where: { $0.name == names[names.count - 1].text })
        else { throw unknown(names, frame) }
        return try blockType(column.type, frame)
    }

    private func resolveRow(_ names: [Name], _ frame: Frame) throws(Raised) -> RecordType {
        if let found = try locate(names, frame) {
            switch found.entity {
            case .cursor(let slot): return try rowType(of: slot)
            case .variable(let slot):
                if case .record(let record) = slot.type { return record }
            default: break
            }
        }
        guard let columns = try columns(names, frame) else { throw unknown(names, frame) }
        var fields: [RecordType.Field] = []
        for column in columns {
            fields.append(RecordType.Field(name: column.name, type: try blockType(column.type, frame)))
        }
        return RecordType(name: names[names.count - 1].text, fields: fields)
    }

    private func columns(_ names: [Name], _ frame: Frame) throws(Raised) -> [Column]? {
        let schema = frame.unit.owner ?? session.context.schema
        guard let found = session.dictionary.resolve(names.map(\.text), in: schema), found.rest.isEmpty else {
            return nil
        }
        switch found.entry {
        case .table(let table):
            guard session.dictionary.canSee(table.object, user: session.context.user) else { return nil }
            return table.visibleColumns
        case .view(let view): return view.columns
        case .systemView(let view): return view.columns
        default: return nil
        }
    }

    func rowType(of slot: CursorSlot) throws(Raised) -> RecordType {
        if let known = slot.rowType { return known }
        if let declared = slot.declaration.rowType, case .record(let record) = try resolve(declared, slot.frame) {
            slot.rowType = record
            return record
        }
        guard let query = slot.declaration.query else { throw unknown([slot.declaration.name], slot.frame) }
        let frame = try cursorFrame(slot, [], slot.frame, evaluates: false)
        let run = try compiled(.query(query.query), at: query.start, frame)
        guard case .query(let compiled) = run.compiled else { throw unknown([slot.declaration.name], slot.frame) }
        let type = try rowType(compiled.columns.filter { !$0.hidden }, frame)
        slot.rowType = type
        return type
    }
}

extension BlockRun {
    /// The record that a row of a query is.
    func rowType(_ columns: [ResultColumn], _ frame: Frame) throws(Raised) -> RecordType {
        var fields: [RecordType.Field] = []
        for column in columns {
            fields.append(RecordType.Field(name: column.name, type: try blockType(column.type, frame)))
        }
        return RecordType(name: "", fields: fields)
    }
}
