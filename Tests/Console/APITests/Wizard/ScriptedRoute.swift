import ConnectorKit
import Model

/// The way from the scripted kind to itself: names become small, numbers without a precision lose their fractions.
struct ScriptedRoute: SchemaConversion {
    static let route = MigrationRoute(
        from: DataSourceKind(rawValue: "scripted"), to: DataSourceKind(rawValue: "scripted"),
        steps: [.schema, .full, .indexes], conversion: { _, _, _ in ScriptedRoute() })

    func convert(_ table: TableDefinition, _ names: NameMap, _ choices: TableChoices) -> ConvertedObject {
        let name = ObjectName(names[table.name].schema.lowercased(), names[table.name].name.lowercased())
        var object = ConvertedObject(
            kind: .table, source: table.name, destination: name, statements: ["CREATE TABLE \(name)"])
        object.notes = [
            ConversionNote(.lossy, rule: "type.number.unbounded", subject: "PAY", "Fractions are lost."),
            ConversionNote(.remark, rule: "table.collation", "Texts compare by their bytes."),
        ]
        object.copy = CopyPlan(source: table.name, destination: name, columns: [], addressing: .whole)
        return object
    }

    func convert(_ view: ViewDefinition, _ names: NameMap) -> ConvertedObject {
        ConvertedObject(kind: .view, source: view.name, destination: view.name, statements: ["CREATE VIEW"])
    }

    func convert(_ view: ViewDefinition, _ names: NameMap, reading known: [KnownRelation]) -> ConvertedObject {
        convert(view, names)
    }

    func relation(of table: TableDefinition, _ converted: ConvertedObject) -> KnownRelation {
        KnownRelation(
            name: table.name,
            columns: table.columns.map { column in
                KnownRelation.Column(
                    source: column, destinationName: column.name.lowercased(),
                    stored: .integer(bits: 64, isUnsigned: false))
            })
    }

    func relation(of view: ViewDefinition, _ names: NameMap) -> KnownRelation {
        KnownRelation(name: view.name, columns: [])
    }

    func note(on object: ListedObject) -> ConversionNote { ConversionNote(.unsupported, rule: "kind", "By hand.") }
    func columnsToProfile(of table: TableDefinition) -> [String] { ["PAY"] }
    func text(of type: StoredType) -> String { "BIGINT" }
}
