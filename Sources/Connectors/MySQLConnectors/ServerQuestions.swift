internal import ConnectorKit
internal import Glibc
internal import Model
internal import MySQLClient
internal import Values

/// What a connection test asks a server once it is signed in.
enum ServerQuestions {
    static func version(_ server: ServerIdentity, expectsOceanBase: Bool) -> StepFinding {
        let found = "\(server.title) (\(server.version))"
        let version = ConnectionTest.Capability("version", "Version", found: found)
        guard server.product.isOceanBase != expectsOceanBase else { return .passed(found).telling(version) }
        return .warning(
            found,
            advice: expectsOceanBase
                ? "This is not OceanBase. Choose the kind “MySQL or MariaDB” for it."
                : "This is OceanBase. Choose the kind “OceanBase (MySQL tenant)”, or it is treated as MySQL."
        ).telling(version)
    }

    /// The server's clock is read between two looks at ours; what lies between them is not skew.
    static func clock(_ connection: MySQLConnection) async throws(MySQLError) -> StepFinding {
        let before = microsecondsNow()
        let value = try await connection.query("SELECT utc_timestamp(6)").scalar
        let after = microsecondsNow()
        guard case .dateTime(let moment)? = value, let theirs = moment.microsecondsSinceEpoch else {
            return .warning("The server did not tell the time.", advice: "Compare the clocks of both machines by hand.")
        }
        let skew = theirs < before ? theirs - before : theirs > after ? theirs - after : 0
        let text = "\(abs(skew) / 1_000_000).\(abs(skew) / 100_000 % 10) s"
        guard abs(skew) > ConnectionTester.clockSkewMax.milliseconds * 1000 else {
            return .passed("The clocks agree within \(text).")
        }
        return .warning(
            "The server's clock is \(text) \(skew > 0 ? "ahead of" : "behind") this machine's.",
            advice: "Set both by the same time service: lag and positions by time are wrong by the difference.")
    }

    static func characterSet(
        _ connection: MySQLConnection, database: String
    ) async throws(MySQLError) -> StepFinding {
        let session = try await connection.query("SELECT @@character_set_connection, @@character_set_server").rows.first
        let texts = (session ?? []).map { $0.string ?? "" } + ["", ""]
        let ofServer = ConnectionTest.Capability("charset", "Character set", found: texts[1])
        guard !database.isEmpty else {
            return .passed("The session speaks \(texts[0]); new databases get \(texts[1]).").telling(ofServer)
        }
        let found =
            try await connection.query(
                "SELECT default_character_set_name FROM information_schema.schemata WHERE schema_name = ?",
                [.text(database)]
            ).scalar?.string ?? ""
        let ofDatabase = found.isEmpty ? ofServer : .init("charset", "Character set", found: found)
        guard !found.isEmpty, found != "utf8mb4" else {
            return .passed("The session speaks \(texts[0])\(found.isEmpty ? "" : ", the database \(found)").")
                .telling(ofDatabase)
        }
        return .warning(
            "The database “\(database)” makes its tables in \(found).",
            advice: "Text outside of \(found) cannot be stored in tables that name no character set of their own.",
            fix: "ALTER DATABASE \(ConnectionAdvice.quoted(database)) CHARACTER SET utf8mb4;"
        ).telling(ofDatabase)
    }

