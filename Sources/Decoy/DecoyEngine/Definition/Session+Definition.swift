internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient
internal import Synchronization

// Definition statements of a session.
extension Session {
    /// CREATE, ALTER, DROP and their kin: an open transaction is committed before, the definition after. One
    /// definition runs at a time in the whole server; a table in use by others is ORA-00054, as in Oracle.
    func define(_ definition: DefinitionStatement, _ text: String) throws(OracleFailure) -> Outcome {
        let runner = try defining { (runner) throws(OracleFailure) in try runner.run(definition) }
        var outcome = Outcome()
        outcome.isCompiledWithErrors = runner.isCompiledWithErrors
        return outcome
    }

    /// What a package defines.
    func define(_ body: (DefinitionRunner) throws(OracleFailure) -> Void) throws(OracleFailure) {
        _ = try defining { (runner) throws(OracleFailure) in try runner.run(body) }
    }

    private func defining(
        _ body: (DefinitionRunner) throws(OracleFailure) -> Void
    ) throws(OracleFailure) -> DefinitionRunner {
        try refuseControlInTrigger("COMMIT")
        try commit()
        var attempt = 0
        var finished: DefinitionRunner?
        while finished == nil {
            attempt += 1
            do throws(OracleFailure) {
                finished = try defineAlone(body)
                try commit()
            } catch {
                if !isLost { try rollback() }
                guard error.code == 54, attempt < Self.attemptsMax, try waitsForTheGone() else { throw error }
                finished = nil
            }
        }
        guard let runner = finished else { throw OracleFailure(600, "internal error code, arguments: [decoy]") }
        engine.publish(runner.dictionary)
        if let command = runner.systemCommand { try obey(command) }
        return runner
    }

    /// Each attempt waits for locks by itself.
    private static var attemptsMax: Int { 10 }

    /// Whether a table is locked by a backend whose session has ended: it lets go as soon as it notices.
    private func waitsForTheGone() throws(OracleFailure) -> Bool {
        let living = engine.state.withLock { $0.sessions.values.map { String($0.backend) } }.joined(separator: ",")
        return try query(
            """
            SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
            WHERE l.granted AND l.locktype = 'relation' AND c.relnamespace = to_regnamespace('data')
              AND l.pid <> ALL ('{\(living)}'::int[]) LIMIT 1
            """
        ).rowCount > 0
    }

    /// `SYSTEM KILL SESSION 'sid,serial#'`; other commands to the system change nothing.
    private func obey(_ command: String) throws(OracleFailure) {
        let words = command.split(separator: " ").map(String.init)
        guard words.count > 3, words[1...2] == ["KILL", "SESSION"] else { return }
        let parts = words[3].split(whereSeparator: { $0 == "," || $0 == "'" })
        guard parts.count >= 2, let sid = Int(parts[0]), let serial = Int(parts[1]) else {
            throw OracleFailure(26, "missing or invalid session ID")
        }
        let entry = engine.state.withLock { $0.sessions[sid] }
        guard let entry, entry.identity.serial == serial else {
            throw OracleFailure(30, "User session ID does not exist.")
        }
        guard sid != identity.sid else { throw OracleFailure(27, "cannot kill current session") }
        entry.counters.kill()
        try self.command("SELECT pg_terminate_backend(\(entry.backend), 2000)")
        try commit()
    }

    private func defineAlone(
        _ body: (DefinitionRunner) throws(OracleFailure) -> Void
    ) throws(OracleFailure) -> DefinitionRunner {
        try command("SELECT pg_advisory_xact_lock(\(DefinitionLock.number))")
        try command("SET LOCAL lock_timeout = '500ms'")
        let link = SessionLink(self)
        var newest = dictionary
        if try link.number("SELECT version FROM dict.version") > newest.version {
            newest = try DictionaryReader.read(link, systemViews: Array(newest.systemViews.values))
        }
        let runner = DefinitionRunner(link, dictionary: newest, context: context)
        runner.viewRoutines = ViewRoutines(self, runner)
        try body(runner)
        return runner
    }
}

// Interval partitioning: a partition is made when the first row for it comes.
extension Session {
    /// Runs a change; when a row of an interval-partitioned table has no partition yet, the partition is made in a
    /// transaction of its own, as Oracle does, and the change runs again from its beginning.
    func placingRows(
        of tableID: Int, _ body: () throws(OracleFailure) -> Outcome
    ) throws(OracleFailure) -> Outcome {
        guard dictionary.tables[tableID]?.partitioning?.interval != nil else { return try body() }
        for _ in 0..<1000 {
            running.unplacedKey = nil
            do throws(OracleFailure) {
                return try withinBlock(body)
            } catch {
                guard error.code == 14_400, let key = running.unplacedKey.flatMap(Self.key) else { throw error }
                try addPartition(tableID, key)
            }
        }
        throw OracleFailure(14_299, "total number of partitions/subpartitions exceeds the maximum limit")
    }

    /// `Partition key of the failing row contains (c1) = (2020-05-01 00:00:00).`
    private static func key(_ detail: String) -> String? {
        guard detail.hasSuffix(").") else { return nil }
        let marks = Array(") = (".utf8)
        let bytes = Array(detail.utf8.dropLast(2))
        guard bytes.count > marks.count else { return nil }
        for start in 0..<(bytes.count - marks.count) where Array(bytes[start..<start + marks.count]) == marks {
            return String(decoding: bytes[(start + marks.count)...], as: UTF8.self)
        }
        return nil
    }

    private func addPartition(_ tableID: Int, _ key: String) throws(OracleFailure) {
        let connection: PostgresConnection
        do throws(PostgresFailure) {
            connection = try PostgresConnection(engine.endpoint)
        } catch {
            throw OracleFailure(1034, "ORACLE not available")
        }
        defer { connection.close() }
        let link = PlainLink(connection)
        try link.command("BEGIN")
        // Whoever defines something now does not wait long for a table that this session holds.
        try link.command("SELECT pg_advisory_xact_lock(\(DefinitionLock.number))")
        try link.command("SET LOCAL lock_timeout = '2s'")
        let newest = try DictionaryReader.read(link, systemViews: Array(dictionary.systemViews.values))
        guard let table = newest.tables[tableID] else { throw OracleFailure.unknownTable(at: Position(0)) }
        let runner = DefinitionRunner(link, dictionary: newest, context: context)
        try runner.addIntervalPartition(table, key: key)
        try link.command("COMMIT")
        engine.publish(runner.dictionary)
    }
}

enum DefinitionLock {
    /// The advisory lock under which the dictionary changes.
    static let number = 7_202
}

/// The way of definitions through the session that runs them.
final class SessionLink: DefinitionLink {
    private let session: Session

    init(_ session: Session) { self.session = session }

    func command(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure) {
        try session.command(sql, values)
    }

    func rows(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure) -> PostgresRows {
        try session.query(sql, values, isChange: true)
    }
}
