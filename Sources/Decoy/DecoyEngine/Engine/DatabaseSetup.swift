internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// Makes the database with everything in it, or brings the parts of an older one up to date. Safe to be cut off at any
/// point: what is missing is made at the next start.
struct DatabaseSetup {
    private let options: EngineOptions
    private let port: UInt16

    init(_ options: EngineOptions, port: UInt16) {
        self.options = options
        self.port = port
    }

    func run() throws -> (TypeNumbers, DataDictionary) {
        try makeDatabase()
        let connection = try PostgresConnection(PostgresEndpoint(port: port, database: "decoy"))
        defer { connection.close() }
        try connection.simple("CREATE EXTENSION IF NOT EXISTS orafce")
        try install(Prelude.script, Prelude.version, Prelude.installedVersion, connection)
        try install(Clock.script, Clock.version, Clock.installedVersion, connection)
        if try connection.query("SELECT FROM pg_class WHERE oid = to_regclass('dict.users')").isEmpty {
            try connection.simple("BEGIN")
            try DictionaryInstaller.install(PlainLink(connection), systemPassword: options.systemPassword)
            try connection.simple("COMMIT")
        }
        try connection.simple(DictionarySchema.additions)
        try connection.simple(settings)
        try connection.simple("SELECT clock.sample()")
        let link = PlainLink(connection)
        try installViews(link, connection)
        try connection.simple("BEGIN")
        try SpatialTypes.install(link)
        try connection.simple("COMMIT")
        let dictionary = try DictionaryReader.read(link, systemViews: Self.views)
        return (try types(connection), dictionary)
    }

    /// Some views stand on tables of the dictionary and on the state of the server: the former win.
    private static let views: [SystemView] = {
        let known = Set(DictionaryViews.all.map(\.name))
        return DictionaryViews.all + DynamicViews.all.filter { !known.contains($0.name) }
    }()

    /// What the version views and V$PARAMETER say.
    private var settings: String {
        let full = [11: "11.2.0.4.0", 12: "12.2.0.1.0"][options.version] ?? "\(options.version).0.0.0.0"
        let seconds = options.undoRetention.components.seconds
        return "INSERT INTO dict.settings VALUES ('version', '\(options.version)'), ('version_full', '\(full)'), "
            + "('undo_retention', '\(seconds)') ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    }

    private func makeDatabase() throws(PostgresFailure) {
        let connection = try PostgresConnection(PostgresEndpoint(port: port, database: "postgres"))
        defer { connection.close() }
        guard try connection.query("SELECT FROM pg_database WHERE datname = 'decoy'").isEmpty else { return }
        try connection.simple("CREATE DATABASE decoy TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    }

    private func install(
        _ script: String, _ version: String, _ question: String, _ connection: PostgresConnection
    ) throws(PostgresFailure) {
        let found = try connection.query(question)
        if found.rowCount > 0, found.text(0, 0) == version { return }
        try connection.simple(script)
    }

    /// The views are made again when the text of any of them has changed.
    private func installViews(_ link: PlainLink, _ connection: PostgresConnection) throws {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in Self.views.map(DictionaryInstaller.text) + [DictionaryInstaller.functions] {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        let version = "views " + String(hash, radix: 16)
        let found = try connection.query(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'sys'")
        if found.rowCount > 0, found.text(0, 0) == version { return }
        try connection.simple("BEGIN")
        try DictionaryInstaller.installViews(link, Self.views)
        try connection.simple("COMMENT ON SCHEMA sys IS '\(version)'; COMMIT")
    }

    private func types(_ connection: PostgresConnection) throws(PostgresFailure) -> TypeNumbers {
        let rows = try connection.query("SELECT oid::int8, typarray::int8 FROM pg_type WHERE oid = 'ora.tstz'::regtype")
        var numbers = TypeNumbers()
        guard rows.rowCount == 1, let type = rows.integer(0, 0), let array = rows.integer(0, 1) else { return numbers }
        numbers.timestampTZ = UInt32(truncatingIfNeeded: type)
        numbers.timestampTZArray = UInt32(truncatingIfNeeded: array)
        return numbers
    }
}

/// The way of definitions to a connection that no session owns.
final class PlainLink: DefinitionLink {
    private let connection: PostgresConnection

    init(_ connection: PostgresConnection) { self.connection = connection }

    func command(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure) { _ = try rows(sql, values) }

    func rows(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure) -> PostgresRows {
        do throws(PostgresFailure) {
            return try connection.query(sql, values)
        } catch {
            guard let report = error.report else { throw OracleFailure(1034, "ORACLE not available") }
            throw FailureTable(dictionary: DataDictionary(DictionaryContents()), kind: nil).failure(for: report)
        }
    }
}
