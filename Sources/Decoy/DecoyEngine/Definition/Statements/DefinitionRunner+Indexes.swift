internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// CREATE INDEX and ALTER INDEX.
extension DefinitionRunner {
    func create(_ statement: CreateIndex) throws(OracleFailure) {
        if statement.isOfCluster { return try createClusterIndex(statement) }
        var table = try table(statement.table)
        if table.owner != setting.user, !dictionary.allows("INDEX", on: table.object, user: setting.user) {
            try demand("CREATE", "INDEX", owner: table.owner)
        }
        _ = try create(statement, on: &table)
        try touch(table.id)
    }

    func create(_ statement: CreateIndex, on table: inout Table) throws(OracleFailure) -> Int {
        let owner = try owner(of: statement.name)
        try demandFree(owner, statement.name.name.text, .index, at: statement.name.position)
        var parts: [Index.Part] = []
        var texts: [String] = []
        for part in statement.parts {
            let (made, text) = try indexPart(part, table, parts.count)
            parts.append(made)
            texts.append(text)
        }
        guard parts.count <= 32 else { throw OracleFailure(1793, "maximum number of index columns is 32") }
        if table.indexes.contains(where: { $0.parts == parts }) {
            throw OracleFailure(1408, "such column list already indexed", at: statement.parts.first?.text.position)
        }
        let id = try newObjectID()
        let object = DictionaryObject(id: id, owner: owner, name: statement.name.name.text, kind: .index)
        var index = Index(object: object, tableID: table.id, isUnique: statement.isUnique, parts: parts)
        index.isBitmap = statement.isBitmap
        index.isReverse = statement.isReverse
        index.isInvisible = statement.isInvisible
        index.isLocal = statement.isLocal
        try save(index, isGenerated: false)
        try build(index, table, texts)
        table.indexes.append(index)
        return id
    }

    private func indexPart(
        _ part: CreateIndex.Part, _ table: Table, _ offset: Int
    ) throws(OracleFailure) -> (Index.Part, String) {
        let hiddenName = "SYS_NC\(String(repeating: "0", count: 3))\(table.columns.count + offset + 1)$"
        if let name = part.column, table.column(named: name.text) != nil {
            let column = try column(name, table)
            switch column.type {
            case .clob, .nclob, .blob, .bfile, .xmlType, .json, .object:
                throw OracleFailure(2327, "cannot create index on expression with datatype LOB", at: name.position)
            case .long, .longRaw:
                throw OracleFailure(997, "illegal use of LONG datatype", at: name.position)
            default: break
            }
            let physical = column.type.representation == .timestampTZ ? "((c\(column.number)).u)" : "c\(column.number)"
            let made = Index.Part(
                columnNumber: column.number, expression: nil, isDescending: part.isDescending,
                name: part.isDescending ? hiddenName : column.name)
            return (made, physical + (part.isDescending ? " DESC" : ""))
        }
        let sql = try value(part.expression, over: table).sql
        let made = Index.Part(
            columnNumber: nil, expression: try Self.printed(part.text.text, over: table),
            isDescending: part.isDescending, name: hiddenName)
        return (made, "(\(sql))" + (part.isDescending ? " DESC" : ""))
    }

    /// An expression as the dictionary shows it: columns quoted, words in upper case, blanks only between words.
    static func printed(_ text: String, over table: Table) throws(OracleFailure) -> String {
        var shown = ""
        var isAfterWord = false
        let tokens = try Lexer.tokens(of: text)
        for (place, token) in tokens.enumerated() where token.kind != .end {
            let next = place + 1 < tokens.count ? tokens[place + 1] : token
            var piece: String
            var isWord = true
            switch token.kind {
            case .word:
                let isColumn = !next.isMark("(") && table.column(named: token.text) != nil
                piece = isColumn ? "\"\(token.text)\"" : token.text
                if token.text == "CASE", next.isWord("WHEN") { piece += " " }
                if token.text == "END" { piece += " " }
            case .quotedName: piece = "\"\(token.text)\""
            case .string(let isNational): piece = (isNational ? "N" : "") + quote(token.text)
            case .number(let suffix): piece = token.text + (suffix == .float ? "f" : suffix == .double ? "d" : "")
            case .bind: piece = ":" + token.text
            case .mark, .hint, .end:
                piece = token.text
                isWord = false
            }
            if isWord, isAfterWord { shown += " " }
            shown += piece
            isAfterWord = isWord
        }
        return shown
    }

    func save(_ index: Index, isGenerated: Bool) throws(OracleFailure) {
        try insertObject(
            index.id, index.object.owner, index.object.name, .index, dataID: index.id,
            marks: isGenerated ? .generated : [])
        try link.command(
            "INSERT INTO dict.indexes VALUES (\(index.id), \(index.tableID), $1, $2, $3, $4, $5)",
            [
                .boolean(index.isUnique), .boolean(index.isBitmap), .boolean(index.isReverse),
                .boolean(index.isInvisible), .boolean(index.isLocal),
            ])
        for (offset, part) in index.parts.enumerated() {
            try link.command(
                "INSERT INTO dict.index_parts VALUES (\(index.id), \(offset + 1), $1, $2, $3, $4)",
                [
                    .int4(part.columnNumber.map(Int32.init)), .text(part.expression), .boolean(part.isDescending),
                    .text(part.name),
                ])
        }
    }

