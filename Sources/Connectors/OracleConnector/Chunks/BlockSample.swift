internal import Model
internal import OracleClient
internal import OracleWire

/// Where the rows of a table lie when the account may not see extents: some of its blocks are looked at, and the
/// pieces between them are taken as equally full. The pieces still touch each other, so that no row is left out.
struct BlockSample {
    let planner: ChunkPlanner

    /// Blocks that are looked at, about.
    static let blocksWanted = 20_000
    static let blockBytes: Int64 = 8192

    func map(_ size: TableSize?) async throws(DatabaseRefusal) -> ExtentMap {
        let blocks = (size?.table ?? 0) / BlockSample.blockBytes
        let percent = min(100, 100 * Double(BlockSample.blocksWanted) / Double(max(1, blocks)))
        let sample = size == nil || percent >= 50 ? "" : " SAMPLE BLOCK (\(max(percent, 0.0001))) SEED (1)"
        let scale = sample.isEmpty ? 1 : 100 / percent
        let table = OracleText.quoted(planner.plan.source)
        let powers = planner.source.powers
        return try await planner.source.pool.ask(
            planner.doing, within: OracleSource.batchTime
        ) { connection throws(OracleError) in
            let objects = try await SegmentNumbers.ask(connection, powers, planner.plan.source)
            var extents: [ExtentMap.Extent] = []
            let text = "SUBSTR(ROWIDTOCHAR(ROWID), 1, 15)"
            try await connection.each(
                "SELECT \(text), COUNT(*) FROM \(table)\(sample) GROUP BY \(text)"
            ) { record throws(OracleError) in
                guard let text = record.text(0), let address = PhysicalRowid(text + "AAA"),
                    let extent = ExtentMap.Extent(
                        object: Int64(address.object), file: Int64(address.file), block: Int64(address.block),
                        blocks: 1, bytes: Int64(Double(BlockSample.blockBytes) * scale))
                else { return }
                extents.append(extent)
            }
            return ExtentMap(objects: Array(objects.values), extents: extents)
        }
    }
}
