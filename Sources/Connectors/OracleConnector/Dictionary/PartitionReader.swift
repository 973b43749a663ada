internal import Model
internal import OracleClient

/// Reads how the tables of a page are partitioned.
struct PartitionReader {
    let connection: OracleConnection
    let powers: SourcePowers

    func partitionings(of page: DictionaryPage) async throws(OracleError) -> [String: Partitioning] {
        var found = try await methods(page)
        guard !found.isEmpty else { return [:] }
        try await keys(page, "PART_KEY_COLUMNS") { table, column in found[table]?.level.columns.append(column) }
        let hasSublevel = found.values.contains { $0.sublevel != nil }
        if hasSublevel {
            try await keys(page, "SUBPART_KEY_COLUMNS") { table, column in
                found[table]?.sublevel?.columns.append(column)
            }
        }
        let partitions = try await partitions(page)
        let subpartitions = hasSublevel ? try await subpartitions(page) : [:]
        for table in found.keys {
            found[table]?.partitions = (partitions[table] ?? []).map { partition in
                var partition = partition
                partition.subpartitions = subpartitions[table]?[partition.name] ?? []
                return partition
            }
        }
        return found
    }

    private func method(_ text: String?) -> Partitioning.Method {
        switch text {
        case "RANGE": .range
        case "LIST": .list
        case "HASH": .hash
        case "REFERENCE": .reference
        case "SYSTEM": .system
        default: .other
        }
    }

    private func methods(_ page: DictionaryPage) async throws(OracleError) -> [String: Partitioning] {
        var found: [String: Partitioning] = [:]
        let automatic = powers.major >= 18 ? "AUTOLIST, AUTOLIST_SUBPARTITION" : "'NO', 'NO'"
        try await connection.each(
            """
            SELECT TABLE_NAME, PARTITIONING_TYPE, SUBPARTITIONING_TYPE, INTERVAL, \(automatic)
            FROM \(powers.views)_PART_TABLES WHERE \(page.condition("OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table) else { return }
            let level = Partitioning.Level(
                method: method(record.text(1)), columns: [], intervalText: record.text(3),
                isAutomatic: record.says("YES", 4))
            var sublevel: Partitioning.Level?
            if let text = record.text(2), text != "NONE" {
                sublevel = Partitioning.Level(method: method(text), columns: [], isAutomatic: record.says("YES", 5))
            }
            found[table] = Partitioning(level: level, sublevel: sublevel, partitions: [])
        }
        return found
    }

    private func keys(
        _ page: DictionaryPage, _ view: String, _ add: (_ table: String, _ column: String) -> Void
    ) async throws(OracleError) {
        try await connection.each(
            """
            SELECT NAME, COLUMN_NAME FROM \(powers.views)_\(view)
            WHERE \(page.condition("OWNER", "NAME")) AND OBJECT_TYPE LIKE 'TABLE%' ORDER BY NAME, COLUMN_POSITION
            """, page.binds
        ) { record throws(OracleError) in
            if let table = record.text(0), let column = record.text(1) { add(table, unquoted(column)) }
        }
    }

    private func partitions(_ page: DictionaryPage) async throws(OracleError) -> [String: [Partitioning.Partition]] {
        var found: [String: [(Int64, Partitioning.Partition)]] = [:]
        try await connection.each(
            """
            SELECT TABLE_NAME, PARTITION_NAME, PARTITION_POSITION, HIGH_VALUE FROM \(powers.views)_TAB_PARTITIONS
            WHERE \(page.condition("TABLE_OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table), let name = record.text(1) else { return }
            found[table, default: []].append(
                (record.integer(2) ?? 0, Partitioning.Partition(name: name, boundText: record.text(3) ?? "")))
        }
        return found.mapValues { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }

    private func subpartitions(
        _ page: DictionaryPage
    ) async throws(OracleError) -> [String: [String: [Partitioning.Partition]]] {
        var found: [String: [String: [(Int64, Partitioning.Partition)]]] = [:]
        try await connection.each(
            """
            SELECT TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME, SUBPARTITION_POSITION, HIGH_VALUE
            FROM \(powers.views)_TAB_SUBPARTITIONS WHERE \(page.condition("TABLE_OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table), let partition = record.text(1),
                let name = record.text(2)
            else { return }
            found[table, default: [:]][partition, default: []].append(
                (record.integer(3) ?? 0, Partitioning.Partition(name: name, boundText: record.text(4) ?? "")))
        }
        return found.mapValues { $0.mapValues { $0.sorted { $0.0 < $1.0 }.map(\.1) } }
    }
}
