internal import Model
internal import OracleClient

/// Has the server parse a row filter, without running it.
struct FilterCheck {
    let source: OracleSource
    let table: ObjectName
    let filter: String

    /// Refuses a filter that is none.
    func run() async throws(DatabaseRefusal) {
        if let fault = try await fault() { throw fault }
    }

    /// What is wrong with the filter; nil when it is understood.
    func fault() async throws(DatabaseRefusal) -> DatabaseRefusal? {
        if filter.allSatisfy(\.isWhitespace) { return refusal("it is empty", at: nil) }
        let from = "SELECT 1 FROM \(OracleText.quoted(table)) \(OracleText.quoted(table.name)) WHERE "
        // Alone it must be a condition; in parentheses it must stay inside of them.
        for (before, after) in [("", ""), ("(", "\n)")] {
            let fault = try await parse(from + before, after) { connection, sql throws(OracleError) in
                _ = try await connection.describe(sql)
            }
            if let fault { return fault }
        }
        // Parsing lets names of binds pass; running it, without a row, does not.
        return try await parse(from + "1 = 0 AND (", "\n)") { connection, sql throws(OracleError) in
            await (try await connection.query(sql)).close()
        }
    }

    private func parse(
        _ before: String, _ after: String,
        _ body: @Sendable (OracleConnection, String) async throws(OracleError) -> Void
    ) async throws(DatabaseRefusal) -> DatabaseRefusal? {
        let answer: OracleError?
        let sql = before + filter + after
        answer = try await source.pool.ask("check the filter of \(table)") { connection throws(OracleError) in
            do throws(OracleError) {
                try await body(connection, sql)
                return nil
            } catch {
                if error.endsConnection || error.kind == .interrupted || error.kind == .deadline { throw error }
                return error
            }
        }
        guard let answer else { return nil }
        var place: Int?
        if let position = answer.position, position >= before.utf8.count {
            place = min(position - before.utf8.count, filter.utf8.count)
        }
        return refusal(answer.text, at: place, error: answer)
    }

    private func refusal(_ reason: String, at offset: Int?, error: OracleError? = nil) -> DatabaseRefusal {
        let place = offset.map { " at character \(character($0) + 1)" } ?? ""
        var refusal = DatabaseRefusal(
            Failure(
                "ORACLE-0015", "The row filter of \(table) is not understood\(place): \(reason)",
                advice: "Write a condition as it would stand behind WHERE in a query of this table."),
            remedy: .askOperator)
        refusal.place = offset.map { character($0) + 1 }
        if let error { refusal.code = DatabaseRefusal.code(error) }
        return refusal
    }

    /// Positions of the server count bytes.
    private func character(_ offset: Int) -> Int {
        String(decoding: filter.utf8.prefix(offset), as: UTF8.self).count
    }
}
