// Catalog: the only meeting point of console, agents and components. Operators' wishes and observed truth live in
// different columns; leases with epochs decide who may act; everything that happened is appended.
//
// It is safe under many processes at once: every change is one short transaction with one writer at a time, synced to
// disk before the call returns. It refuses a database that a newer program wrote, a key file that does not belong
// to the database, and any row it cannot read exactly. It never waits without a bound.
//
// No SQLite-only idea lives above the folder Database: a MySQL-protocol database can take its place.
//
// Times come from the clock that `open` is given. Leases compare the `expires` that one process wrote with the clock
// of another, so clocks of different machines must agree (NTP) to within `Limits.leaseMargin`: a holder stops by
// itself that much before its lease runs out. On one machine all processes read the same clock.
//
// Read next: Database/Database.swift, Migrations/Migration0001.swift, Catalog+Leases.swift, docs/internals/catalog.md.

package import Model
internal import Net

/// One process's connection to the catalog. Its calls block, so they run on a thread of their own, one at a time.
package actor Catalog {
    static let fileName = "catalog.sqlite3"
    static let keyFileName = "catalog.key"

    private let executor = ThreadExecutor(name: "catalog")
    let now: @Sendable () -> Timestamp
    private var opened: Opened?

    private struct Opened {
        let database: any Database
        let vault: Vault
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// Opens the catalog in `directory`, making directory (0700), database and key file (0600) where they are missing,
    /// and brings its schema up to date. Several processes may do so at once.
    package static func open(
        directory: String, now: @escaping @Sendable () -> Timestamp = Timestamp.wallClock
    ) async throws(CatalogError) -> Catalog {
        let catalog = Catalog(now: now)
        try await catalog.connect(directory: directory)
        return catalog
    }

    /// Waits for a running call, then lets go of the files. Later calls throw `.closed`.
    package func close() {
        opened?.database.close()
        opened = nil
    }

    private func connect(directory: String) throws(CatalogError) {
        try makeDirectory(directory)
        let database = try SQLiteDatabase(path: directory + "/" + Self.fileName, busyMax: Limits.catalogBusyMax)
        do throws(CatalogError) {
            let keyPath = directory + "/" + Self.keyFileName
            try Migrator(migrations: Migration.all, now: now).migrate(database) { () throws(CatalogError) in
                // The key is made after the schema: a key beside an empty database means that the database was lost.
                // Beginning anew would open the first sign-in to whoever comes.
                guard !fileExists(keyPath) else {
                    throw .databaseLost(path: directory + "/" + Self.fileName, keyPath: keyPath)
                }
            }
            let vault = try Vault(keyPath: keyPath, database: database, now: now())
            opened = Opened(database: database, vault: vault)
        } catch {
            database.close()
            throw error
        }
    }

    /// The open database, or `.closed`.
    var database: any Database {
        get throws(CatalogError) {
            guard let opened else { throw .closed }
            return opened.database
        }
    }

    var vault: Vault {
        get throws(CatalogError) {
            guard let opened else { throw .closed }
            return opened.vault
        }
    }

    /// Adds one to the revision of a topic. Called inside the transaction that changes what the topic is about.
    func bump(_ topics: Topic...) throws(CatalogError) {
        let database = try database
        for topic in topics {
            let changed = try database.run(
                "UPDATE topic_revision SET revision = revision + 1 WHERE topic = ?", [.text(topic.name)])
            if changed == 0 {
                try database.run(
                    "INSERT INTO topic_revision (topic, revision) VALUES (?, 1)", [.text(topic.name)])
            }
        }
    }

    /// The next of a growing row of numbers, without gaps. Called inside the transaction that uses it.
    func nextNumber(_ table: NumberedTable) throws(CatalogError) -> Int64 {
        let database = try database
        try database.run("UPDATE sequence SET last = last + 1 WHERE name = ?", [.text(table.rawValue)])
        let rows = try database.rows(
            "sequence", "SELECT name, last FROM sequence WHERE name = ?", [.text(table.rawValue)])
        guard let row = rows.first else {
            throw .unreadable(table: "sequence", column: "name", id: table.rawValue, problem: "the row is missing")
        }
        return try row.reader(id: "name").integer("last")
    }

    enum NumberedTable: String, CaseIterable {
        case stateChange = "state_change"
        case audit = "audit_entry"
        case ticket
        case metricSeries = "metric_series"
        /// Not of rows: each write of objects has the next number.
        case objectChange = "object_change"
    }

    /// Topic → revision. A watcher that sees a number grow reads that topic again.
    package func revisions() throws(CatalogError) -> [String: Int64] {
        let rows = try database.rows("topic_revision", "SELECT topic, revision FROM topic_revision")
        var revisions: [String: Int64] = [:]
        for row in rows {
            let reader = row.reader(id: "topic")
            revisions[try reader.text("topic")] = try reader.integer("revision")
        }
        return revisions
    }
}

/// What the console watches. The names are part of the API's event stream.
enum Topic {
    case machines, components, projects, drafts, tickets, dataSources, audit, parameters
    case component(ComponentID)
    case project(ProjectID)

    var name: String {
        switch self {
        case .machines: "machines"
        case .components: "components"
        case .projects: "projects"
        case .drafts: "drafts"
        case .tickets: "tickets"
        case .dataSources: "dataSources"
        case .audit: "audit"
        case .parameters: "parameters"
        case .component(let id): "component:\(id)"
        case .project(let id): "project:\(id)"
        }
    }
}
