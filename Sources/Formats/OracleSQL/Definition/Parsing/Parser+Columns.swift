/// Columns of CREATE TABLE and ALTER TABLE.
extension Parser {
    mutating func parseColumnDefinition() throws(OracleFailure) -> ColumnDefinition {
        var column = ColumnDefinition(name: try parseColumnName())
        if startsType { column.type = try parseDeclaredType() }
        if let type = column.type {
            let isForBlocks = type.type == .plsInteger || type.type == .refCursor
            guard !isForBlocks else { throw .invalidDatatype(at: type.position) }
        }
        while try parseColumnOption(&column) {}
        return column
    }

    /// Whether what stands behind a column's name is its type.
    private var startsType: Bool {
        if peek.kind == .quotedName { return true }
        guard peek.kind == .word else { return false }
        return !Parser.columnOptionWords.contains(peek.text)
    }

    private static let columnOptionWords: Set<String> = [
        "DEFAULT", "GENERATED", "AS", "NOT", "NULL", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES",
        "INVISIBLE", "VISIBLE", "ENCRYPT", "DECRYPT", "SORT", "COLLATE", "SCOPE", "WITH", "DROP", "DISABLE", "ENABLE",
        "VIRTUAL",
    ]

    private mutating func parseColumnOption(_ column: inout ColumnDefinition) throws(OracleFailure) -> Bool {
        guard peek.kind == .word else { return false }
        switch peek.text {
        case "DEFAULT":
            advance()
            var isOnNull = false
            if accept("ON", "NULL") {
                isOnNull = true
                if accept("FOR", "INSERT") { _ = accept("ONLY") || accept("AND", "UPDATE") }
            }
            let (value, text) = try parseExpressionText()
            column.source = .value(value, text, isOnNull: isOnNull)
        case "GENERATED": try parseGenerated(&column)
        case "AS" where peek(1).isMark("("):
            advance()
            try parseVirtual(&column)
        case "DROP" where peek(1).isWord("IDENTITY"):
            advance()
            advance()
            column.source = .dropIdentity
        case "INVISIBLE", "VISIBLE": column.isInvisible = advance().text == "INVISIBLE"
        case "COLLATE":
            advance()
            try parseCollation()
        case "SORT": advance()
        case "ENCRYPT", "DECRYPT": try skipEncryption()
        default:
            guard let constraint = try parseColumnConstraint(column.name) else { return false }
            column.constraints.append(constraint)
        }
        return true
    }

    /// Texts are ordered by their bytes; what NLS_SORT says is BINARY too.
    mutating func parseCollation() throws(OracleFailure) {
        let name = try parseName()
        guard ["BINARY", "USING_NLS_COMP", "USING_NLS_SORT"].contains(name.text) else {
            throw .unsupported("collation \(name.text)", at: name.position)
        }
    }

    private mutating func skipEncryption() throws(OracleFailure) {
        advance()
        if accept("USING") { _ = try parseString() }
        if accept("IDENTIFIED", "BY") { advance() }
        if case .string = peek.kind { advance() }
        _ = accept("NO")
        _ = accept("SALT")
    }

    private mutating func parseGenerated(_ column: inout ColumnDefinition) throws(OracleFailure) {
        advance()
        var identity = IdentityDefinition()
        if accept("BY") {
            try expect("DEFAULT")
            identity.isAlways = false
            if accept("ON", "NULL") {
                identity.isOnNull = true
                if accept("FOR", "INSERT") { _ = accept("ONLY") || accept("AND", "UPDATE") }
            }
        } else {
            _ = accept("ALWAYS")
        }
        try expect("AS")
        if isMark("(") { return try parseVirtual(&column) }
        try expect("IDENTITY")
        if accept(mark: "(") {
            identity.options = try parseSequenceOptions(isIdentity: true)
            try expect(mark: ")")
        } else {
            identity.options = try parseSequenceOptions(isIdentity: true)
        }
        column.source = .identity(identity)
    }

    private mutating func parseVirtual(_ column: inout ColumnDefinition) throws(OracleFailure) {
        try expect(mark: "(")
        let (expression, text) = try parseExpressionText()
        try expect(mark: ")")
        _ = accept("VIRTUAL")
        column.source = .virtual(expression, text)
    }
}
