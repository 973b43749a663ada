internal import Model

/// What is kept of each object for the questions, while definitions pass through in pages. This is what grows with the
/// number of tables, so it holds no statement, no index, no expression and no plan that no question asks for.
struct PrecheckSubjects: Sendable {
    private var definitions: [ObjectName: TableDefinition] = [:]
    private var objects: [Int64: ConvertedObject] = [:]
    private var unreadable: [Int64: ProjectObject] = [:]
    /// Notes of one rule share their text.
    private var texts: Set<String> = []

    var tables: [TableDefinition] { definitions.values.sorted { $0.name < $1.name } }
    var converted: [ConvertedObject] { objects.sorted { $0.key < $1.key }.map(\.value) }
    var unread: [ProjectObject] { unreadable.sorted { $0.key < $1.key }.map(\.value) }

    mutating func add(_ page: ObjectPlan.Page) {
        for table in page.definitions { definitions[table.name] = Self.outline(table) }
        for object in page.objects where !object.isRemoved {
            objects[object.number] = object.converted.map { outline($0) }
            unreadable[object.number] = object.state == .unread ? object : nil
        }
    }

    private static func outline(_ table: TableDefinition) -> TableDefinition {
        var kept = TableDefinition(
            name: table.name,
            columns: table.columns.map { column in
                ColumnDefinition(
                    name: column.name, type: column.type, typeText: column.typeText, isNullable: column.isNullable)
            }, storage: table.storage)
        kept.keys = table.keys
        kept.foreignKeys = table.foreignKeys
        kept.rowsEstimated = table.rowsEstimated
        kept.bytesEstimated = table.bytesEstimated
        return kept
    }

    private mutating func outline(_ object: ConvertedObject) -> ConvertedObject {
        var kept = object
        // That there is a statement says that the object is supported.
        kept.statements = object.isSupported ? [""] : []
        kept.parts = []
        kept.notes = object.notes.filter { $0.severity >= .lossy }.map { note in
            var note = note
            note.text = texts.insert(note.text).memberAfterInsert
            return note
        }
        if let plan = object.copy, !plan.hasLargeValues, plan.filter?.isEmpty ?? true { kept.copy = nil }
        return kept
    }
}
