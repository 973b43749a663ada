internal import Model
internal import OracleClient

/// Chunks as ranges of the key, for tables whose rows have no lasting address.
struct KeyPlanner {
    let planner: ChunkPlanner
    let columns: [String]

    private var plan: CopyPlan { planner.plan }

    func chunks(after last: Chunk?) async throws(DatabaseRefusal) -> [Chunk] {
        var after: [String]?
        if case .keys(_, _, let upTo)? = last?.range {
            // A range without an upper end is the last one.
            guard let upTo else { return [] }
            after = upTo
        }
        guard !columns.isEmpty, planner.countMax > 0 else { return last == nil ? [planner.whole] : [] }
        let rows = try await rowsPerChunk()
        guard let bounds = try await bounds(after: after, rows: rows) else {
            guard let last else { return [planner.whole] }
            return Self.rest(behind: last)
        }
        var found: [Chunk] = []
        for bound in bounds + (bounds.count < planner.countMax ? [nil] : []) {
            found.append(
                Chunk(
                    number: (last?.number ?? 0) + Int64(found.count) + 1,
                    range: .keys(columns: columns, after: after, upTo: bound), rowsEstimated: rows,
                    bytesEstimated: Int64(planner.bytesMax)))
            after = bound
        }
        return found
    }

    /// Where the next bound cannot be written, all that lies behind the last chunk is one.
    static func rest(behind last: Chunk) -> [Chunk] {
        guard case .keys(let columns, _, let upTo?) = last.range else { return [] }
        return [Chunk(number: last.number + 1, range: .keys(columns: columns, after: upTo, upTo: nil))]
    }

    private func rowsPerChunk() async throws(DatabaseRefusal) -> Int64 {
        let name = plan.source
        let views = planner.source.powers.views
        let average = try await planner.source.pool.ask(planner.doing) { connection throws(OracleError) in
            try await connection.first(
                "SELECT AVG_ROW_LEN FROM \(views)_TABLES WHERE OWNER = :owner AND TABLE_NAME = :name",
                [.value(.text(name.schema)), .value(.text(name.name))])?.integer(0)
        }
        let large: Int64 = plan.hasLargeValues ? 16 << 10 : 0
        return max(1, Int64(planner.bytesMax) / (max(16, average ?? 256) + large))
    }

    /// The last keys of the next chunks, as literals; nil when a value cannot be written as one.
    private func bounds(after: [String]?, rows: Int64) async throws(DatabaseRefusal) -> [[String]?]? {
        let list = columns.map(OracleText.quoted).joined(separator: ", ")
        let place = after.map { " WHERE \(KeyText.isAbove(columns, $0))" } ?? ""
        let (limit, overflow) = rows.multipliedReportingOverflow(by: Int64(planner.countMax))
        let sql = """
            SELECT \(list) FROM (SELECT k.*, ROWNUM GODWIT_ROW FROM
            (SELECT \(list) FROM \(OracleText.quoted(plan.source))\(place) ORDER BY \(list)) k
            WHERE ROWNUM <= :godwit_limit) WHERE MOD(GODWIT_ROW, :godwit_rows) = 0 ORDER BY GODWIT_ROW
            """
        let width = columns.count
        return try await planner.source.pool.ask(
            planner.doing, within: OracleSource.batchTime
        ) { connection throws(OracleError) in
            var found: [[String]?] = []
            var isWritable = true
            try await connection.each(
                sql, [.value(.integer(overflow ? .max : limit)), .value(.integer(rows))]
            ) { record throws(OracleError) in
                let literals = record.values.prefix(width).compactMap(KeyText.literal)
                isWritable = isWritable && literals.count == width
                found.append(literals)
            }
            return isWritable ? found : nil
        }
    }
}
