internal import Model
internal import OracleClient

/// Reads the indexes of the tables of a page.
struct IndexReader {
    let connection: OracleConnection
    let powers: SourcePowers

    private struct Row {
        let table: String
        let name: ObjectName
        let type: String
        let isUnique: Bool
        let isPartitioned: Bool
        let isVisible: Bool
    }

    /// By table, without the indexes that only serve a key.
    func indexes(
        of page: DictionaryPage, _ constraints: [String: ConstraintReader.Constraints]
    ) async throws(OracleError) -> [String: [IndexDefinition]] {
        let rows = try await rows(page)
        guard !rows.isEmpty else { return [:] }
        var parts = try await columns(page)
        if rows.contains(where: { $0.type.hasPrefix("FUNCTION-BASED") }) { try await addExpressions(page, &parts) }
        let locals = rows.contains(where: \.isPartitioned) ? try await locals(page) : []
        var found: [String: [IndexDefinition]] = [:]
        for row in rows.sorted(by: { $0.name < $1.name }) {
            let own = (parts[row.name] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            if let key = constraints[row.table]?.keyIndexes[row.name], own.map(\.column) == key { continue }
            found[row.table, default: []].append(
                IndexDefinition(
                    name: row.name, parts: own, kind: kind(row.type), isUnique: row.isUnique,
                    isLocal: locals.contains(row.name), isVisible: row.isVisible))
        }
        return found
    }

    private func kind(_ type: String) -> IndexDefinition.Kind {
        switch type {
        case "NORMAL", "NORMAL/REV", "FUNCTION-BASED NORMAL", "FUNCTION-BASED NORMAL/REV": .ordinary
        case "BITMAP", "FUNCTION-BASED BITMAP": .bitmap
        case "DOMAIN", "FUNCTION-BASED DOMAIN": .domain
        case "CLUSTER": .cluster
        default: .other
        }
    }

    private func rows(_ page: DictionaryPage) async throws(OracleError) -> [Row] {
        var rows: [Row] = []
        try await connection.each(
            """
            SELECT TABLE_NAME, OWNER, INDEX_NAME, INDEX_TYPE, UNIQUENESS, PARTITIONED, VISIBILITY
            FROM \(powers.views)_INDEXES
            WHERE \(page.condition("TABLE_OWNER", "TABLE_NAME")) AND INDEX_TYPE NOT IN ('LOB', 'IOT - TOP')
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table), let owner = record.text(1),
                let name = record.text(2)
            else { return }
            rows.append(
                Row(
                    table: table, name: ObjectName(owner, name), type: record.text(3) ?? "",
                    isUnique: record.says("UNIQUE", 4), isPartitioned: record.says("YES", 5),
                    isVisible: !record.says("INVISIBLE", 6)))
        }
        return rows
    }

    private func columns(
        _ page: DictionaryPage
    ) async throws(OracleError) -> [ObjectName: [Int64: IndexDefinition.Part]] {
        var parts: [ObjectName: [Int64: IndexDefinition.Part]] = [:]
        try await connection.each(
            """
            SELECT INDEX_OWNER, INDEX_NAME, COLUMN_NAME, COLUMN_POSITION, DESCEND, TABLE_NAME
            FROM \(powers.views)_IND_COLUMNS WHERE \(page.condition("TABLE_OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1), let column = record.text(2),
                let table = record.text(5), page.names.contains(table)
            else { return }
            parts[ObjectName(owner, name), default: [:]][record.integer(3) ?? 0] = IndexDefinition.Part(
                column: unquoted(column), isDescending: record.says("DESC", 4))
        }
        return parts
    }

    /// A part that descends is kept as an expression over a column of Oracle's own.
    private func addExpressions(
        _ page: DictionaryPage, _ parts: inout [ObjectName: [Int64: IndexDefinition.Part]]
    ) async throws(OracleError) {
        var found: [(ObjectName, Int64, String)] = []
        try await connection.each(
            """
            SELECT INDEX_OWNER, INDEX_NAME, COLUMN_POSITION, TABLE_NAME, COLUMN_EXPRESSION
            FROM \(powers.views)_IND_EXPRESSIONS WHERE \(page.condition("TABLE_OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1), let place = record.integer(2),
                let table = record.text(3), page.names.contains(table), let text = record.text(4)
            else { return }
            found.append((ObjectName(owner, name), place, text))
        }
        for (name, place, text) in found {
            var part = parts[name]?[place] ?? IndexDefinition.Part()
            let column = unquoted(text)
            part.column = column == text ? nil : column
            part.expression = column == text ? text : nil
            parts[name, default: [:]][place] = part
        }
    }

    private func locals(_ page: DictionaryPage) async throws(OracleError) -> Set<ObjectName> {
        var names = Set<ObjectName>()
        try await connection.each(
            """
            SELECT p.OWNER, p.INDEX_NAME FROM \(powers.views)_PART_INDEXES p
            JOIN \(powers.views)_INDEXES i ON i.OWNER = p.OWNER AND i.INDEX_NAME = p.INDEX_NAME
            WHERE p.LOCALITY = 'LOCAL' AND \(page.condition("i.TABLE_OWNER", "i.TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            if let owner = record.text(0), let name = record.text(1) { names.insert(ObjectName(owner, name)) }
        }
        return names
    }
}
