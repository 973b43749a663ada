internal import Model

/// A parameter that was changed; the program has the definitions.
struct StoredParameter: StoredRow, Hashable {
    var name: String
    var value: String
    var changedBy: Actor
    var changedAt: Timestamp

    static let table = "parameter_value"
    static let columns = ["name", "value", "changed_by", "changed_at"]

    var cells: [DatabaseValue] {
        [.text(name), .text(value), .text(changedBy.name), .integer(changedAt.milliseconds)]
    }
}

extension StoredParameter {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "name")
        self.init(
            name: try reader.text("name"), value: try reader.text("value"),
            changedBy: try reader.actor("changed_by"), changedAt: try reader.timestamp("changed_at"))
    }
}
