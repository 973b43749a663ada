/// CREATE TABLE.
extension Parser {
    mutating func parseCreateTable(_ place: Position) throws(OracleFailure) -> CreateTable {
        let isTemporary = accept("GLOBAL", "TEMPORARY") || accept("PRIVATE", "TEMPORARY")
        _ = accept("IMMUTABLE")
        if isAnyWord(["BLOCKCHAIN", "SHARDED", "DUPLICATED"]) {
            throw .unsupported("\(peek.text) tables", at: position)
        }
        try expect("TABLE")
        _ = accept("IF", "NOT", "EXISTS")
        var table = CreateTable(name: try parseObjectName(), position: place)
        if isTemporary { table.temporary = .deleteRows }
        if accept("OF") { table.objectType = try parseObjectName(else: OracleFailure.invalidDatatype) }
        if accept(mark: "(") {
            repeat { try parseRelationalProperty(&table) } while accept(mark: ",")
            try expect(mark: ")")
        }
        while !isAtEnd, try parseTableProperty(&table) {}
        try expectTableEnd(table)
        return table
    }

    private func expectTableEnd(_ table: CreateTable) throws(OracleFailure) {
        guard isAtEnd else {
            if isMark(";") { throw .invalidCharacter(at: position) }
            throw .invalidOption(at: position)
        }
        if table.columns.isEmpty, table.query == nil, table.objectType == nil { throw .missingOpening(at: position) }
        guard table.query == nil, table.objectType == nil else { return }
        for column in table.columns where column.type == nil && !column.hasDerivedType {
            throw OracleFailure(2263, "need to specify the datatype for this column", at: column.name.position)
        }
    }

    /// A column, a constraint or a log group between the parentheses.
    private mutating func parseRelationalProperty(_ table: inout CreateTable) throws(OracleFailure) {
        if isWord("SUPPLEMENTAL"), peek(1).isWord("LOG") {
            table.logGroups.append(try parseLogGroup())
        } else if isWord("PERIOD"), peek(1).isWord("FOR") {
            throw .unsupported("PERIOD FOR", at: position)
        } else if let constraint = try parseTableConstraint() {
            table.constraints.append(constraint)
        } else {
            table.columns.append(try parseColumnDefinition())
        }
    }

    /// `SUPPLEMENTAL LOG GROUP g (a, b NO LOG) [ALWAYS]` or `SUPPLEMENTAL LOG DATA (ALL, …) COLUMNS`.
    mutating func parseLogGroup() throws(OracleFailure) -> LogGroupDefinition {
        let place = advance().position
        try expect("LOG")
        if accept("GROUP") {
            let name = try parseName(else: OracleFailure.missingOrInvalidIdentifier)
            var columns: [Name] = []
            var unlogged: [Name] = []
            try expect(mark: "(")
            repeat {
                let column = try parseColumnName()
                columns.append(column)
                if accept("NO", "LOG") { unlogged.append(column) }
            } while accept(mark: ",")
            try expect(mark: ")")
            let isAlways = accept("ALWAYS")
            return LogGroupDefinition(
                body: .group(name, columns: columns, unlogged: unlogged, isAlways: isAlways), position: place)
        }
        try expect("DATA")
        return LogGroupDefinition(body: .data(try parseLogData()), position: place)
    }

    mutating func parseLogData() throws(OracleFailure) -> [LogGroupDefinition.Data] {
        var kinds: [LogGroupDefinition.Data] = []
        try expect(mark: "(")
        repeat {
            if accept("ALL") {
                kinds.append(.all)
            } else if accept("PRIMARY", "KEY") {
                kinds.append(.primaryKey)
            } else if accept("UNIQUE") {
                _ = accept("INDEX")
                kinds.append(.unique)
            } else if accept("FOREIGN", "KEY") {
                kinds.append(.foreignKey)
            } else {
                throw .missingKeyword(at: position)
            }
        } while accept(mark: ",")
        try expect(mark: ")")
        guard accept("COLUMNS") || accept("COLUMN") else { throw .missingKeyword(at: position) }
        return kinds
    }

    // MARK: Behind the parentheses

    private mutating func parseTableProperty(_ table: inout CreateTable) throws(OracleFailure) -> Bool {
        if try acceptPhysicalClause() { return true }
        guard peek.kind == .word else { return false }
        switch peek.text {
        case "ON" where peek(1).isWord("COMMIT"): try parseOnCommit(&table)
        case "ORGANIZATION": try parseOrganization(&table)
        case "INCLUDING":
            advance()
            _ = try parseColumnName()
        case "OVERFLOW", "MAPPING":
            if advance().text == "MAPPING" { try expect("TABLE") }
        case "PARTITION" where peek(1).isWord("BY"): table.partitioning = try parsePartitioning()
        case "READ": table.isReadOnly = try parseReadOnly()
        case "ENABLE", "DISABLE": try parseTableSwitch(&table)
        case "AS":
            advance()
            let start = peek
            table.query = try parseQuery()
            table.queryText = fragment(from: start)
        case "CLUSTER":
            advance()
            table.cluster = try parseObjectName()
            _ = try parseColumnList()
        case "EXTERNAL": throw .unsupported("\(peek.text) tables", at: position)
        default: return false
        }
        return true
    }

    private mutating func parseOnCommit(_ table: inout CreateTable) throws(OracleFailure) {
        let place = advance().position
        advance()
        guard table.temporary != nil else {
            throw OracleFailure(14_451, "unsupported feature with temporary table", at: place)
        }
        if accept("PRESERVE") {
            table.temporary = .preserveRows
        } else {
            guard accept("DELETE") || accept("DROP") else { throw .missingKeyword(at: position) }
            table.temporary = .deleteRows
        }
        guard accept("ROWS") || accept("DEFINITION") else { throw .missingKeyword(at: position) }
    }

    private mutating func parseOrganization(_ table: inout CreateTable) throws(OracleFailure) {
        advance()
        if accept("HEAP") { return }
        if accept("INDEX") {
            table.isIndexOrganized = true
            return
        }
        throw .unsupported("ORGANIZATION \(peek.text)", at: position)
    }

    mutating func parseReadOnly() throws(OracleFailure) -> Bool {
        try expect("READ")
        if accept("ONLY") { return true }
        try expect("WRITE")
        return false
    }

    private mutating func parseTableSwitch(_ table: inout CreateTable) throws(OracleFailure) {
        let isEnabled = advance().text == "ENABLE"
        if accept("ROW", "MOVEMENT") {
            table.isRowMovementEnabled = isEnabled
            return
        }
        _ = accept("VALIDATE") || accept("NOVALIDATE")
        let choice = try parseConstraintChoice()
        var state = ConstraintState()
        state.isEnabled = isEnabled
        try parseConstraintState(&state)
        switch choice {
        case .named(let name):
            for index in table.constraints.indices where table.constraints[index].name == name {
                table.constraints[index].state.isEnabled = isEnabled
            }
        case .primaryKey, .unique: throw .unsupported("ENABLE or DISABLE of a key without its name", at: position)
        }
    }
}

extension ColumnDefinition {
    /// Whether the column takes its type from elsewhere: its expression, or the column that it refers to.
    package var hasDerivedType: Bool {
        if case .virtual = source { return true }
        return constraints.contains {
            if case .foreignKey = $0.body { return true }
            return false
        }
    }
}