    /// PostgreSQL's index. A wide text would not fit into one: then a plain index lives in the dictionary alone.
    private func build(_ index: Index, _ table: Table, _ texts: [String]) throws(OracleFailure) {
        let width = index.parts.reduce(0) { sum, part in
            sum + (part.columnNumber.flatMap { table.column(number: $0)?.type.lengthInBytes } ?? 100)
        }
        if !index.isUnique, width > 2000 { return }
        let relation = baseRelation(table)
        let scope = table.kind.isTemporary ? "backend, " : ""
        let list = texts.joined(separator: ", ")
        guard index.isUnique else {
            return try link.command("CREATE INDEX i\(index.id) ON \(relation) (\(scope)\(list))")
        }
        if let scheme = table.partitioning {
            let columns = index.parts.compactMap(\.columnNumber)
            guard scheme.isHeld(by: columns, of: table) else {
                guard columns.count == index.parts.count else {
                    throw .unsupported("a unique index over expressions without the partitioning columns")
                }
                return try keepUnique(index, columns, table)
            }
        }
        let tests = texts.map { text in
            let bare = text.hasSuffix(" DESC") ? String(text.dropLast(5)) : text
            return "\(bare) IS NOT NULL"
        }
        let tail = texts.count > 1 ? " NULLS NOT DISTINCT WHERE \(tests.joined(separator: " OR "))" : ""
        do throws(OracleFailure) {
            try link.command("CREATE UNIQUE INDEX i\(index.id) ON \(relation) (\(scope)\(list))\(tail)")
        } catch {
            guard error.code == 1 else { throw error }
            throw OracleFailure(1452, "cannot CREATE UNIQUE INDEX; duplicate keys found")
        }
    }

    /// Without the partitioning columns: a relation of the keys alone keeps them unique over all partitions.
    private func keepUnique(_ index: Index, _ numbers: [Int], _ table: Table) throws(OracleFailure) {
        let columns = numbers.compactMap { table.column(number: $0) }
        let list = columns.map { "\($0.physicalName) \($0.type.postgresColumnType)" }.joined(separator: ", ")
        let names = columns.map(\.physicalName).joined(separator: ", ")
        let isAny = columns.map { "\($0.physicalName) IS NOT NULL" }.joined(separator: " OR ")
        let tail = columns.count > 1 ? " NULLS NOT DISTINCT WHERE \(isAny)" : ""
        try link.command("CREATE TABLE data.g\(index.id) (rid int8 NOT NULL, \(list))")
        try link.command("INSERT INTO data.g\(index.id) SELECT rid, \(names) FROM \(table.physicalName)")
        try link.command("CREATE INDEX ON data.g\(index.id) (rid)")
        do throws(OracleFailure) {
            try link.command("CREATE UNIQUE INDEX i\(index.id) ON data.g\(index.id) (\(names))\(tail)")
        } catch {
            guard error.code == 1 else { throw error }
            throw OracleFailure(1452, "cannot CREATE UNIQUE INDEX; duplicate keys found")
        }
        try link.command(
            "CREATE TRIGGER global_key_\(index.id) AFTER INSERT OR UPDATE OR DELETE ON \(table.physicalName) "
                + "FOR EACH ROW EXECUTE FUNCTION dict.keep_global_key('g\(index.id)', '\(names)')")
    }

    /// What PostgreSQL has of an index.
    func dropPhysical(_ index: Index, of table: Table) throws(OracleFailure) {
        try link.command("DROP INDEX IF EXISTS data.i\(index.id)")
        guard table.partitioning != nil, index.isUnique else { return }
        try link.command("DROP TRIGGER IF EXISTS global_key_\(index.id) ON \(table.physicalName)")
        try link.command("DROP TABLE IF EXISTS data.g\(index.id)")
    }

    func alter(_ statement: AlterIndex) throws(OracleFailure) {
        let owner = statement.name.schema?.text ?? setting.schema
        guard let (table, index) = dictionary.index(owner: owner, name: statement.name.name.text) else {
            throw OracleFailure(1418, "specified index does not exist", at: statement.name.position)
        }
        try demand("ALTER", "INDEX", owner: owner)
        switch statement.action {
        case .rename(let name):
            try demandFree(owner, name.text, .index, at: name.position)
            try link.command("UPDATE dict.objects SET name = $1 WHERE id = \(index.id)", [.text(name.text)])
        case .visibility(let isInvisible):
            try link.command("UPDATE dict.indexes SET is_invisible = \(isInvisible) WHERE id = \(index.id)")
        case .accepted: break
        }
        try touch(index.id)
        _ = table
    }
}
