internal import Model
internal import OracleClient
internal import OracleWire

/// Plans the chunks of one table: by extents where they are visible, by a sample of blocks where they are not, by key
/// where rows have no lasting address.
struct ChunkPlanner {
    let source: OracleSource
    let plan: CopyPlan
    let bytesMax: Int
    let countMax: Int

    var doing: String { "plan chunks of \(plan.source)" }

    func chunks(after last: Chunk?) async throws(DatabaseRefusal) -> [Chunk] {
        if case .whole? = last?.range { return [] }
        switch plan.addressing {
        case .whole: return [whole]
        case .key(let columns):
            return try await KeyPlanner(planner: self, columns: columns).chunks(after: last)
        case .rowAddress: return try await byAddress(after: last)
        }
    }

    var whole: Chunk {
        Chunk(number: 1, range: .whole, rowsEstimated: plan.rowsEstimated, bytesEstimated: plan.bytesEstimated)
    }

    private func byAddress(after last: Chunk?) async throws(DatabaseRefusal) -> [Chunk] {
        guard case .rowAddresses(_, let address)? = last?.range else {
            if let bytes = smallSize { return [whole(bytes)] }
            // A new beginning: the table may have changed since it was planned before.
            source.planning.forget(plan.source)
            let size = try await TableSize.ask(source, plan)
            if let size, size.total <= Int64(bytesMax) { return [whole(size.total)] }
            let entry = try await look(size)
            if entry.map.objects.isEmpty { return [whole] }
            if total(entry) <= Int64(bytesMax) { return [whole(total(entry))] }
            return pieces(entry, after: nil, number: 0)
        }
        if let entry = source.planning.entry(plan.source) {
            return pieces(entry, after: PhysicalRowid(address), number: last?.number ?? 0)
        }
        let entry = try await look(try await TableSize.ask(source, plan))
        return pieces(entry, after: PhysicalRowid(address), number: last?.number ?? 0)
    }

    /// A table whose segment was small when its definition was read is one chunk, and nothing is asked again: should it
    /// have grown since, the chunk is long and can still be split. Statistics alone are too old to rely on.
    private var smallSize: Int64? {
        guard source.powers.seesSegments, !plan.hasLargeValues, let bytes = plan.bytesEstimated,
            bytes <= min(ChunkPlanner.smallBytes, Int64(bytesMax))
        else { return nil }
        return bytes
    }

    static let smallBytes: Int64 = 1 << 20

    private func whole(_ bytes: Int64) -> Chunk {
        var chunk = whole
        chunk.bytesEstimated = bytes
        return chunk
    }

    private func look(_ size: TableSize?) async throws(DatabaseRefusal) -> PlanningMemory.Entry {
        let map = source.powers.seesExtents ? try await extents() : try await BlockSample(planner: self).map(size)
        let entry = PlanningMemory.Entry(map: map, size: size)
        source.planning.keep(entry, plan.source)
        return entry
    }

    /// What lies outside of the table's own blocks counts too.
    private func total(_ entry: PlanningMemory.Entry) -> Int64 {
        let own = max(1, entry.map.bytes)
        return entry.size.map { max(own, $0.total) } ?? own
    }

    private func pieces(_ entry: PlanningMemory.Entry, after: PhysicalRowid?, number: Int64) -> [Chunk] {
        let own = Double(max(1, entry.map.bytes))
        let total = Double(total(entry))
        let budget = Int64(Double(bytesMax) * own / total)
        return entry.map.pieces(after: after, bytesMax: budget, countMax: countMax).enumerated().map { at, piece in
            let share = Double(piece.bytes) / own
            return Chunk(
                number: number + Int64(at) + 1,
                range: .rowAddresses(first: piece.firstAddress, last: piece.lastAddress),
                rowsEstimated: plan.rowsEstimated.map { Int64(Double($0) * share) },
                bytesEstimated: Int64(total * share))
        }
    }

    /// Segments and extents are asked for apart: joined in the server they take minutes on large databases.
    private func extents() async throws(DatabaseRefusal) -> ExtentMap {
        let name = plan.source
        return try await source.pool.ask(doing, within: OracleSource.batchTime) { connection throws(OracleError) in
            let objects = try await SegmentNumbers.ask(connection, source.powers, name)
            var extents: [ExtentMap.Extent] = []
            try await connection.each(
                """
                SELECT PARTITION_NAME, RELATIVE_FNO, BLOCK_ID, BLOCKS, BYTES FROM DBA_EXTENTS
                WHERE OWNER = :owner AND SEGMENT_NAME = :name
                AND SEGMENT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
                """, [.value(.text(name.schema)), .value(.text(name.name))]
            ) { record throws(OracleError) in
                guard let object = objects[record.text(0) ?? ""], let file = record.integer(1),
                    let block = record.integer(2), let blocks = record.integer(3),
                    let extent = ExtentMap.Extent(
                        object: Int64(object), file: file, block: block, blocks: blocks, bytes: record.integer(4) ?? 0)
                else { return }
                extents.append(extent)
            }
            return ExtentMap(objects: Array(objects.values), extents: extents)
        }
    }
}

/// The data object numbers of a table and its partitions, by the names of these; empty for the table itself.
enum SegmentNumbers {
    static func ask(
        _ connection: OracleConnection, _ powers: SourcePowers, _ name: ObjectName
    ) async throws(OracleError) -> [String: UInt32] {
        var objects: [String: UInt32] = [:]
        try await connection.each(
            """
            SELECT SUBOBJECT_NAME, DATA_OBJECT_ID FROM \(powers.views)_OBJECTS
            WHERE OWNER = :owner AND OBJECT_NAME = :name AND DATA_OBJECT_ID IS NOT NULL
            AND OBJECT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
            """, [.value(.text(name.schema)), .value(.text(name.name))]
        ) { record throws(OracleError) in
            guard let number = record.integer(1), let object = UInt32(exactly: number) else { return }
            objects[record.text(0) ?? ""] = object
        }
        return objects
    }
}
