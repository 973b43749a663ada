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
        var sources: [Int] = []
        var isValid = true
        do throws(OracleFailure) {
            (columns, sources) = try viewColumns(statement, compiler)
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
        try keep(sources, of: id)
        if !isValid { try insertUndefined(statement.columns, id) }
        isCompiledWithErrors = !isValid
    }

    /// What a view is made of. The server's own views are numbered anew at every start.
    private func keep(_ sources: [Int], of view: Int) throws(OracleFailure) {
        try link.command("DELETE FROM dict.view_sources WHERE view_id = \(view)")
        for source in sources where source >= DictionaryInstaller.firstUserObject {
            try link.command("INSERT INTO dict.view_sources VALUES (\(view), \(source))")
        }
    }

    /// The columns that an invalid view was declared with have no types yet.
    private func insertUndefined(_ names: [Name], _ id: Int) throws(OracleFailure) {
        for (offset, name) in names.enumerated() {
            let column = Column(
                name: name.text, number: offset + 1, type: .varchar2(1, .byte), isNullable: true, position: offset + 1)
            try insertColumn(column, id)
        }
        try link.command(
            "UPDATE dict.columns SET data_type = 'UNDEFINED', data_length = 0, char_length = 0, char_used = NULL "
                + "WHERE object_id = \(id)")
    }

    /// Invalid views whose tables and functions are there by now become valid.
    func completeViews() throws(OracleFailure) {
        var isChanged = true
        while isChanged {
            isChanged = false
            for view in dictionary.views.values where !view.object.isValid {
                if try complete(view) { isChanged = true }
            }
            if isChanged { try reload() }
        }
    }

    private func complete(_ view: View) throws(OracleFailure) -> Bool {
        let place = Position(0)
        var owner = SessionContext(user: view.owner)
        owner.version = setting.version
        let columns: [Column]
        let sources: [Int]
        do throws(OracleFailure) {
            var parser = try Parser(view.text)
            let statement = CreateView(
                name: ObjectName(schema: Name(view.owner, at: place), name: Name(view.name, at: place)),
                columns: view.columns.map { Name($0.name, at: place) }, query: try parser.parseQuery(),
                text: Fragment(view.text, at: place), position: place)
            (columns, sources) = try viewColumns(statement, Compiler(dictionary, context: owner))
        } catch {
            return false
        }
        try link.command("DELETE FROM dict.columns WHERE object_id = \(view.id)")
        for column in columns { try insertColumn(column, view.id) }
        try keep(sources, of: view.id)
        try link.command("UPDATE dict.objects SET is_valid = true WHERE id = \(view.id)")
        return true
    }

    /// The columns of a view and what it names.
    private func viewColumns(
        _ statement: CreateView, _ compiler: Compiler
    ) throws(OracleFailure) -> ([Column], [Int]) {
        let compiled = try compiler.compile(
            query: statement.query, variables: statement.isMaterialized ? nil : viewRoutines)
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
        return (columns, compiled.namedObjects)
    }

    /// An expression without an alias gives a heading that is no name.
    private static func isPlainName(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x5F || byte == 0x24 || byte == 0x23 || byte >= 0x80
        }
    }

    // MARK: Materialized views

    /// Only the dictionary knows of logs: every refresh makes all rows anew.
    func create(_ statement: MaterializedViewLog) throws(OracleFailure) {
        let table = try table(statement.table)
        try demand("CREATE", "TABLE", owner: table.owner)
        let words = statement.words
        let isByRowID = words.contains("ROWID")
        let isByKey = words.contains("PRIMARY") || !isByRowID
        guard !isByKey || table.primaryKey != nil else {
            throw OracleFailure(
                12_014, "table '\(table.name)' does not contain a primary key constraint", at: statement.position)
        }
        let flags = [isByRowID, isByKey, words.contains("SEQUENCE"), words.contains("INCLUDING")]
        let count = try link.number(
            "WITH made AS (INSERT INTO dict.kept (kind, name, value) VALUES ('MATERIALIZED VIEW LOG', $1, $2) "
                + "ON CONFLICT (kind, name) DO NOTHING RETURNING 1) SELECT count(*) FROM made",
            [.text(String(table.id)), .text(flags.map { $0 ? "Y" : "N" }.joined())])
        guard count > 0 else {
            throw OracleFailure(
                12_000, "a materialized view log already exists on table '\(table.name)'", at: statement.position)
        }
    }

    func dropLog(_ statement: DropStatement) throws(OracleFailure) {
        let table = try table(statement.name)
        try demand("DROP", "TABLE", owner: table.owner)
        let count = try link.number(
            "WITH gone AS (DELETE FROM dict.kept WHERE kind = 'MATERIALIZED VIEW LOG' AND name = $1 RETURNING 1) "
                + "SELECT count(*) FROM gone", [.text(String(table.id))])
        guard count > 0 else {
            throw OracleFailure(
                12_002, "there is no materialized view log on table \"\(table.owner)\".\"\(table.name)\"",
                at: statement.position)
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
        if statement.isDeferred { try link.command("DELETE FROM data.t\(container)") }
    }

    /// DBMS_MVIEW.REFRESH of a list of names: whatever the method, all rows are made anew.
    func refresh(_ list: String) throws(OracleFailure) {
        for text in list.split(separator: ",") {
            var parser = try Parser(String(text))
            let name = try parser.parseObjectName()
            let owner = name.schema?.text ?? setting.schema
            let found = dictionary.views.values.first {
                $0.owner == owner && $0.name == name.name.text && $0.object.kind == .materializedView
            }
            guard let found, let table = found.containerTableID.flatMap({ dictionary.tables[$0] }) else {
                throw OracleFailure(23_401, "materialized view \"\(owner)\".\"\(name.name.text)\" does not exist")
            }
            if owner != setting.user { try demandSystem("ALTER ANY MATERIALIZED VIEW") }
            var query = try Parser(found.text)
            let compiled = try Compiler(dictionary, context: SessionContext(user: owner))
                .compile(query: query.parseQuery())
            try link.command("DELETE FROM \(table.physicalName)")
            try fill(table, compiled)
        }
    }
}

extension DefinitionStatement {
    /// Whether something that an invalid view waits for may come to be.
    var mayComplete: Bool {
        switch self {
        case .createTable, .createView, .createSynonym, .createRoutine, .createType, .createSequence, .alterTable,
            .rename, .grant, .flashbackTable:
            true
        default: false
        }
    }
}
