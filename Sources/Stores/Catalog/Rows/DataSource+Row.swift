internal import Model

extension DataSource: StoredRow {
    static let table = "data_source"
    static let columns = [
        "id", "name", "kind", "role", "region", "host", "port", "user_name", "database_name", "encryption", "options",
        "remark", "observed_test", "created_at", "revision",
    ]

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        let port = try reader.count("port", as: UInt16.self)
        self.init(
            id: try reader.id("id", DataSourceID.self), name: try reader.text("name"),
            kind: try reader.name("kind", DataSourceKind.self), role: try reader.name("role", DataSourceRole.self),
            region: try reader.text("region"), host: try reader.text("host"), port: Int(port),
            user: try reader.text("user_name"), database: try reader.text("database_name"),
            encryption: try reader.name("encryption", Encryption.self),
            options: try reader.stored("options", [String: String].self), remark: try reader.text("remark"),
            lastTest: try reader.optionalStored("observed_test", ConnectionTest.self),
            createdAt: try reader.timestamp("created_at"), revision: try reader.growing("revision"))
    }

    var cells: [DatabaseValue] {
        [
            .text(id.rawValue), .text(name), .text(kind.rawValue), .text(role.rawValue), .text(region), .text(host),
            .integer(Int64(port)), .text(user), .text(database), .text(encryption.rawValue), options.cell,
            .text(remark), lastTest?.cell ?? .null, .integer(createdAt.milliseconds), .integer(revision),
        ]
    }
}
