/// Views and synonyms.
extension Parser {
    mutating func parseCreateView(
        _ place: Position, isReplacing: Bool, isForced: Bool
    ) throws(OracleFailure) -> CreateView {
        let isMaterialized = accept("MATERIALIZED") || accept("SNAPSHOT")
        if isMaterialized {
            _ = accept("VIEW")
        } else {
            try expect("VIEW")
        }
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName()
        var columns: [Name] = []
        if isMark("(") { columns = try parseViewColumns() }
        let isDeferred = isMaterialized ? try skipMaterializedOptions() : false
        if !isMaterialized { try skipViewOptions() }
        try expect("AS")
        let start = peek
        let query = try parseQuery()
        var view = CreateView(name: name, columns: columns, query: query, text: fragment(from: start), position: place)
        view.isReplacing = isReplacing
        view.isForced = isForced
        view.isMaterialized = isMaterialized
        view.isDeferred = isDeferred
        if accept("WITH", "READ", "ONLY") {
            view.isReadOnly = true
        } else if accept("WITH", "CHECK", "OPTION") {
            view.hasCheckOption = true
        }
        if accept("CONSTRAINT") { view.constraintName = try parseName() }
        try expectEnd()
        return view
    }

    /// `MATERIALIZED VIEW LOG ON t …`: what it would record is not read.
    mutating func parseCreateLog(_ place: Position) throws(OracleFailure) -> MaterializedViewLog {
        for _ in 0..<3 { advance() }
        try expect("ON")
        let table = try parseObjectName()
        let words = takeAllWords().split(separator: " ").map(String.init)
        return MaterializedViewLog(table: table, words: words, position: place)
    }

    /// Names, each with constraints that are taken and forgotten (DISABLE NOVALIDATE ones).
    private mutating func parseViewColumns() throws(OracleFailure) -> [Name] {
        try expect(mark: "(")
        var names: [Name] = []
        repeat {
            if try parseTableConstraint() != nil { continue }
            let name = try parseColumnName()
            names.append(name)
            while try parseColumnConstraint(name) != nil {}
            _ = accept("INVISIBLE") || accept("VISIBLE")
        } while accept(mark: ",")
        try expect(mark: ")")
        return names
    }

    private mutating func skipViewOptions() throws(OracleFailure) {
        if isWord("OF") { throw .unsupported("object views", at: position) }
        if accept("BEQUEATH") { advance() }
        if accept("DEFAULT", "COLLATION") { try parseCollation() }
    }

    /// Whether BUILD DEFERRED is among them: the rows come with the first refresh.
    private mutating func skipMaterializedOptions() throws(OracleFailure) -> Bool {
        var isDeferred = false
        while !isAtEnd, !isWord("AS") {
            if isWord("PREBUILT") { throw .unsupported("ON PREBUILT TABLE", at: position) }
            if accept("BUILD", "DEFERRED") {
                isDeferred = true
            } else if isMark("(") {
                try skipParentheses()
            } else {
                advance()
            }
        }
        return isDeferred
    }

    mutating func parseCreateSynonym(
        _ place: Position, _ isReplacing: Bool, isPublic: Bool
    ) throws(OracleFailure) -> CreateSynonym {
        advance()
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName { OracleFailure(995, "missing or invalid synonym identifier", at: $0) }
        try expect("FOR")
        let pointsTo = try parseObjectName()
        let link = try parseLink()
        try expectEnd()
        return CreateSynonym(
            name: name, pointsTo: pointsTo, link: link, isPublic: isPublic, isReplacing: isReplacing, position: place)
    }
}
