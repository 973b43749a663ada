/// The way into definition statements: what stands behind CREATE, ALTER, DROP and their kin.
extension Parser {
    /// One definition statement, up to the end of the text. ALTER SESSION is not among them.
    package mutating func parseDefinition() throws(OracleFailure) -> DefinitionStatement {
        let start = peek
        switch start.text {
        case "CREATE": return try parseCreate()
        case "ALTER": return try parseAlter()
        case "DROP": return .drop(try parseDrop())
        case "TRUNCATE": return .truncate(try parseTruncate())
        case "RENAME": return try parseRename()
        case "COMMENT": return .comment(try parseComment())
        case "GRANT": return .grant(try parseGrant())
        case "REVOKE": return .revoke(try parseRevoke())
        case "PURGE": return .purge(try parsePurge())
        case "FLASHBACK": return .flashbackTable(try parseFlashbackTable())
        case "ANALYZE", "AUDIT", "NOAUDIT", "ASSOCIATE", "DISASSOCIATE":
            return .accepted(takeAllWords())
        default: throw .invalidStatement(at: start.position)
        }
    }

    private mutating func parseCreate() throws(OracleFailure) -> DefinitionStatement {
        let place = advance().position
        let isReplacing = accept("OR", "REPLACE")
        let isForced = accept("NO", "FORCE") ? false : accept("FORCE")
        _ = accept("NOFORCE") || accept("EDITIONABLE") || accept("NONEDITIONABLE") || accept("EDITIONING")
        _ = accept("EDITIONING")
        switch peek.text {
        case "TABLE", "GLOBAL", "PRIVATE", "BLOCKCHAIN", "IMMUTABLE", "SHARDED":
            return .createTable(try parseCreateTable(place))
        case "INDEX", "UNIQUE", "BITMAP", "MULTIVALUE": return .createIndex(try parseCreateIndex(place))
        case "SEQUENCE": return .createSequence(try parseCreateSequence(place))
        case "MATERIALIZED" where peek(1).isWord("VIEW") && peek(2).isWord("LOG"):
            return .createLog(try parseCreateLog(place))
        case "VIEW", "MATERIALIZED", "SNAPSHOT":
            return .createView(try parseCreateView(place, isReplacing: isReplacing, isForced: isForced))
        case "SYNONYM": return .createSynonym(try parseCreateSynonym(place, isReplacing, isPublic: false))
        case "PUBLIC" where peek(1).isWord("SYNONYM"):
            advance()
            return .createSynonym(try parseCreateSynonym(place, isReplacing, isPublic: true))
        case "PROCEDURE", "FUNCTION", "PACKAGE":
            return .createRoutine(try parseCreateRoutine(place, isReplacing: isReplacing))
        case "TYPE" where peek(1).isWord("BODY"):
            return .createRoutine(try parseCreateRoutine(place, isReplacing: isReplacing))
        case "TYPE": return .createType(try parseCreateType(place, isReplacing: isReplacing))
        case "TRIGGER": return .createTrigger(try parseCreateTrigger(place, isReplacing: isReplacing))
        case "USER": return .createUser(try parseUser(place))
        case "ROLE":
            advance()
            let name = try parseName(else: OracleFailure.missingRole)
            skipToEnd()
            return .createRole(name)
        default: return try parseCreateKept(place, isReplacing: isReplacing)
        }
    }

    private mutating func parseCreateKept(
        _ place: Position, isReplacing: Bool
    ) throws(OracleFailure) -> DefinitionStatement {
        let kinds: Set<String> = ["DIRECTORY", "EDITION", "PROFILE", "CONTEXT", "TABLESPACE", "DIMENSION"]
        if isWord("DATABASE") || isWords("PUBLIC", "DATABASE") || isWords("SHARED", "DATABASE") {
            return try parseCreateLink(place)
        }
        if isWord("CLUSTER") { return try parseCreateCluster(place) }
        while isAnyWord(["BIGFILE", "SMALLFILE", "TEMPORARY", "UNDO"]) { advance() }
        if isWord("AND") { throw .unsupported("CREATE JAVA", at: position) }
        if isAnyWord(Parser.refusedKinds) { throw .unsupported("CREATE \(peek.text)", at: position) }
        guard peek.kind == .word, kinds.contains(peek.text) else {
            throw OracleFailure(901, "invalid CREATE command", at: position)
        }
        let kind = advance().text
        _ = accept("IF", "NOT", "EXISTS")
        var name = try parseName(else: OracleFailure.missingOrInvalidIdentifier)
        var schema: Name?
        if kind == "DIMENSION", accept(mark: ".") {
            schema = name
            name = try takeName()
        }
        var value: String?
        if kind == "DIRECTORY" {
            try expect("AS")
            value = try parseString()
        } else if kind == "PROFILE" {
            value = takeAllWords()
        } else {
            skipToEnd()
        }
        try expectEnd()
        return .createKept(
            KeptObject(
                kind: kind, schema: schema, name: name, isReplacing: isReplacing, value: value, position: place))
    }

    /// `CLUSTER name (key type [SORT], …) …`: the cluster is kept by its name; it places no rows.
    private mutating func parseCreateCluster(_ place: Position) throws(OracleFailure) -> DefinitionStatement {
        advance()
        let name = try parseObjectName()
        try expect(mark: "(")
        repeat { _ = try parseColumnDefinition() } while accept(mark: ",")
        try expect(mark: ")")
        var isHashed = false
        while !isAtEnd { if advance().isWord("HASHKEYS") { isHashed = true } }
        return .createCluster(ClusterStatement(name: name, isHashed: isHashed))
    }

