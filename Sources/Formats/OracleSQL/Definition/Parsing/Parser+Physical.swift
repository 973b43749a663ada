/// Clauses about storage, which change nothing that a client can see: taken and forgotten.
extension Parser {
    /// Takes one physical clause, if one stands here.
    mutating func acceptPhysicalClause() throws(OracleFailure) -> Bool {
        guard peek.kind == .word else { return false }
        if Parser.plainPhysicalWords.contains(peek.text) {
            advance()
            return true
        }
        if Parser.sizedPhysicalWords.contains(peek.text) {
            advance()
            try skipSize()
            return true
        }
        if try acceptStructuredClause() { return true }
        return try acceptStoreClause()
    }

    private static let plainPhysicalWords: Set<String> = [
        "LOGGING", "NOLOGGING", "FILESYSTEM_LIKE_LOGGING", "NOCOMPRESS", "CACHE", "NOCACHE", "NOPARALLEL", "MONITORING",
        "NOMONITORING", "RECOVERABLE", "UNRECOVERABLE", "ROWDEPENDENCIES", "NOROWDEPENDENCIES", "ONLINE", "SORT",
        "NOSORT", "REUSE",
    ]
    private static let sizedPhysicalWords: Set<String> = [
        "PCTFREE", "PCTUSED", "INITRANS", "MAXTRANS", "PCTTHRESHOLD",
    ]

    private mutating func acceptStructuredClause() throws(OracleFailure) -> Bool {
        switch peek.text {
        case "STORAGE", "RESULT_CACHE":
            advance()
            try skipParentheses()
        case "TABLESPACE":
            advance()
            guard isName || isWord("DEFAULT") else { throw OracleFailure(959, "tablespace name missing", at: position) }
            advance()
        case "SEGMENT" where peek(1).isWord("CREATION"):
            advance()
            advance()
            guard accept("IMMEDIATE") || accept("DEFERRED") else { throw .invalidOption(at: position) }
        case "DEFAULT" where peek(1).isWord("COLLATION"):
            advance()
            advance()
            try parseCollation()
        case "ALLOW", "DISALLOW":
            advance()
            guard accept("NONSCHEMA") || accept("ANYSCHEMA") else { throw .invalidOption(at: position) }
        case "PARALLEL":
            advance()
            if peek.kind == .number(.none) { advance() } else if isMark("(") { try skipParentheses() }
        case "COMPUTE" where peek(1).isWord("STATISTICS"):
            advance()
            advance()
        case "COMPRESS": try skipCompression()
        case "ROW" where peek(1).isWord("STORE"), "COLUMN" where peek(1).isWord("STORE"):
            advance()
            advance()
            guard isWord("COMPRESS") else { throw .missingKeyword(at: position) }
            try skipCompression()
        case "INMEMORY", "ILM":
            while isAnyWord(Parser.memoryWords) { advance() }
        case "NO" where peek(1).isWord("INMEMORY") || peek(1).isWord("DROP") || peek(1).isWord("DELETE"):
            advance()
            advance()
        case "FLASHBACK" where peek(1).isWord("ARCHIVE"):
            advance()
            advance()
            if isName { advance() }
        default: return false
        }
        return true
    }

    private static let memoryWords: Set<String> = [
        "INMEMORY", "ILM", "MEMCOMPRESS", "FOR", "QUERY", "CAPACITY", "LOW", "HIGH", "PRIORITY", "CRITICAL", "MEDIUM",
        "NONE", "DISTRIBUTE", "AUTO", "BY", "ROWID", "RANGE", "SERVICE", "ALL", "DEFAULT", "NO", "DUPLICATE", "DML",
    ]

    private mutating func skipCompression() throws(OracleFailure) {
        advance()
        if peek.kind == .number(.none) {
            advance()
        } else if accept("FOR") {
            while isAnyWord(["ALL", "DIRECT_LOAD", "OLTP", "QUERY", "ARCHIVE", "LOW", "HIGH", "OPERATIONS"]) {
                advance()
            }
        } else {
            while isAnyWord(["BASIC", "ADVANCED", "LOW", "HIGH"]) { advance() }
        }
    }

    /// `LOB (c) STORE AS …`, `NESTED TABLE c STORE AS …` and their kin.
    private mutating func acceptStoreClause() throws(OracleFailure) -> Bool {
        switch peek.text {
        case "LOB" where peek(1).isMark("("):
            advance()
            try skipParentheses()
            try expect("STORE")
            try expect("AS")
        case "VARRAY" where peek(2).isWord("STORE"), "XMLTYPE" where peek(2).isWord("STORE"):
            for _ in 0..<3 { advance() }
            try expect("AS")
        case "VARRAY" where peek(2).isMark("."):
            advance()
            _ = try parseDottedName()
            guard accept("STORE") else { return true }
            try expect("AS")
        case "XMLTYPE" where peek(1).isWord("COLUMN"):
            for _ in 0..<3 { advance() }
            guard accept("STORE") else { return true }
            try expect("AS")
        case "NESTED" where peek(1).isWord("TABLE"):
            for _ in 0..<3 { advance() }
            try expect("STORE")
            try expect("AS")
        case "COLUMN" where peek(2).isWord("NOT") || peek(2).isWord("SUBSTITUTABLE"):
            for _ in 0..<2 { advance() }
            while isAnyWord(["NOT", "SUBSTITUTABLE", "AT", "ALL", "LEVELS"]) { advance() }
            return true
        default: return false
        }
        while accept("SECUREFILE") || accept("BASICFILE") || accept("LOB") || accept("OBJECT")
            || accept("RELATIONAL") || accept("BINARY") || accept("XML") || accept("CLOB")
        {}
        if isName, !Parser.wordsAfterStore.contains(peek.text) { advance() }
        if isMark("(") { try skipParentheses() }
        if accept("RETURN") {
            _ = accept("AS")
            guard accept("VALUE") || accept("LOCATOR") else { throw .missingKeyword(at: position) }
        }
        return true
    }

    private static let wordsAfterStore: Set<String> = [
        "LOB", "NESTED", "VARRAY", "PARTITION", "SUBPARTITION", "TABLESPACE", "ENABLE", "DISABLE", "STORAGE", "RETURN",
        "LOGGING", "NOLOGGING", "PCTFREE", "SEGMENT", "PARALLEL", "NOPARALLEL", "CACHE", "NOCACHE", "XMLTYPE",
    ]
}
