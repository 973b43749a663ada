internal import Model
internal import OracleClient

/// Reads views with their texts and what they are made of.
struct ViewReader {
    let connection: OracleConnection
    let powers: SourcePowers

    func views(of page: DictionaryPage) async throws(OracleError) -> [String: ViewDefinition] {
        var found: [String: ViewDefinition] = [:]
        let views = powers.views
        try await connection.each(
            """
            SELECT v.VIEW_NAME, c.COMMENTS, v.READ_ONLY, v.TEXT FROM \(views)_VIEWS v
            LEFT JOIN \(views)_TAB_COMMENTS c ON c.OWNER = v.OWNER AND c.TABLE_NAME = v.VIEW_NAME
            WHERE \(page.condition("v.OWNER", "v.VIEW_NAME"))
            """, page.binds
        ) { record throws(OracleError) in
            guard let name = record.text(0), page.names.contains(name) else { return }
            let text = ViewText(record.text(3) ?? "")
            var view = ViewDefinition(name: ObjectName(page.schema, name), columns: [], queryText: text.query)
            view.isReadOnly = text.isReadOnly || record.says("Y", 2)
            view.checksOption = text.checksOption
            view.comment = record.text(1)
            found[name] = view
        }
        guard !found.isEmpty else { return [:] }
        let columns = try await ColumnReader(connection: connection, powers: powers).columns(of: page)
        for (name, list) in columns { found[name]?.columns = list }
        // A view that was forced has no columns, or some of no type.
        for (name, view) in found {
            found[name]?.isInvalid = view.columns.isEmpty || view.columns.contains { $0.typeText == "UNDEFINED" }
        }
        try await addOptions(page, &found)
        try await addDependencies(page, &found)
        return found
    }

    private func addOptions(
        _ page: DictionaryPage, _ found: inout [String: ViewDefinition]
    ) async throws(OracleError) {
        try await connection.each(
            """
            SELECT TABLE_NAME, CONSTRAINT_TYPE FROM \(powers.views)_CONSTRAINTS
            WHERE \(page.condition("OWNER", "TABLE_NAME")) AND CONSTRAINT_TYPE IN ('V', 'O')
            """, page.binds
        ) { record throws(OracleError) in
            guard let name = record.text(0) else { return }
            if record.says("V", 1) { found[name]?.checksOption = true } else { found[name]?.isReadOnly = true }
        }
    }

    private func addDependencies(
        _ page: DictionaryPage, _ found: inout [String: ViewDefinition]
    ) async throws(OracleError) {
        try await connection.each(
            """
            SELECT NAME, REFERENCED_OWNER, REFERENCED_NAME FROM \(powers.views)_DEPENDENCIES
            WHERE \(page.condition("OWNER", "NAME")) AND TYPE = 'VIEW'
            AND REFERENCED_TYPE IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SYNONYM')
            ORDER BY NAME, REFERENCED_OWNER, REFERENCED_NAME
            """, page.binds
        ) { record throws(OracleError) in
            guard let name = record.text(0), let owner = record.text(1), let other = record.text(2) else { return }
            found[name]?.dependsOn.append(ObjectName(owner, other))
        }
    }
}

/// The text of a view without the options that stand behind its query.
struct ViewText: Hashable {
    let query: String
    private(set) var isReadOnly = false
    private(set) var checksOption = false

    init(_ text: String) {
        var words = Words(text)
        var end = text.endIndex
        if words.last(2) == ["CONSTRAINT"] { words.drop(2) }
        switch words.last(0, count: 3) {
        case ["WITH", "READ", "ONLY"]: isReadOnly = true
        case ["WITH", "CHECK", "OPTION"]: checksOption = true
        default: words = Words("")
        }
        if isReadOnly || checksOption { end = words.start(ofLast: 3) }
        query = ViewText.trimmed(text[..<end])
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while let last = rest.last, last.isWhitespace || last == ";" { rest.removeLast() }
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        return String(rest)
    }

    /// The words at the end of a text, between blanks.
    private struct Words {
        private var found: [Substring]

        init(_ text: String) { found = text.split(whereSeparator: \.isWhitespace).suffix(5).map { $0 } }

        /// The word before the last `skipped - 1` ones.
        func last(_ skipped: Int) -> [String] { last(skipped - 1, count: 1) }

        func last(_ skipped: Int, count: Int) -> [String] {
            found.dropLast(skipped).suffix(count).map { $0.uppercased() }
        }

        mutating func drop(_ count: Int) { found.removeLast(min(count, found.count)) }

        func start(ofLast count: Int) -> String.Index { found.suffix(count).first?.startIndex ?? "".startIndex }
    }
}
