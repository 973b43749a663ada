internal import ConnectorKit
internal import Model
internal import OracleClient

extension OracleSource {
    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int, at position: Position?
    ) async throws(DatabaseRefusal) -> any RowStream {
        try await OracleRowStream.open(
            RowQuery(plan: plan, range: range), rowsMax: max(1, rowsMax), at: position, powers, pool)
    }

    func position() async throws(DatabaseRefusal) -> Position {
        let connection: OracleConnection
        do throws(OracleError) { connection = try await pool.take() } catch {
            throw DatabaseRefusal(error, doing: "ask for the present position")
        }
        do throws(DatabaseRefusal) {
            let position = try await ChunkPosition.now(powers, connection)
            await pool.give(connection)
            return position
        } catch {
            await pool.give(connection)
            throw error
        }
    }

    /// Rows that are found by their key move when the key changes; rows with an address only where the table lets them:
    /// between partitions, or when its space is shrunk.
    func mayMoveRows(_ plan: CopyPlan) async throws(DatabaseRefusal) -> Bool {
        guard case .rowAddress = plan.addressing else { return true }
        let views = powers.views
        return try await pool.ask("ask whether rows of \(plan.source) may move") { connection throws(OracleError) in
            try await connection.first(
                "SELECT ROW_MOVEMENT FROM \(views)_TABLES WHERE OWNER = :owner AND TABLE_NAME = :name",
                [.value(.text(plan.source.schema)), .value(.text(plan.source.name))])?.text(0) == "ENABLED"
        }
    }

    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] {
        try await ChunkPlanner(source: self, plan: plan, bytesMax: max(1, bytesMax), countMax: max(1, countMax))
            .chunks(after: last)
    }
}
