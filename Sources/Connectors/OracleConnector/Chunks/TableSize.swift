internal import Model
internal import OracleClient

/// How many bytes a table takes, with its large values.
struct TableSize: Hashable, Sendable {
    var table: Int64
    var largeValues: Int64

    var total: Int64 { table &+ largeValues }

    /// Nil where neither segments nor statistics tell.
    static func ask(_ source: OracleSource, _ plan: CopyPlan) async throws(DatabaseRefusal) -> TableSize? {
        let owner = OracleBind.value(.text(plan.source.schema))
        let name = OracleBind.value(.text(plan.source.name))
        return try await source.pool.ask("ask for the size of \(plan.source)") { connection throws(OracleError) in
            guard source.powers.seesSegments else {
                let answer = try await connection.first(
                    """
                    SELECT NVL(BLOCKS * 8192, NUM_ROWS * AVG_ROW_LEN) FROM ALL_TABLES
                    WHERE OWNER = :owner AND TABLE_NAME = :name
                    """, [owner, name])
                return answer?.integer(0).map { TableSize(table: $0, largeValues: 0) }
            }
            let own = try await connection.first(
                """
                SELECT SUM(BYTES) FROM DBA_SEGMENTS WHERE OWNER = :owner AND SEGMENT_NAME = :name
                AND SEGMENT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
                """, [owner, name])
            var size = TableSize(table: own?.integer(0) ?? 0, largeValues: 0)
            guard plan.hasLargeValues else { return size }
            let large = try await connection.first(
                """
                SELECT SUM(s.BYTES) FROM DBA_LOBS l JOIN DBA_SEGMENTS s
                ON s.OWNER = l.OWNER AND s.SEGMENT_NAME = l.SEGMENT_NAME
                WHERE l.OWNER = :owner AND l.TABLE_NAME = :name
                """, [owner, name])
            size.largeValues = large?.integer(0) ?? 0
            return size
        }
    }
}
