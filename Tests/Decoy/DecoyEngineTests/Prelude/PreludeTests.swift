import DecoyDictionary
import LocalServers
import OracleSQL
import PostgresClient
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct PreludeTests {
    /// A database of its own with everything that the views read.
    private func database() async throws -> PostgresConnection {
        let port = UInt16(try await TestServers.shared.postgreSQL.port)
        let name = uniqueName("prelude")
        let first = try PostgresConnection(PostgresEndpoint(port: port, database: "postgres"))
        try first.simple("CREATE DATABASE \(name)")
        first.close()
        let connection = try PostgresConnection(PostgresEndpoint(port: port, database: name))
        try connection.simple(Prelude.script)
        try connection.simple(Clock.script)
        try connection.simple(DictionarySchema.script)
        return connection
    }

    @Test func theScriptInstallsTwiceAndSaysItsVersion() async throws {
        let connection = try await database()
        defer { connection.close() }
        try connection.simple(Prelude.script)
        #expect(try connection.query(Prelude.installedVersion).text(0, 0) == Prelude.version)
    }

    @Test func everyViewGivesItsColumnsInTheirTypes() async throws {
        let connection = try await database()
        defer { connection.close() }
        var names: Set<String> = []
        for view in DynamicViews.all {
            #expect(names.insert(view.name).inserted, "\(view.name) stands twice")
            do {
                try connection.simple("CREATE VIEW sys.\"\(view.name)\" AS \(view.query)")
                _ = try connection.query("SELECT count(v)::int8 FROM sys.\"\(view.name)\" AS v")
            } catch { Issue.record("\(view.name): \(error)") }
        }
    }

    @Test func theDatabaseSaysWhatClientsAskFor() async throws {
        let connection = try await database()
        defer { connection.close() }
        for view in DynamicViews.all { try connection.simple("CREATE VIEW sys.\"\(view.name)\" AS \(view.query)") }
        func answer(_ sql: String) throws -> String? { try connection.query(sql).text(0, 0) }
        #expect(try answer("SELECT \"LOG_MODE\" FROM sys.\"V$DATABASE\"") == "ARCHIVELOG")
        #expect(
            try answer("SELECT \"VALUE\" FROM sys.\"V$PARAMETER\" WHERE \"NAME\" = 'max_string_size'") == "STANDARD")
        #expect(
            try answer("SELECT \"VALUE\" FROM sys.\"NLS_DATABASE_PARAMETERS\" WHERE \"PARAMETER\" = 'NLS_CHARACTERSET'")
                == "AL32UTF8")
        #expect(
            try answer("SELECT \"DEST_NAME\" FROM sys.\"V$ARCHIVE_DEST_STATUS\" WHERE \"STATUS\" = 'VALID'")
                == "LOG_ARCHIVE_DEST_1")
        #expect(
            try answer(
                """
                SELECT count(*)::text FROM sys."V$STATNAME" n JOIN sys."V$MYSTAT" m ON n."STATISTIC#" = m."STATISTIC#"
                WHERE n."NAME" = 'session uga memory max'
                """) == "1")
        #expect(try answer("SELECT \"BANNER\" FROM sys.\"V$VERSION\"")?.hasPrefix("Oracle Database 19c") == true)
        try connection.simple("UPDATE dict.settings SET value = 'YES' WHERE name = 'SUPPLEMENTAL_LOG_DATA_MIN'")
        #expect(try answer("SELECT \"SUPPLEMENTAL_LOG_DATA_MIN\" FROM sys.\"V$DATABASE\"") == "YES")
        try connection.simple("SET ora.nls_date_format = 'YYYY'")
        #expect(
            try answer("SELECT \"VALUE\" FROM sys.\"NLS_SESSION_PARAMETERS\" WHERE \"PARAMETER\" = 'NLS_DATE_FORMAT'")
                == "YYYY")
    }

    @Test func aDynamicViewIsASynonymOfTheViewWithALine() {
        #expect(ViewText.objectName("V$SESSION") == "V_$SESSION")
        #expect(ViewText.objectName("GV$SESSION") == "GV_$SESSION")
        #expect(ViewText.objectName("NLS_SESSION_PARAMETERS") == "NLS_SESSION_PARAMETERS")
    }
}
