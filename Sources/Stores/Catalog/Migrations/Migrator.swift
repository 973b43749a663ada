internal import Model

/// Brings a catalog's schema up to this program's. Safe when several processes do it at once: the check is repeated
/// under the exclusive lock, and all missing changes are one transaction.
struct Migrator {
    let migrations: [Migration]
    let now: @Sendable () -> Timestamp

    /// `mayBegin` is asked under the lock before an empty database gets its first table.
    func migrate(
        _ database: any Database, mayBegin: () throws(CatalogError) -> Void = {}
    ) throws(CatalogError) {
        // The common case needs no lock: everything is applied already.
        let missing = try database.snapshot { () throws(CatalogError) -> [Migration] in
            try self.missing(in: database)
        }
        if missing.isEmpty { return }
        try database.exclusive { () throws(CatalogError) in
            if try !database.hasTable(AppliedMigration.table) { try mayBegin() }
            try database.run(Self.tableOfMigrations)
            for migration in try self.missing(in: database) {
                for statement in migration.statements { try database.run(statement) }
                try database.insert(
                    AppliedMigration(
                        number: migration.number, name: migration.name, checksum: migration.checksum, appliedAt: now()))
            }
        }
    }

    /// What is not applied yet; throws for a newer catalog and for a changed text.
    private func missing(in database: any Database) throws(CatalogError) -> [Migration] {
        guard try database.hasTable(AppliedMigration.table) else { return migrations }
        let applied = try database.select(AppliedMigration.self, "ORDER BY number")
        let known = migrations.last?.number ?? 0
        if let newest = applied.last, newest.number > known {
            throw .newerSchema(found: newest.number, known: known)
        }
        for entry in applied {
            guard let migration = migrations.first(where: { $0.number == entry.number }),
                migration.checksum == entry.checksum
            else { throw .changedMigration(number: entry.number, name: entry.name) }
        }
        let numbers = Set(applied.map(\.number))
        return migrations.filter { !numbers.contains($0.number) }
    }

    private static let tableOfMigrations = """
        CREATE TABLE IF NOT EXISTS migration (
            number     BIGINT NOT NULL,
            name       VARCHAR(100) NOT NULL,
            checksum   VARCHAR(64) NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (number)
        )
        """
}

struct AppliedMigration: StoredRow, Hashable {
    var number: Int64
    var name: String
    var checksum: String
    var appliedAt: Timestamp

    static let table = "migration"
    static let columns = ["number", "name", "checksum", "applied_at"]

    var cells: [DatabaseValue] {
        [.integer(number), .text(name), .text(checksum), .integer(appliedAt.milliseconds)]
    }
}

extension AppliedMigration {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "number")
        self.init(
            number: try reader.count("number"), name: try reader.text("name"), checksum: try reader.text("checksum"),
            appliedAt: try reader.timestamp("applied_at"))
    }
}