    /// What a script may create in Oracle and this server knows by name only.
    private static let refusedKinds: Set<String> = [
        "JAVA", "LIBRARY", "OPERATOR", "INDEXTYPE", "OUTLINE", "FLASHBACK", "RESTORE", "PLUGGABLE", "ROLLBACK",
        "SCHEMA", "ZONEMAP", "LOGICAL", "HIERARCHY", "ANALYTIC", "ATTRIBUTE", "PROPERTY", "DOMAIN", "AUDIT", "LOCKDOWN",
        "INMEMORY", "MLE", "SEARCH", "SPFILE", "PFILE", "CONTROLFILE", "VECTOR", "JSON", "SHARED", "PUBLIC",
    ]

    /// `[PUBLIC] DATABASE LINK name [CONNECT TO user IDENTIFIED BY password] [USING 'address']`: the link is listed,
    /// and whatever goes through it is refused.
    private mutating func parseCreateLink(_ place: Position) throws(OracleFailure) -> DefinitionStatement {
        _ = accept("SHARED")
        _ = accept("PUBLIC")
        try expect("DATABASE")
        try expect("LINK")
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseDottedName().map(\.text).joined(separator: ".")
        var host: String?
        while !isAtEnd {
            if accept("USING") { host = try parseString() } else { advance() }
        }
        return .createKept(
            KeptObject(
                kind: "DATABASE LINK", schema: nil, name: Name(name, at: place), isReplacing: false, value: host,
                position: place))
    }

    // MARK: Pieces

    /// `schema.name` or `name`.
    package mutating func parseObjectName(
        else failure: (Position) -> OracleFailure = OracleFailure.invalidTableName
    ) throws(OracleFailure) -> ObjectName {
        let first = try parseName(else: failure)
        guard isMark("."), peek(1).kind == .word || peek(1).kind == .quotedName else { return ObjectName(name: first) }
        advance()
        return ObjectName(schema: first, name: try takeName())
    }

    mutating func parseColumnName() throws(OracleFailure) -> Name {
        guard isName else {
            if isMark(")") || isMark(",") || isAtEnd || peek.kind == .number(.none) || peek.kind != .word {
                throw .invalidIdentifier("", at: position)
            }
            throw .invalidIdentifier("", at: position)
        }
        return try takeName()
    }

    /// The text from a token up to the last one taken.
    func fragment(from start: Token) -> Fragment { Fragment(slice(start.start, lastEnd), at: start.position) }

    /// An expression with its text.
    mutating func parseExpressionText() throws(OracleFailure) -> (Expression, Fragment) {
        let start = peek
        let expression = try parseExpression()
        return (expression, fragment(from: start))
    }

    mutating func parseConditionText() throws(OracleFailure) -> (Expression, Fragment) {
        let start = peek
        let condition = try parseCondition()
        return (condition, fragment(from: start))
    }

    /// Takes `( … )` whatever is in it.
    mutating func skipParentheses() throws(OracleFailure) {
        try expect(mark: "(")
        var open = 1
        while open > 0 {
            guard !isAtEnd else { throw .missingClosing(at: position) }
            let token = advance()
            if token.isMark("(") { open += 1 } else if token.isMark(")") { open -= 1 }
        }
    }

    mutating func skipToEnd() {
        while !isAtEnd { advance() }
    }

    /// All that is left, as upper-case words.
    mutating func takeAllWords() -> String {
        var words: [String] = []
        while !isAtEnd { words.append(advance().text) }
        return words.joined(separator: " ")
    }

    /// A whole number with an optional sign, as decimal digits.
    mutating func parseSignedDigits() throws(OracleFailure) -> String {
        let isNegative = accept(mark: "-")
        if !isNegative { _ = accept(mark: "+") }
        guard peek.kind == .number(.none), let digits = Parser.wholeDigits(peek.text) else {
            throw OracleFailure(2017, "integer value required", at: position)
        }
        advance()
        return (isNegative ? "-" : "") + digits
    }

    /// The digits of a number without a fraction, however it is written: `100`, `1E2`, `1.0E28`. Nil for others.
    private static func wholeDigits(_ text: String) -> String? {
        let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
        let halves = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, halves.count <= 2, let whole = halves.first else { return nil }
        var fraction = halves.count == 2 ? String(halves[1]) : ""
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let exponent = parts.count == 2 ? Int(parts[1]) : 0
        guard let exponent, (fraction.utf8.count...126).contains(exponent) else { return nil }
        let digits = whole + fraction + String(repeating: "0", count: exponent - fraction.utf8.count)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(digits)
    }

    /// A number with an optional unit: `10`, `64K`, `1G`.
    mutating func skipSize() throws(OracleFailure) {
        if accept("UNLIMITED") { return }
        guard case .number = peek.kind else { throw OracleFailure(2017, "integer value required", at: position) }
        advance()
        if isAnyWord(["K", "M", "G", "T", "P", "E"]) { advance() }
    }
}

extension OracleFailure {
    static func missingRole(at place: Position) -> Self { Self(1937, "missing or invalid role name", at: place) }
}
