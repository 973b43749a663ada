internal import Model

extension Account: StoredRow {
    static let table = "account"
    static let columns = ["name", "password_hash", "created_at", "password_set_at"]

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "name")
        self.init(
            name: try reader.text("name"), passwordHash: try reader.text("password_hash"),
            createdAt: try reader.timestamp("created_at"), passwordSetAt: try reader.timestamp("password_set_at"))
    }

    var cells: [DatabaseValue] {
        [
            .text(name), .text(passwordHash), .integer(createdAt.milliseconds), .integer(passwordSetAt.milliseconds),
        ]
    }
}