    static func rights(_ connection: MySQLConnection, database: String) async throws(MySQLError) -> StepFinding {
        let grants = try await connection.queryText("SHOW GRANTS").rows.compactMap { $0.first?.string }
        let rights = Rights(grants: grants)
        let missing = rights.missing(on: database)
        let place = database.isEmpty ? "all databases" : "the database “\(database)”"
        let account = try await connection.query("SELECT current_user()").scalar?.string ?? ""
        let at = account.lastIndex(of: "@")
        let user = at.map { String(account[..<$0]) } ?? account
        let host = at.map { String(account[account.index(after: $0)...]) } ?? "%"
        let grantee = ConnectionAdvice.grantee(user, host)
        let scope = database.isEmpty ? "*.*" : "\(ConnectionAdvice.quoted(database)).*"
        var asked = Rights.needed.map { right in
            ConnectionTest.Right(
                right, on: scope, isPresent: !missing.contains(right),
                grant: "GRANT \(right) ON \(scope) TO \(grantee);")
        }
        if !database.isEmpty {
            // The marks of written chunks stand in a database of their own.
            let marks = "\(ConnectionAdvice.quoted(ChunkMarks.database)).*"
            asked.append(
                ConnectionTest.Right(
                    "ALL PRIVILEGES", on: marks, isPresent: rights.missing(on: ChunkMarks.database).isEmpty,
                    grant: "GRANT ALL PRIVILEGES ON \(marks) TO \(grantee);"))
        }
        guard !missing.isEmpty else {
            return .passed("All rights that a migration needs on \(place).").telling(asked)
        }
        let elsewhere =
            database.isEmpty && !rights.byDatabase.isEmpty
            ? " It has rights on \(rights.byDatabase.keys.sorted().joined(separator: ", "))." : ""
        return .warning(
            "“\(account)” lacks \(missing.joined(separator: ", ")) on \(place).\(elsewhere)",
            advice: "A source needs SELECT, a destination all of them. Have an administrator run this:",
            fix: "GRANT \(missing.joined(separator: ", ")) ON \(scope) TO \(grantee);"
        ).telling(asked)
    }

    /// For information: nothing here fails a test, because what is needed depends on what the source is used for.
    static func capabilities(_ connection: MySQLConnection) async throws(MySQLError) -> StepFinding {
        let server = await connection.server
        var found = [
            ConnectionTest.Capability(
                "statementBytes", "Statements", found: "statements up to \(server.packetBytesMax >> 20) MiB")
        ]
        if server.product.isOceanBase {
            found += await oceanBaseCapabilities(connection)
        } else if await answer(connection, "SELECT @@log_bin")?.integer == 1 {
            let row = try await connection.query("SELECT @@binlog_format, @@binlog_row_image").rows.first ?? []
            let form = row.map { $0.string ?? "?" }.joined(separator: ", ")
            found.append(.init("binlog", "Binlog", found: "binlog in \(form) form", isPresent: true))
        } else {
            found.append(.init("binlog", "Binlog", found: "no binlog", isPresent: false))
        }
        if connection.isLost { try await connection.ping() }
        var finding = StepFinding.passed(found.map(\.found).joined(separator: "; ") + ".")
        finding.capabilities = found
        return finding
    }

    private static func oceanBaseCapabilities(_ connection: MySQLConnection) async -> [ConnectionTest.Capability] {
        let hasMoment = await answer(connection, "SELECT current_scn()") != nil
        var found = [
            ConnectionTest.Capability(
                "fixedPosition", "Reading at a position",
                found: hasMoment ? "reads at a fixed moment (current_scn)" : "no current_scn()", isPresent: hasMoment)
        ]
        if let retention = await undoRetention(connection) {
            found.append(.init("undoRetention", "Undo is kept", found: "undo_retention \(retention) s"))
        }
        // The variable log_bin is always ON here, whether or not there is a binlog: only the statement tells.
        let hasBinlog = await answer(connection, "SHOW MASTER STATUS") != nil
        found.append(
            .init(
                "binlog", "Binlog", found: hasBinlog ? "binlog service" : "no binlog service on this address",
                isPresent: hasBinlog))
        return found
    }

    private static func undoRetention(_ connection: MySQLConnection) async -> String? {
        guard let table = try? await connection.queryText("SHOW PARAMETERS LIKE 'undo_retention'") else { return nil }
        return table[0, "value"]?.string
    }

    /// The first value, or nil when the server does not know the question.
    private static func answer(_ connection: MySQLConnection, _ question: String) async -> MySQLValue? {
        (try? await connection.queryText(question))?.scalar
    }

    private static func microsecondsNow() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
