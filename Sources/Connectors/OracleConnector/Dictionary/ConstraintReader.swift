internal import Model
internal import OracleClient

/// Reads the constraints of the tables of a page.
struct ConstraintReader {
    let connection: OracleConnection
    let powers: SourcePowers

    /// What hangs on one table.
    struct Constraints {
        var keys: [KeyDefinition] = []
        var foreignKeys: [ForeignKeyDefinition] = []
        var checks: [CheckDefinition] = []
        /// The indexes that serve keys, with the columns of the key.
        var keyIndexes: [ObjectName: [String]] = [:]
    }

    private struct Row {
        let table: String
        let name: String
        let kind: String
        let text: String?
        let deleteRule: String?
        let isEnabled: Bool
        let isValidated: Bool
        let isDeferrable: Bool
        let isGenerated: Bool
        let index: ObjectName?
        let parent: ObjectName?
    }

    func constraints(of page: DictionaryPage) async throws(OracleError) -> [String: Constraints] {
        let rows = try await rows(page)
        let columns = try await columns(page)
        let parents = rows.contains { $0.kind == "R" } ? try await parents(page) : [:]
        var found: [String: Constraints] = [:]
        for row in rows.sorted(by: { ($0.table, $0.name) < ($1.table, $1.name) }) {
            add(row, columns[row.name] ?? [], parents, to: &found[row.table, default: Constraints()])
        }
        return found
    }

    private func add(
        _ row: Row, _ columns: [String], _ parents: [ObjectName: (table: ObjectName, columns: [String])],
        to found: inout Constraints
    ) {
        switch row.kind {
        case "P", "U":
            found.keys.append(
                KeyDefinition(
                    name: row.name, isPrimary: row.kind == "P", columns: columns, isNameGenerated: row.isGenerated,
                    isEnabled: row.isEnabled, isValidated: row.isValidated, isDeferrable: row.isDeferrable))
            if let index = row.index { found.keyIndexes[index] = columns }
        case "R":
            guard let parent = row.parent.flatMap({ parents[$0] }) else { return }
            let rule: ForeignKeyDefinition.DeleteRule =
                row.deleteRule == "CASCADE" ? .cascade : row.deleteRule == "SET NULL" ? .setNull : .refuse
            var key = ForeignKeyDefinition(
                name: row.name, columns: columns, parent: parent.table, parentColumns: parent.columns, onDelete: rule,
                isNameGenerated: row.isGenerated, isEnabled: row.isEnabled)
            key.isValidated = row.isValidated
            key.isDeferrable = row.isDeferrable
            found.foreignKeys.append(key)
        default:
            guard let text = row.text, !isNotNull(text) else { return }
            var check = CheckDefinition(
                name: row.name, text: text, isNameGenerated: row.isGenerated, isEnabled: row.isEnabled,
                isValidated: row.isValidated)
            check.isDeferrable = row.isDeferrable
            found.checks.append(check)
        }
    }

    /// The form in which Oracle keeps NOT NULL of a column.
    private func isNotNull(_ text: String) -> Bool {
        guard text.first == "\"", text.hasSuffix("\" IS NOT NULL") else { return false }
        return text.dropFirst().dropLast(" IS NOT NULL".count + 1).allSatisfy { $0 != "\"" }
    }

    private func rows(_ page: DictionaryPage) async throws(OracleError) -> [Row] {
        var rows: [Row] = []
        try await connection.each(
            """
            SELECT TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE, DELETE_RULE, STATUS, VALIDATED, DEFERRABLE, GENERATED,
            INDEX_OWNER, INDEX_NAME, R_OWNER, R_CONSTRAINT_NAME, SEARCH_CONDITION
            FROM \(powers.views)_CONSTRAINTS
            WHERE \(page.condition("OWNER", "TABLE_NAME")) AND CONSTRAINT_TYPE IN ('P', 'U', 'R', 'C')
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table), let name = record.text(1) else { return }
            let index = record.text(9).map { ObjectName(record.text(8) ?? page.schema, $0) }
            let parent = record.text(11).map { ObjectName(record.text(10) ?? page.schema, $0) }
            rows.append(
                Row(
                    table: table, name: name, kind: record.text(2) ?? "", text: record.text(12),
                    deleteRule: record.text(3), isEnabled: record.says("ENABLED", 4),
                    isValidated: record.says("VALIDATED", 5), isDeferrable: record.says("DEFERRABLE", 6),
                    isGenerated: record.says("GENERATED NAME", 7), index: index, parent: parent))
        }
        return rows
    }

    /// By the name of the constraint, which is one of its schema.
    private func columns(_ page: DictionaryPage) async throws(OracleError) -> [String: [String]] {
        var placed: [String: [(Int64, String)]] = [:]
        try await connection.each(
            """
            SELECT CONSTRAINT_NAME, COLUMN_NAME, POSITION, TABLE_NAME FROM \(powers.views)_CONS_COLUMNS
            WHERE \(page.condition("OWNER", "TABLE_NAME")) AND POSITION IS NOT NULL
            """, page.binds
        ) { record throws(OracleError) in
            guard let name = record.text(0), let column = record.text(1), let table = record.text(3),
                page.names.contains(table)
            else { return }
            placed[name, default: []].append((record.integer(2) ?? 0, unquoted(column)))
        }
        return placed.mapValues { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }

    /// The keys that foreign keys of the page point to.
    private func parents(
        _ page: DictionaryPage
    ) async throws(OracleError) -> [ObjectName: (table: ObjectName, columns: [String])] {
        var tables: [ObjectName: ObjectName] = [:]
        var placed: [ObjectName: [Int64: String]] = [:]
        let views = powers.views
        try await connection.each(
            """
            SELECT k.OWNER, k.CONSTRAINT_NAME, k.TABLE_NAME, c.COLUMN_NAME, c.POSITION
            FROM \(views)_CONSTRAINTS r
            JOIN \(views)_CONSTRAINTS k ON k.OWNER = r.R_OWNER AND k.CONSTRAINT_NAME = r.R_CONSTRAINT_NAME
            JOIN \(views)_CONS_COLUMNS c ON c.OWNER = k.OWNER AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
            WHERE r.CONSTRAINT_TYPE = 'R' AND \(page.condition("r.OWNER", "r.TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let owner = record.text(0), let name = record.text(1), let table = record.text(2),
                let column = record.text(3)
            else { return }
            let key = ObjectName(owner, name)
            tables[key] = ObjectName(owner, table)
            placed[key, default: [:]][record.integer(4) ?? 0] = unquoted(column)
        }
        return tables.reduce(into: [:]) { found, entry in
            let columns = (placed[entry.key] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            found[entry.key] = (entry.value, columns)
        }
    }
}

/// Attributes of objects stand in quotes in views that name columns; plain names do not.
func unquoted(_ name: String) -> String {
    guard name.count > 2, name.first == "\"", name.last == "\"", !name.dropFirst().dropLast().contains("\"") else {
        return name
    }
    return String(name.dropFirst().dropLast())
}
