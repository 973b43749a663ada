/// Views and synonyms.
extension Parser {
    mutating func parseCreateView(
        _ place: Position, isReplacing: Bool, isForced: Bool
    ) throws(OracleFailure) -> CreateView {
        let isMaterialized = accept("MATERIALIZED") || accept("SNAPSHOT")
        if isMaterialized {
            if isWord("LOG") { throw .unsupported("materialized view logs", at: position) }
            _ = accept("VIEW")
        } else {
            try expect("VIEW")
        }
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName()
        var columns: [Name] = []
        if isMark("(") { columns = try parseViewColumns() }
        if isMaterialized { try skipMaterializedOptions() } else { try skipViewOptions() }
        try expect("AS")
        let start = peek
        let query = try parseQuery()
        var view = CreateView(name: name, columns: columns, query: query, text: fragment(from: start), position: place)
        view.isReplacing = isReplacing
        view.isForced = isForced
        view.isMaterialized = isMaterialized
        if accept("WITH", "READ", "ONLY") {
            view.isReadOnly = true
        } else if accept("WITH", "CHECK", "OPTION") {
            view.hasCheckOption = true
        }
        if accept("CONSTRAINT") { view.constraintName = try parseName() }
        try expectEnd()
        return view
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
        if accept("DEFAULT", "COLLATION") { advance() }
    }

    private mutating func skipMaterializedOptions() throws(OracleFailure) {
        while !isAtEnd, !isWord("AS") {
            if isMark("(") { try skipParentheses() } else { advance() }
        }
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
