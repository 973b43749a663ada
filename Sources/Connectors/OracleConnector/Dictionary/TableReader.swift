internal import Model
internal import OracleClient

/// Reads whole tables: a dozen questions for each page of names, however many tables it has.
struct TableReader {
    let connection: OracleConnection
    let powers: SourcePowers

    func tables(of page: DictionaryPage) async throws(OracleError) -> [String: TableDefinition] {
        var tables = try await rows(page)
        guard !tables.isEmpty else { return [:] }
        let columns = try await ColumnReader(connection: connection, powers: powers).columns(of: page)
        let constraints = try await ConstraintReader(connection: connection, powers: powers).constraints(of: page)
        let indexes = try await IndexReader(connection: connection, powers: powers).indexes(of: page, constraints)
        let partitionings = try await PartitionReader(connection: connection, powers: powers).partitionings(of: page)
        let sizes = try await sizes(page)
        for name in tables.keys {
            tables[name]?.columns = columns[name] ?? []
            tables[name]?.keys = constraints[name]?.keys ?? []
            tables[name]?.foreignKeys = constraints[name]?.foreignKeys ?? []
            tables[name]?.checks = constraints[name]?.checks ?? []
            tables[name]?.indexes = indexes[name] ?? []
            tables[name]?.partitioning = partitionings[name]
            if let bytes = sizes[name] {
                tables[name]?.bytesEstimated = bytes
            } else if powers.seesSegments, tables[name]?.storage == .heap {
                // A table gets its segment with its first row.
                tables[name]?.bytesEstimated = 0
            }
        }
        return tables
    }

    private func rows(_ page: DictionaryPage) async throws(OracleError) -> [String: TableDefinition] {
        var tables: [String: TableDefinition] = [:]
        let views = powers.views
        try await connection.each(
            """
            SELECT t.TABLE_NAME, t.TEMPORARY, t.IOT_TYPE, t.CLUSTER_NAME, t.NESTED, t.NUM_ROWS, t.AVG_ROW_LEN,
            x.TABLE_NAME, c.COMMENTS
            FROM \(views)_TABLES t
            LEFT JOIN \(views)_EXTERNAL_TABLES x ON x.OWNER = t.OWNER AND x.TABLE_NAME = t.TABLE_NAME
            LEFT JOIN \(views)_TAB_COMMENTS c ON c.OWNER = t.OWNER AND c.TABLE_NAME = t.TABLE_NAME
            WHERE \(page.condition("t.OWNER", "t.TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let name = record.text(0), page.names.contains(name) else { return }
            var table = TableDefinition(
                name: ObjectName(page.schema, name), columns: [], storage: TableReader.storage(record))
            table.rowsEstimated = record.integer(5)
            if let rows = record.integer(5), let length = record.integer(6) {
                let (bytes, overflow) = rows.multipliedReportingOverflow(by: length)
                table.bytesEstimated = overflow ? nil : bytes
            }
            table.comment = record.text(8)
            tables[name] = table
        }
        return tables
    }

    private static func storage(_ record: OracleRecord) -> TableDefinition.Storage {
        if record.says("Y", 1) { return .temporary }
        if record.says("YES", 4) { return .nested }
        if record.text(7) != nil { return .external }
        if record.text(2) != nil { return .indexOrganized }
        return record.text(3) == nil ? .heap : .clustered
    }

    /// What the segments of the tables take, where the account may see it.
    private func sizes(_ page: DictionaryPage) async throws(OracleError) -> [String: Int64] {
        guard powers.seesSegments else { return [:] }
        var sizes: [String: Int64] = [:]
        try await connection.each(
            """
            SELECT SEGMENT_NAME, SUM(BYTES) FROM DBA_SEGMENTS WHERE \(page.condition("OWNER", "SEGMENT_NAME"))
            AND SEGMENT_TYPE IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION') GROUP BY SEGMENT_NAME
            """, page.binds
        ) { record throws(OracleError) in
            if let name = record.text(0) { sizes[name] = record.integer(1) }
        }
        return sizes
    }
}
