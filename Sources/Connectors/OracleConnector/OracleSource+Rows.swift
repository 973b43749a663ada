internal import ConnectorKit
internal import Model
internal import OracleClient

extension OracleSource {
    func read(
        _ range: ChunkRange, of plan: CopyPlan, rowsMax: Int
    ) async throws(DatabaseRefusal) -> any RowStream {
        try await OracleRowStream.open(
            RowQuery(plan: plan, range: range), rowsMax: max(1, rowsMax), powers, pool)
    }

    func chunks(
        of plan: CopyPlan, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws(DatabaseRefusal) -> [Chunk] {
        try await ChunkPlanner(source: self, plan: plan, bytesMax: max(1, bytesMax), countMax: max(1, countMax))
            .chunks(after: last)
    }
}
