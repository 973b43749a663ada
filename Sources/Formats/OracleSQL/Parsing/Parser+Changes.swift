extension Parser {
    // MARK: INSERT

    mutating func parseInsertStatement() throws(OracleFailure) -> Statement {
        let place = advance().position
        let hints = takeHints()
        if isWord("ALL") || isWord("FIRST") { return .multiInsert(try parseMultiInsert(hints, place)) }
        try expect("INTO", else: OracleFailure.missingInto)
        let table = try parseChangedTable()
        var insert = Insert(
            hints: hints, table: table, columns: try parseInsertColumns(), content: .values([]), position: place)
        if accept("VALUES") {
            insert.content = try parseInsertValues()
        } else if isWord("SELECT") || isWord("WITH") || isMark("(") {
            insert.content = .query(try parseQuery())
        } else {
            throw .missingValues(at: position)
        }
        insert.returning = try parseReturning()
        try refuseErrorLogging()
        return .insert(insert)
    }

    /// The columns, unless the parenthesis opens a query.
    private mutating func parseInsertColumns() throws(OracleFailure) -> [Name] {
        guard isMark("("), !isQuery(at: index) else { return [] }
        advance()
        var columns: [Name] = []
        repeat {
            let reference = try parseColumnReference()
            columns.append(reference.last)
        } while accept(mark: ",")
        try expect(mark: ")")
        return columns
    }

    private mutating func parseInsertValues() throws(OracleFailure) -> Insert.Content {
        if language == .block, !isMark("(") { return .record(try parseReceiver()) }
        var rows = [try parseAssignedValues()]
        while accept(mark: ",") { rows.append(try parseAssignedValues()) }
        return .values(rows)
    }

    /// `(a, DEFAULT, b)`.
    private mutating func parseAssignedValues() throws(OracleFailure) -> [Expression] {
        try expect(mark: "(")
        var values: [Expression] = []
        repeat { values.append(try parseAssignedValue()) } while accept(mark: ",")
        try expect(mark: ")")
        return values
    }

    private mutating func parseAssignedValue() throws(OracleFailure) -> Expression {
        if isWord("DEFAULT"), peek(1).isMark(",") || peek(1).isMark(")") || peek(1).kind != .mark {
            return .defaultValue(advance().position)
        }
        return try parseValue()
    }

    private mutating func parseMultiInsert(
        _ hints: [String], _ place: Position
    ) throws(OracleFailure) -> MultiInsert {
        let isFirst = advance().text == "FIRST"
        var branches: [MultiInsert.Branch] = []
        var otherwise: [MultiInsert.Destination] = []
        if isWord("WHEN") {
            while accept("WHEN") {
                let condition = try parseCondition()
                try expect("THEN")
                branches.append(MultiInsert.Branch(condition: condition, destinations: try parseDestinations()))
            }
            if accept("ELSE") { otherwise = try parseDestinations() }
        } else {
            branches = [MultiInsert.Branch(condition: nil, destinations: try parseDestinations())]
        }
        return MultiInsert(
            hints: hints, isFirst: isFirst, branches: branches, otherwise: otherwise, query: try parseQuery(),
            position: place)
    }

    private mutating func parseDestinations() throws(OracleFailure) -> [MultiInsert.Destination] {
        var destinations: [MultiInsert.Destination] = []
        repeat {
            try expect("INTO", else: OracleFailure.missingInto)
            let table = try parseChangedTable()
            let columns = try parseInsertColumns()
            let values = accept("VALUES") ? try parseAssignedValues() : nil
            try refuseErrorLogging()
            destinations.append(MultiInsert.Destination(table: table, columns: columns, values: values))
        } while isWord("INTO")
        return destinations
    }

    // MARK: UPDATE and DELETE

    mutating func parseUpdate() throws(OracleFailure) -> Update {
        let place = advance().position
        let hints = takeHints()
        let table = try parseChangedTable()
        try expect("SET", else: { OracleFailure(971, "missing SET keyword", at: $0) })
        var update = Update(hints: hints, table: table, assignments: try parseAssignments(), position: place)
        if accept("WHERE") { update.filter = try parseCondition() }
        update.returning = try parseReturning()
        try refuseErrorLogging()
        return update
    }

    private mutating func parseAssignments() throws(OracleFailure) -> [Assignment] {
        var assignments: [Assignment] = []
        repeat { assignments.append(try parseAssignment()) } while accept(mark: ",")
        return assignments
    }

    private mutating func parseAssignment() throws(OracleFailure) -> Assignment {
        let place = position
        if isWord("ROW"), language == .block {
            advance()
            try expect(mark: "=")
            return Assignment(columns: [], value: try parseReceiver(), position: place)
        }
        var columns: [Reference] = []
        if accept(mark: "(") {
            repeat { columns.append(try parseColumnReference()) } while accept(mark: ",")
            try expect(mark: ")")
        } else {
            columns = [try parseColumnReference()]
        }
        try expect(mark: "=")
        return Assignment(columns: columns, value: try parseAssignedValue(), position: place)
    }

    mutating func parseDelete() throws(OracleFailure) -> Delete {
        let place = advance().position
        let hints = takeHints()
        _ = accept("FROM")
        var delete = Delete(hints: hints, table: try parseChangedTable(), position: place)
        if accept("WHERE") { delete.filter = try parseCondition() }
        delete.returning = try parseReturning()
        try refuseErrorLogging()
        return delete
    }

    /// The table, view or subquery that a statement changes.
    private mutating func parseChangedTable() throws(OracleFailure) -> TableExpression {
        let wasProcedural = isProcedural
        isProcedural = false
        defer { isProcedural = wasProcedural }
        if isMark("("), !isQuery(at: index) { throw .invalidTableName(at: position) }
        return try parseTable(isChanged: true)
    }

    private mutating func refuseErrorLogging() throws(OracleFailure) {
        if isWords("LOG", "ERRORS") { throw .unsupported("DML error logging", at: position) }
    }

    mutating func parseReturning() throws(OracleFailure) -> Returning? {
        guard isWord("RETURNING") || isWord("RETURN") else { return nil }
        let place = advance().position
        var values: [Expression] = []
        repeat { values.append(try parseValue()) } while accept(mark: ",")
        let isBulk = accept("BULK", "COLLECT")
        try expect("INTO", else: OracleFailure.missingInto)
        return Returning(values: values, into: try parseIntoList(), isBulk: isBulk, position: place)
    }

    // MARK: MERGE

    mutating func parseMerge() throws(OracleFailure) -> Merge {
        let place = advance().position
        let hints = takeHints()
        try expect("INTO", else: OracleFailure.missingInto)
        let table = try parseChangedTable()
        try expect("USING")
        let source = try parseTable()
        try expect("ON")
        let isParenthesized = isMark("(")
        guard isParenthesized else { throw .missingOpening(at: position) }
        var merge = Merge(
            hints: hints, table: table, source: source, condition: try parseCondition(), position: place)
        while isWord("WHEN") {
            if isWords("WHEN", "MATCHED"), merge.matched == nil {
                merge.matched = try parseMatched()
            } else if isWords("WHEN", "NOT", "MATCHED"), merge.notMatched == nil {
                merge.notMatched = try parseNotMatched()
            } else {
                throw .missingKeyword(at: position)
            }
        }
        guard merge.matched != nil || merge.notMatched != nil else { throw .missingKeyword(at: position) }
        try refuseErrorLogging()
        return merge
    }

    private mutating func parseMatched() throws(OracleFailure) -> Merge.Matched {
        for _ in 0..<2 { advance() }
        try expect("THEN")
        try expect("UPDATE")
        try expect("SET", else: { OracleFailure(971, "missing SET keyword", at: $0) })
        let assignments = try parseAssignments()
        let filter = accept("WHERE") ? try parseCondition() : nil
        var deleteFilter: Expression?
        if accept("DELETE") {
            try expect("WHERE")
            deleteFilter = try parseCondition()
        }
        return Merge.Matched(assignments: assignments, filter: filter, deleteFilter: deleteFilter)
    }

    private mutating func parseNotMatched() throws(OracleFailure) -> Merge.NotMatched {
        for _ in 0..<3 { advance() }
        try expect("THEN")
        try expect("INSERT")
        var columns: [Reference] = []
        if accept(mark: "(") {
            repeat { columns.append(try parseColumnReference()) } while accept(mark: ",")
            try expect(mark: ")")
        }
        try expect("VALUES", else: OracleFailure.missingValues)
        let values = try parseAssignedValues()
        let filter = accept("WHERE") ? try parseCondition() : nil
        return Merge.NotMatched(columns: columns, values: values, filter: filter)
    }
}
