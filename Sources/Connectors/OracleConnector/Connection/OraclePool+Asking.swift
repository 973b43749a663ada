internal import Model
internal import OracleClient

extension OraclePool {
    /// Asks with a connection of the pool, in time; `doing` is for the refusal.
    func ask<Value: Sendable>(
        _ doing: String, within time: Duration = OracleSource.questionTime,
        _ body: @Sendable (OracleConnection) async throws(OracleError) -> Value
    ) async throws(DatabaseRefusal) -> Value {
        do throws(OracleError) {
            let connection = try await take()
            await connection.setCallTimeout(time)
            let answer: Result<Value, OracleError>
            do throws(OracleError) {
                answer = .success(try await body(connection))
            } catch {
                answer = .failure(error)
            }
            await give(connection)
            return try answer.get()
        } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
    }
}

extension OracleConnection {
    /// The rows of a question, one by one; nothing is kept but what `body` keeps.
    nonisolated func each(
        _ sql: String, _ binds: OracleBinds = [],
        _ body: (OracleRecord) throws(OracleError) -> Void
    ) async throws(OracleError) {
        var options = OracleFetchOptions()
        options.rowsMax = 5_000
        let rows = try await query(sql, binds, options: options)
        while let batch = try await rows.next() {
            for row in 0..<batch.rowCount { try body(OracleRecord(values: try batch.row(row))) }
        }
    }

    nonisolated func first(_ sql: String, _ binds: OracleBinds = []) async throws(OracleError) -> OracleRecord? {
        try await table(sql, binds).rows.first.map { OracleRecord(values: $0) }
    }
}

/// One row of a question of ours, by place: what is missing or of another type is nil.
struct OracleRecord {
    let values: [OracleValue]

    func text(_ at: Int) -> String? { at < values.count ? values[at].text : nil }
    func integer(_ at: Int) -> Int64? { at < values.count ? values[at].integer : nil }
    /// The columns in which Oracle says YES, Y, ENABLED and the like.
    func says(_ word: String, _ at: Int) -> Bool { text(at) == word }
}
