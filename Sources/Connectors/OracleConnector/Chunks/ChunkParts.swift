internal import ConnectorKit
internal import Model
internal import OracleClient
internal import OracleWire

/// Smaller ranges in the place of one that the server cannot show at one position any more.
extension OracleSource {
    func parts(of range: ChunkRange, _ plan: CopyPlan) async throws(DatabaseRefusal) -> [ChunkRange] {
        if case .key(let columns) = plan.addressing { return try await halves(of: range, by: columns, plan) }
        guard case .rowAddress = plan.addressing else { return [] }
        switch range {
        case .keys, .row, .asOf: return []
        case .rowAddresses(let first, let last):
            guard let first = PhysicalRowid(first), let last = PhysicalRowid(last) else { return [] }
            return try await halves(from: first, to: last, plan)
        case .whole:
            let powers = powers
            let objects = try await pool.ask("ask for the segments of \(plan.source)") {
                connection throws(OracleError) in
                try await SegmentNumbers.ask(connection, powers, plan.source)
            }
            let segments = Set(objects.values).sorted().map {
                (PhysicalRowid.first(of: $0), PhysicalRowid.last(of: $0))
            }
            guard segments.count == 1, let (first, last) = segments.first else {
                return segments.map { ChunkRange.rowAddresses(first: $0.text, last: $1.text) }
            }
            return try await halves(from: first, to: last, plan)
        }
    }

    /// Both halves have the same number of rows that exist now; rows that come later are in one of them.
    private func halves(
        of range: ChunkRange, by columns: [String], _ plan: CopyPlan
    ) async throws(DatabaseRefusal) -> [ChunkRange] {
        var (after, upTo): ([String]?, [String]?)
        switch range {
        case .keys(_, let low, let high): (after, upTo) = (low, high)
        case .whole: (after, upTo) = (nil, nil)
        case .rowAddresses, .row, .asOf: return []
        }
        let list = columns.map(OracleText.quoted).joined(separator: ", ")
        var bounds = after.map { [KeyText.isAbove(columns, $0)] } ?? []
        if let upTo { bounds.append("NOT \(KeyText.isAbove(columns, upTo))") }
        let place = bounds.isEmpty ? "" : " WHERE \(bounds.joined(separator: " AND "))"
        let table = OracleText.quoted(plan.source)
        let width = columns.count
        let middle = try await pool.ask(
            "split a chunk of \(plan.source)", within: OracleSource.batchTime
        ) { connection throws(OracleError) -> [String]? in
            let count = try await connection.first("SELECT COUNT(*) FROM \(table)\(place)")?.integer(0) ?? 0
            guard count > 1 else { return nil }
            let record = try await connection.first(
                """
                SELECT \(list) FROM (SELECT k.*, ROWNUM GODWIT_ROW FROM
                (SELECT \(list) FROM \(table)\(place) ORDER BY \(list)) k
                WHERE ROWNUM <= :godwit_half) WHERE GODWIT_ROW = :godwit_row
                """, [.value(.integer(count / 2)), .value(.integer(count / 2))])
            let literals = record?.values.prefix(width).compactMap(KeyText.literal) ?? []
            return literals.count == width ? literals : nil
        }
        guard let middle, middle != upTo else { return [] }
        return [
            .keys(columns: columns, after: after, upTo: middle), .keys(columns: columns, after: middle, upTo: upTo),
        ]
    }

    /// The address space behind the last row is wide: the middle is taken between rows that exist.
    private func halves(
        from first: PhysicalRowid, to last: PhysicalRowid, _ plan: CopyPlan
    ) async throws(DatabaseRefusal) -> [ChunkRange] {
        let ends = try await pool.ask(
            "split a chunk of \(plan.source)", within: OracleSource.batchTime
        ) { connection throws(OracleError) in
            try await connection.first(
                """
                SELECT ROWIDTOCHAR(MIN(ROWID)), ROWIDTOCHAR(MAX(ROWID)) FROM \(OracleText.quoted(plan.source))
                WHERE ROWID BETWEEN CHARTOROWID(:godwit_first) AND CHARTOROWID(:godwit_last)
                """, [.value(.text(first.text)), .value(.text(last.text))])
        }
        guard let lowest = ends?.text(0).flatMap({ PhysicalRowid($0) }),
            let highest = ends?.text(1).flatMap({ PhysicalRowid($0) }),
            let cut = PhysicalRowid.middle(lowest, highest)
        else { return [] }
        return [
            .rowAddresses(first: first.text, last: cut.before.text),
            .rowAddresses(first: cut.behind.text, last: last.text),
        ]
    }
}

extension PhysicalRowid {
    static func first(of object: UInt32) -> PhysicalRowid { PhysicalRowid(object: object, file: 0, block: 0, slot: 0) }

    static func last(of object: UInt32) -> PhysicalRowid {
        PhysicalRowid(object: object, file: 0x3FF, block: ExtentMap.blockMask, slot: ExtentMap.lastSlot)
    }

    /// Two neighbouring addresses, the one not below `lowest` and the other not above `highest`: between blocks, or
    /// between rows where all lie in one block. Nil for a single row and for rows of different segments.
    static func middle(
        _ lowest: PhysicalRowid, _ highest: PhysicalRowid
    ) -> (before: PhysicalRowid, behind: PhysicalRowid)? {
        guard lowest.object == highest.object, lowest < highest else { return nil }
        let (low, high) = (lowest.place, highest.place)
        let object = lowest.object
        if low < high {
            let middle = low + (high - low) / 2
            return (
                at(object, middle, slot: ExtentMap.lastSlot), at(object, middle + 1, slot: 0)
            )
        }
        let slot = lowest.slot + (highest.slot - lowest.slot) / 2
        return (at(object, low, slot: slot), at(object, low, slot: slot + 1))
    }

    /// File and block as one number, in the order of addresses.
    private var place: UInt32 { UInt32(file & 0x3FF) << 22 | block & ExtentMap.blockMask }

    private static func at(_ object: UInt32, _ place: UInt32, slot: UInt16) -> PhysicalRowid {
        PhysicalRowid(
            object: object, file: UInt16(place >> 22), block: place & ExtentMap.blockMask, slot: slot)
    }
}
