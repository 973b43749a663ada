internal import ConnectorKit
internal import Model
internal import OracleClient

extension OracleSource {
    func schemas() async throws(DatabaseRefusal) -> [String] {
        // Releases before 12.1 do not say which users are Oracle's own.
        let place = powers.major >= 12 ? "ORACLE_MAINTAINED = 'N'" : "CREATED > (SELECT CREATED + 1/24 FROM V$DATABASE)"
        let found = try await pool.ask("list the schemas") { connection throws(OracleError) in
            try await connection.table("SELECT USERNAME FROM ALL_USERS WHERE \(place)").rows.compactMap { $0[0].text }
        }
        return found.sorted()
    }

    func objects(in schemas: [String]) async throws(DatabaseRefusal) -> [ListedObject] {
        var found: [ListedObject] = []
        let powers = powers
        for start in stride(from: 0, to: schemas.count, by: ObjectLister.schemasMax) {
            let group = Array(schemas[start..<min(start + ObjectLister.schemasMax, schemas.count)])
            found += try await pool.ask("list the objects of schemas") { connection throws(OracleError) in
                try await ObjectLister(connection: connection, powers: powers, schemas: group).objects()
            }
        }
        return found
    }

    func tables(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [TableDefinition] {
        let powers = powers
        var found: [ObjectName: TableDefinition] = [:]
        for page in DictionaryPage.pages(names) {
            let tables = try await pool.ask("read the definitions of tables") { connection throws(OracleError) in
                try await TableReader(connection: connection, powers: powers).tables(of: page)
            }
            for table in tables.values { found[table.name] = table }
        }
        return names.compactMap { found[$0] }
    }

    func views(_ names: [ObjectName]) async throws(DatabaseRefusal) -> [ViewDefinition] {
        let powers = powers
        var found: [ObjectName: ViewDefinition] = [:]
        for page in DictionaryPage.pages(names) {
            let views = try await pool.ask("read the definitions of views") { connection throws(OracleError) in
                try await ViewReader(connection: connection, powers: powers).views(of: page)
            }
            for view in views.values { found[view.name] = view }
        }
        return names.compactMap { found[$0] }
    }

    func text(of name: ObjectName, kind: ObjectKind) async throws(DatabaseRefusal) -> String {
        guard let type = OracleSource.metadataTypes[kind] else { return "" }
        let found = try await pool.ask("read the text of \(name)") { connection throws(OracleError) in
            try await connection.first(
                "SELECT DBMS_METADATA.GET_DDL(:type, :name, :owner) FROM DUAL",
                [.value(.text(type)), .value(.text(name.name)), .value(.text(name.schema))])
        }
        var text = Substring(found?.text(0) ?? "")
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// How the package of definitions calls the kinds.
    private static let metadataTypes: [ObjectKind: String] = [
        .table: "TABLE", .view: "VIEW", .materializedView: "MATERIALIZED_VIEW", .sequence: "SEQUENCE",
        .synonym: "SYNONYM", .trigger: "TRIGGER", .function: "FUNCTION", .procedure: "PROCEDURE",
        .package: "PACKAGE", .type: "TYPE", .databaseLink: "DB_LINK", .queue: "AQ_QUEUE",
    ]
}

extension OracleSource {
    func profile(
        _ table: ObjectName, columns: [String]
    ) async throws(DatabaseRefusal) -> [String: NumberProfile] {
        try await NumberProfiler(source: self, table: table).profile(columns)
    }

    func check(filter: String, on table: ObjectName) async throws(DatabaseRefusal) {
        try await FilterCheck(source: self, table: table, filter: filter).run()
    }

    func count(
        _ table: ObjectName, where filter: String, within time: Duration
    ) async throws(DatabaseRefusal) -> Int64? {
        let sql =
            "SELECT COUNT(*) FROM \(OracleText.quoted(table)) \(OracleText.quoted(table.name)) WHERE (\(filter)\n)"
        return try await pool.ask("count the rows of \(table)", within: time * 2) { connection throws(OracleError) in
            await connection.setCallTimeout(time)
            do throws(OracleError) {
                return try await connection.first(sql)?.integer(0)
            } catch {
                guard error.kind == .deadline || error.kind == .interrupted else { throw error }
                return nil
            }
        }
    }
}
