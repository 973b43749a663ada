/// Constraints of columns and tables, and their states.
extension Parser {
    /// A constraint behind a column, or nil when none stands here.
    mutating func parseColumnConstraint(_ column: Name) throws(OracleFailure) -> ConstraintDefinition? {
        let place = position
        var name: Name?
        if accept("CONSTRAINT") { name = try parseConstraintName() }
        guard let body = try parseColumnConstraintBody(column) else {
            if name != nil { throw OracleFailure(2253, "constraint specification not allowed here", at: position) }
            return nil
        }
        var constraint = ConstraintDefinition(name: name, body: body, position: place)
        try parseConstraintState(&constraint.state)
        return constraint
    }

    private mutating func parseColumnConstraintBody(
        _ column: Name
    ) throws(OracleFailure) -> ConstraintDefinition.Body? {
        if accept("NOT", "NULL") { return .notNull }
        if isWord("NOT") { throw .missingNull(at: peek(1).position) }
        if accept("NULL") { return .null }
        if accept("PRIMARY") {
            try expect("KEY")
            return .primaryKey([column])
        }
        if accept("UNIQUE") { return .unique([column]) }
        if isWord("CHECK") { return try parseCheck() }
        if isWord("REFERENCES") { return try parseReferences([column]) }
        return nil
    }

    /// An out-of-line constraint, or nil when a column stands here.
    mutating func parseTableConstraint() throws(OracleFailure) -> ConstraintDefinition? {
        let place = position
        var name: Name?
        if isWord("CONSTRAINT") {
            advance()
            name = try parseConstraintName()
        }
        guard let body = try parseTableConstraintBody() else {
            if name != nil { throw OracleFailure(904, ": invalid identifier", at: position) }
            return nil
        }
        var constraint = ConstraintDefinition(name: name, body: body, position: place)
        try parseConstraintState(&constraint.state)
        return constraint
    }

    private mutating func parseTableConstraintBody() throws(OracleFailure) -> ConstraintDefinition.Body? {
        if accept("PRIMARY", "KEY") { return .primaryKey(try parseColumnList()) }
        if isWord("UNIQUE"), peek(1).isMark("(") {
            advance()
            return .unique(try parseColumnList())
        }
        if isWord("CHECK") { return try parseCheck() }
        if accept("FOREIGN", "KEY") {
            let columns = try parseColumnList()
            return try parseReferences(columns)
        }
        return nil
    }

    private mutating func parseConstraintName() throws(OracleFailure) -> Name {
        guard isName else { throw OracleFailure(2250, "missing or invalid constraint name", at: position) }
        return try takeName()
    }

    mutating func parseColumnList() throws(OracleFailure) -> [Name] {
        try expect(mark: "(")
        var names = [try parseColumnName()]
        while accept(mark: ",") { names.append(try parseColumnName()) }
        try expect(mark: ")")
        return names
    }

    private mutating func parseCheck() throws(OracleFailure) -> ConstraintDefinition.Body {
        advance()
        try expect(mark: "(")
        let (condition, text) = try parseConditionText()
        try expect(mark: ")")
        return .check(condition, text)
    }

    private mutating func parseReferences(_ columns: [Name]) throws(OracleFailure) -> ConstraintDefinition.Body {
        try expect("REFERENCES")
        let table = try parseObjectName()
        let names = isMark("(") ? try parseColumnList() : []
        var rule = ConstraintDefinition.DeleteRule.noAction
        if isWord("ON") {
            advance()
            try expect("DELETE")
            if accept("CASCADE") {
                rule = .cascade
            } else {
                try expect("SET")
                try expect("NULL")
                rule = .setNull
            }
        }
        return .foreignKey(columns, references: table, columns: names, onDelete: rule)
    }

    // MARK: States

    mutating func parseConstraintState(_ state: inout ConstraintState) throws(OracleFailure) {
        while try parseOneState(&state) {}
    }

    private mutating func parseOneState(_ state: inout ConstraintState) throws(OracleFailure) -> Bool {
        switch peek.text {
        case "NOT" where peek(1).isWord("DEFERRABLE"):
            advance()
            advance()
            state.isDeferrable = false
        case "DEFERRABLE":
            advance()
            state.isDeferrable = true
        case "INITIALLY":
            advance()
            if accept("DEFERRED") {
                state.isInitiallyDeferred = true
                if state.isDeferrable == nil { state.isDeferrable = true }
            } else {
                try expect("IMMEDIATE")
                state.isInitiallyDeferred = false
            }
        case "RELY", "NORELY": state.isRely = advance().text == "RELY"
        case "ENABLE", "DISABLE":
            if ["CONSTRAINT", "PRIMARY", "UNIQUE", "ROW", "ALL", "TABLE"].contains(peek(1).text) { return false }
            state.isEnabled = advance().text == "ENABLE"
        case "VALIDATE", "NOVALIDATE": state.isValidated = advance().text == "VALIDATE"
        case "USING" where peek(1).isWord("INDEX"): try parseUsingIndex(&state)
        case "EXCEPTIONS":
            advance()
            try expect("INTO")
            _ = try parseObjectName()
        default: return false
        }
        return true
    }

    private mutating func parseUsingIndex(_ state: inout ConstraintState) throws(OracleFailure) {
        advance()
        advance()
        state.index = .options
        if isMark("("), peek(1).isWord("CREATE") {
            advance()
            let place = advance().position
            state.index = .create(try parseCreateIndex(place, isEmbedded: true))
            try expect(mark: ")")
            return
        }
        let options: Set<String> = ["ENABLE", "DISABLE", "VALIDATE", "NOVALIDATE", "RELY", "NORELY", "EXCEPTIONS"]
        if isName, !options.contains(peek.text), try !acceptIndexOption() {
            guard !isAnyWord(["DEFERRABLE", "INITIALLY", "NOT"]) else { return }
            state.index = .existing(try parseObjectName(else: OracleFailure.missingOrInvalidIdentifier))
        }
        while try acceptIndexOption() {}
    }

    private mutating func acceptIndexOption() throws(OracleFailure) -> Bool {
        if isAnyWord(["REVERSE", "LOCAL", "GLOBAL", "VISIBLE", "INVISIBLE", "UNUSABLE"]) {
            advance()
            if isMark("(") { try skipParentheses() }
            return true
        }
        return try acceptPhysicalClause()
    }

    /// `CONSTRAINT c`, `PRIMARY KEY` or `UNIQUE (a, b)`.
    mutating func parseConstraintChoice() throws(OracleFailure) -> AlterTable.ConstraintChoice {
        if accept("CONSTRAINT") { return .named(try parseConstraintName()) }
        if accept("PRIMARY") {
            try expect("KEY")
            return .primaryKey
        }
        try expect("UNIQUE")
        return .unique(try parseColumnList())
    }
}
