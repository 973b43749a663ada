package import ConnectorKit
package import Model
internal import MySQLClient

extension MySQLDestination {
    private static let examplesMax = 5
    /// Keys in one question: their literals are short, the statement stays far below any packet.
    private static let absentPerQuestion = 500

    package func addUnproven(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        try await lettingEnd { () async throws(DatabaseRefusal) in
            try await self.executeUnproven(statement, in: database)
        }
    }

    private func executeUnproven(_ statement: String, in database: String) async throws(DatabaseRefusal) {
        // Through a connection of its own: whatever happens, no other statement goes without its proof.
        do throws(MySQLError) {
            let connection = try await MySQLConnection.open(endpoint)
            do throws(MySQLError) {
                if !database.isEmpty { _ = try await connection.execute("USE \(ConnectionAdvice.quoted(database))") }
                _ = try await connection.execute("SET foreign_key_checks=0")
                _ = try await connection.execute(statement)
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
        } catch {
            throw error.refusal
        }
    }

    package func removeForeignKey(_ name: String, of table: ObjectName) async throws(DatabaseRefusal) {
        try await run(
            "ALTER TABLE \(MySQLDestination.quoted(table)) DROP FOREIGN KEY \(ConnectionAdvice.quoted(name))",
            in: table.schema)
    }

    package func orphans(
        of table: ObjectName, _ reference: ForeignReference, absent: [[String]]
    ) async throws(DatabaseRefusal) -> OrphanCount? {
        guard !reference.columns.isEmpty, reference.columns.count == reference.parentColumns.count else { return nil }
        let here = reference.columns.map { "c.\(ConnectionAdvice.quoted($0))" }
        let joined = zip(reference.parentColumns, here).map { "p.\(ConnectionAdvice.quoted($0)) = \($1)" }
        // As the destination compares: a row with a NULL in its reference names no parent.
        let given = here.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        let from = """
             FROM \(MySQLDestination.quoted(table)) c WHERE \(given) AND NOT EXISTS (SELECT 1
            FROM \(MySQLDestination.quoted(reference.parent)) p WHERE \(joined.joined(separator: " AND ")))
            """
        let list = here.joined(separator: ", ")
        let columns = reference.columns
        return try await ask { (connection) throws(MySQLError) in
            var found = OrphanCount(
                rows: try await connection.queryText("SELECT COUNT(*)\(from)").rows.first?.first?.number ?? 0)
            guard found.rows > 0 else { return found }
            let examples = try await connection.queryText(
                "SELECT DISTINCT \(list)\(from) ORDER BY \(list) LIMIT \(MySQLDestination.examplesMax)")
            found.examples = examples.rows.map { row in
                zip(columns, row).map { "\($0) = \($1.string.map { String($0.prefix(80)) } ?? "?")" }
                    .joined(separator: ", ")
            }
            for start in stride(from: 0, to: absent.count, by: MySQLDestination.absentPerQuestion) {
                let page = absent[start..<min(absent.count, start + MySQLDestination.absentPerQuestion)]
                let keys = page.map { "(\($0.joined(separator: ", ")))" }.joined(separator: ", ")
                found.rowsOfAbsent +=
                    try await connection.queryText("SELECT COUNT(*)\(from) AND (\(list)) IN (\(keys))")
                    .rows.first?.first?.number ?? 0
            }
            return found
        }
    }
}

extension MySQLValue {
    fileprivate var number: Int64? { string.flatMap { Int64($0) } }
}
