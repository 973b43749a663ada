/// CREATE INDEX and ALTER INDEX.
extension Parser {
    /// With `isEmbedded` the statement stands in parentheses of a constraint: it need not end the text.
    mutating func parseCreateIndex(_ place: Position, isEmbedded: Bool = false) throws(OracleFailure) -> CreateIndex {
        let isUnique = accept("UNIQUE")
        let isBitmap = !isUnique && accept("BITMAP")
        try expect("INDEX")
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName { OracleFailure(953, "missing or invalid index name", at: $0) }
        try expect("ON")
        if isWord("CLUSTER"), isName(peek(1)) {
            advance()
            var index = CreateIndex(name: name, table: try parseObjectName(), position: place)
            index.isOfCluster = true
            while try parseIndexOption(&index) {}
            guard isAtEnd else { throw .invalidOption(at: position) }
            return index
        }
        var index = CreateIndex(name: name, table: try parseObjectName(), position: place)
        index.isUnique = isUnique
        index.isBitmap = isBitmap
        if isName, !isMark("(") { advance() }
        try expect(mark: "(")
        repeat { index.parts.append(try parseIndexPart()) } while accept(mark: ",")
        try expect(mark: ")")
        while try parseIndexOption(&index) {}
        if !isEmbedded {
            guard isAtEnd else { throw isMark(";") ? .invalidCharacter(at: position) : .invalidOption(at: position) }
        }
        return index
    }

    private mutating func parseIndexPart() throws(OracleFailure) -> CreateIndex.Part {
        let (expression, text) = try parseExpressionText()
        var isDescending = false
        if accept("DESC") { isDescending = true } else { _ = accept("ASC") }
        var column: Name?
        if case .reference(let reference) = expression, reference.names.count == 1 { column = reference.last }
        return CreateIndex.Part(column: column, expression: expression, text: text, isDescending: isDescending)
    }

    private mutating func parseIndexOption(_ index: inout CreateIndex) throws(OracleFailure) -> Bool {
        if try acceptPhysicalClause() { return true }
        switch peek.text {
        case "REVERSE":
            advance()
            index.isReverse = true
        case "INVISIBLE", "VISIBLE": index.isInvisible = advance().text == "INVISIBLE"
        case "UNUSABLE", "USABLE": index.isUnusable = advance().text == "UNUSABLE"
        case "LOCAL":
            advance()
            index.isLocal = true
            try skipStoreIn()
            if isMark("("), peek(1).isWord("PARTITION") || peek(1).isWord("SUBPARTITION") { try skipParentheses() }
        case "GLOBAL":
            advance()
            if accept("PARTITION", "BY") {
                advance()
                try skipParentheses()
                if accept("PARTITIONS") { _ = try parseInteger() }
                try skipStoreIn()
                if isMark("(") { try skipParentheses() }
            }
        case "INDEXING":
            advance()
            advance()
        case "INDEXTYPE": throw .unsupported("domain indexes", at: position)
        case "FROM", "WHERE": throw .unsupported("bitmap join indexes", at: position)
        default: return false
        }
        return true
    }

    mutating func parseAlterIndex() throws(OracleFailure) -> AlterIndex {
        advance()
        let name = try parseObjectName { OracleFailure(953, "missing or invalid index name", at: $0) }
        if accept("RENAME") {
            if accept("TO") {
                let newName = try parseName { OracleFailure(953, "missing or invalid index name", at: $0) }
                try expectEnd()
                return AlterIndex(name: name, action: .rename(newName))
            }
        }
        if isAnyWord(["INVISIBLE", "VISIBLE"]) {
            let isInvisible = advance().text == "INVISIBLE"
            try expectEnd()
            return AlterIndex(name: name, action: .visibility(isInvisible: isInvisible))
        }
        guard !isAtEnd else { throw OracleFailure(2243, "invalid ALTER INDEX or ALTER SNAPSHOT option", at: position) }
        return AlterIndex(name: name, action: .accepted(takeAllWords()))
    }
}
