internal import Model
internal import OracleClient

/// Reads the columns of the tables and views of a page.
struct ColumnReader {
    let connection: OracleConnection
    let powers: SourcePowers

    /// By name of the table, in the order of the columns; those that nobody can see come last.
    func columns(of page: DictionaryPage) async throws(OracleError) -> [String: [ColumnDefinition]] {
        var found: [String: [(order: Int64, column: ColumnDefinition)]] = [:]
        var withIdentity = Set<String>()
        // Releases before 12.1 know no identity, no default on null and no hidden columns of users.
        let later = powers.major >= 12 ? "IDENTITY_COLUMN, DEFAULT_ON_NULL, USER_GENERATED" : "'NO', 'NO', 'NO'"
        try await connection.each(
            """
            SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, DATA_TYPE_OWNER, DATA_LENGTH, DATA_PRECISION, DATA_SCALE,
            CHAR_LENGTH, CHAR_USED, NULLABLE, COLUMN_ID, INTERNAL_COLUMN_ID, HIDDEN_COLUMN, VIRTUAL_COLUMN,
            \(later), DATA_DEFAULT
            FROM \(powers.views)_TAB_COLS WHERE \(page.condition("OWNER", "TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), page.names.contains(table), let column = column(record) else { return }
            if record.says("YES", 14) { withIdentity.insert(table) }
            let order = record.integer(10) ?? 10_000 + (record.integer(11) ?? 0)
            found[table, default: []].append((order, column))
        }
        var columns = found.mapValues { list in list.sorted { $0.order < $1.order }.map(\.column) }
        try await addComments(page, &columns)
        if !withIdentity.isEmpty { try await addIdentities(page, &columns) }
        return columns
    }

    /// Nil for columns that Oracle made for itself: of indexes over expressions, unused ones, parts of objects.
    private func column(_ record: OracleRecord) -> ColumnDefinition? {
        let isHidden = record.says("YES", 12)
        guard !isHidden || record.says("YES", 16), let name = record.text(1) else { return nil }
        let type = DictionaryType(
            name: record.text(2) ?? "UNDEFINED", owner: record.text(3), bytes: Int(record.integer(4) ?? 0),
            precision: record.integer(5).map { Int($0) }, scale: record.integer(6).map { Int($0) },
            characters: Int(record.integer(7) ?? 0), countsCharacters: record.says("C", 8))
        var column = ColumnDefinition(
            name: name, type: type.columnType, typeText: type.text, isNullable: record.says("Y", 9),
            isDefaultOnNull: record.says("YES", 15))
        column.isHidden = isHidden
        let text = record.text(17).map(trimmed)
        if record.says("YES", 13) {
            column.virtualText = text
        } else if record.says("YES", 14) {
            column.identity = ColumnIdentity(isAlways: true)
        } else if let text, !text.isEmpty, text.uppercased() != "NULL" {
            column.defaultText = text
        }
        return column
    }

    private func addComments(
        _ page: DictionaryPage, _ columns: inout [String: [ColumnDefinition]]
    ) async throws(OracleError) {
        var comments: [String: [String: String]] = [:]
        try await connection.each(
            """
            SELECT TABLE_NAME, COLUMN_NAME, COMMENTS FROM \(powers.views)_COL_COMMENTS
            WHERE \(page.condition("OWNER", "TABLE_NAME")) AND COMMENTS IS NOT NULL
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), let column = record.text(1) else { return }
            comments[table, default: [:]][column] = record.text(2)
        }
        for (table, byColumn) in comments {
            columns[table] = columns[table]?.map { column in
                var column = column
                column.comment = byColumn[column.name]
                return column
            }
        }
    }

    private func addIdentities(
        _ page: DictionaryPage, _ columns: inout [String: [ColumnDefinition]]
    ) async throws(OracleError) {
        var identities: [String: [String: ColumnIdentity]] = [:]
        try await connection.each(
            """
            SELECT i.TABLE_NAME, i.COLUMN_NAME, i.GENERATION_TYPE, i.IDENTITY_OPTIONS, s.LAST_NUMBER, s.INCREMENT_BY
            FROM \(powers.views)_TAB_IDENTITY_COLS i LEFT JOIN \(powers.views)_SEQUENCES s
            ON s.SEQUENCE_OWNER = i.OWNER AND s.SEQUENCE_NAME = i.SEQUENCE_NAME
            WHERE \(page.condition("i.OWNER", "i.TABLE_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let table = record.text(0), let column = record.text(1) else { return }
            let options = IdentityOptions(record.text(3) ?? "")
            identities[table, default: [:]][column] = ColumnIdentity(
                isAlways: record.says("ALWAYS", 2), start: options["START WITH"] ?? 1,
                step: record.integer(5) ?? options["INCREMENT BY"] ?? 1, next: record.integer(4))
        }
        for (table, byColumn) in identities {
            columns[table] = columns[table]?.map { column in
                var column = column
                if let identity = byColumn[column.name] { column.identity = identity }
                return column
            }
        }
    }

    private func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        return String(rest)
    }
}

/// `START WITH: 1, INCREMENT BY: 1, …`
struct IdentityOptions {
    private var numbers: [String: Int64] = [:]

    init(_ text: String) {
        for part in text.split(separator: ",") {
            let words = part.split(separator: ":", maxSplits: 1)
            guard words.count == 2 else { continue }
            let name = words[0].drop { $0 == " " }
            numbers[String(name)] = Int64(words[1].filter { $0 != " " })
        }
    }

    subscript(name: String) -> Int64? { numbers[name] }
}
