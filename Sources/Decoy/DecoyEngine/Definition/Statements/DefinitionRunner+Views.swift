internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Views and materialized views.
extension DefinitionRunner {
    func create(_ statement: CreateView) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        try demand("CREATE", statement.isMaterialized ? "MATERIALIZED VIEW" : "VIEW", owner: owner)
        let name = statement.name.name.text
        var kept: DictionaryObject?
        if let old = dictionary.object(owner: owner, name: name) {
            guard statement.isReplacing, old.kind == .view else { throw .nameInUse(at: statement.name.position) }
            kept = old
        }
        var columns: [Column] = []
        var isValid = true
        do throws(OracleFailure) {
            columns = try viewColumns(statement)
        } catch {
            guard statement.isForced else { throw error }
            isValid = false
        }
        if statement.isMaterialized { return try materialize(statement, owner, columns) }
        let id: Int
        if let kept {
            id = kept.id
            try link.command("DELETE FROM dict.columns WHERE object_id = \(id)")
            try link.command("DELETE FROM dict.views WHERE id = \(id)")
            try link.command("UPDATE dict.objects SET is_valid = \(isValid) WHERE id = \(id)")
            try touch(id)
        } else {
            id = try newObjectID()
            try insertObject(id, owner, name, .view, marks: isValid ? [] : .invalid)
        }
        try link.command(
            "INSERT INTO dict.views VALUES (\(id), $1, $2, $3, NULL, NULL)",
            [.text(statement.text.text), .boolean(statement.isReadOnly), .boolean(statement.hasCheckOption)])
        for column in columns { try insertColumn(column, id) }
        isCompiledWithErrors = !isValid
    }

    private func viewColumns(_ statement: CreateView) throws(OracleFailure) -> [Column] {
        let compiled = try compiler.compile(query: statement.query)
        guard compiled.parameters.isEmpty else {
            throw OracleFailure(1027, "bind variables not allowed for data definition operations")
        }
        let visible = compiled.columns.filter { !$0.hidden }
        guard statement.columns.isEmpty || statement.columns.count == visible.count else {
            throw OracleFailure(1730, "invalid number of column names specified", at: statement.name.position)
        }
        var names: Set<String> = []
        var columns: [Column] = []
        for (offset, result) in visible.enumerated() {
            let name = statement.columns.isEmpty ? result.name : statement.columns[offset].text
            if statement.columns.isEmpty, !Self.isPlainName(name) {
                throw OracleFailure(
                    998, "must name this expression with a column alias", at: statement.text.position)
            }
            guard names.insert(name).inserted else {
                throw OracleFailure(957, "duplicate column name", at: statement.name.position)
            }
            columns.append(
                Column(
                    name: name, number: offset + 1, type: result.type, isNullable: result.nullable,
                    position: offset + 1))
        }
        return columns
    }

    /// An expression without an alias gives a heading that is no name.
    private static func isPlainName(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x5F || byte == 0x24 || byte == 0x23 || byte >= 0x80
        }
    }

    /// The rows are kept in a table of the same name; REFRESH is not done.
    private func materialize(
        _ statement: CreateView, _ owner: String, _ columns: [Column]
    ) throws(OracleFailure) {
        var table = CreateTable(name: statement.name, position: statement.position)
        table.query = statement.query
        table.queryText = statement.text
        table.columns = statement.columns.map { ColumnDefinition(name: $0) }
        try create(table)
        let id = try newObjectID()
        try insertObject(id, owner, statement.name.name.text, .materializedView)
        let container = try link.number(
            "SELECT id FROM dict.objects WHERE owner = $1 AND name = $2 AND namespace = 1 AND subname IS NULL",
            [.text(owner), .text(statement.name.name.text)])
        try link.command(
            "INSERT INTO dict.views VALUES (\(id), $1, true, false, NULL, \(container))", [.text(statement.text.text)])
    }
}
