/// ALTER TABLE.
extension Parser {
    mutating func parseAlterTable(_ place: Position) throws(OracleFailure) -> AlterTable {
        advance()
        var table = AlterTable(name: try parseObjectName(), actions: [], position: place)
        while !isAtEnd {
            if isMark(";") { throw .invalidCharacter(at: position) }
            try parseAlterAction(&table.actions)
        }
        guard !table.actions.isEmpty else { throw .invalidAlterTable(at: position) }
        return table
    }

    private mutating func parseAlterAction(_ actions: inout [AlterTable.Action]) throws(OracleFailure) {
        guard peek.kind == .word else { throw .invalidAlterTable(at: position) }
        switch peek.text {
        case "ADD":
            advance()
            try parseAdd(&actions)
        case "MODIFY":
            advance()
            try parseModify(&actions)
        case "DROP":
            advance()
            actions.append(try parseDropAction())
        case "RENAME":
            advance()
            actions.append(try parseRenameAction())
        case "SET":
            advance()
            actions.append(try parseSetAction())
        case "ENABLE", "DISABLE": actions.append(try parseSwitch())
        case "READ": actions.append(.readOnly(try parseReadOnly()))
        case "TRUNCATE", "SPLIT", "MERGE", "EXCHANGE", "COALESCE":
            actions.append(.partition(try parsePartitionAction()))
        case "MOVE": actions.append(try parseMove())
        case "SHRINK", "ALLOCATE", "DEALLOCATE", "UPGRADE", "MINIMIZE", "NOMINIMIZE", "MEMOPTIMIZE":
            actions.append(.accepted(takeAllWords()))
        default:
            guard try acceptPhysicalClause() else { throw .invalidAlterTable(at: position) }
            actions.append(.accepted("PHYSICAL"))
        }
    }

    // MARK: ADD

    private mutating func parseAdd(_ actions: inout [AlterTable.Action]) throws(OracleFailure) {
        if isWord("PARTITION"), peek(1).kind != .mark || peek(1).isMark(",") {
            return actions.append(.partition(try parseAddPartitions()))
        }
        if isWord("SUPPLEMENTAL"), peek(1).isWord("LOG") {
            repeat {
                actions.append(.addLogGroup(try parseLogGroup()))
            } while accept(mark: ",") && isWord("SUPPLEMENTAL")
            return
        }
        guard accept(mark: "(") else {
            _ = accept("COLUMN")
            return try parseAddition(&actions)
        }
        repeat { try parseAddition(&actions) } while accept(mark: ",")
        try expect(mark: ")")
        while try acceptPhysicalClause() {}
    }

    private mutating func parseAddition(_ actions: inout [AlterTable.Action]) throws(OracleFailure) {
        if let constraint = try parseTableConstraint() { return actions.append(.addConstraint(constraint)) }
        let column = try parseColumnDefinition()
        if column.type == nil, !column.hasDerivedType {
            throw OracleFailure(2263, "need to specify the datatype for this column", at: column.name.position)
        }
        if case .addColumns(let before) = actions.last {
            actions[actions.count - 1] = .addColumns(before + [column])
        } else {
            actions.append(.addColumns([column]))
        }
    }

    // MARK: MODIFY

    private mutating func parseModify(_ actions: inout [AlterTable.Action]) throws(OracleFailure) {
        let place = position
        if isWord("CONSTRAINT") || isWords("PRIMARY", "KEY") || (isWord("UNIQUE") && peek(1).isMark("(")) {
            let choice = try parseConstraintChoice()
            var state = ConstraintState()
            try parseConstraintState(&state)
            return actions.append(.modifyConstraint(choice, state, place))
        }
        if isWord("PARTITION") || isWord("SUBPARTITION") {
            return actions.append(.partition(try parseModifyPartition()))
        }
        if isWords("DEFAULT", "ATTRIBUTES") || isWord("LOB") && peek(1).isMark("(") || isWords("NESTED", "TABLE") {
            return actions.append(.accepted(takeAllWords()))
        }
        var columns: [ColumnDefinition] = []
        if accept(mark: "(") {
            repeat { columns.append(try parseColumnDefinition()) } while accept(mark: ",")
            try expect(mark: ")")
        } else {
            _ = accept("COLUMN")
            columns.append(try parseColumnDefinition())
        }
        actions.append(.modifyColumns(columns))
    }

    // MARK: DROP

    private mutating func parseDropAction() throws(OracleFailure) -> AlterTable.Action {
        let place = position
        if isAnyWord(["PARTITION", "PARTITIONS", "SUBPARTITION", "SUBPARTITIONS"]) {
            let isSubpartition = peek.text.hasPrefix("SUB")
            let choices = try parsePartitionChoices()
            try skipPartitionOptions()
            return .partition(.drop(choices, isSubpartition: isSubpartition))
        }
        if accept("COLUMN") {
            let name = try parseColumnName()
            return .dropColumns([name], isCascading: try parseColumnDropOptions())
        }
        if isMark("(") {
            let names = try parseColumnList()
            return .dropColumns(names, isCascading: try parseColumnDropOptions())
        }
        if accept("UNUSED", "COLUMNS") {
            skipToEnd()
            return .dropUnusedColumns
        }
        if accept("SUPPLEMENTAL", "LOG") {
            if accept("DATA") { return .dropLogData(try parseLogData()) }
            try expect("GROUP")
            return .dropLogGroup(try parseName(else: OracleFailure.missingOrInvalidIdentifier))
        }
        let choice = try parseConstraintChoice()
        var isCascading = false
        var keepsIndex = false
        while isAnyWord(["CASCADE", "KEEP", "DROP", "ONLINE"]) {
            if accept("CASCADE") {
                isCascading = true
            } else if accept("KEEP", "INDEX") {
                keepsIndex = true
            } else if !accept("DROP", "INDEX"), !accept("ONLINE") {
                break
            }
        }
        return .dropConstraint(choice, isCascading: isCascading, keepsIndex: keepsIndex, place)
    }

    private mutating func parseColumnDropOptions() throws(OracleFailure) -> Bool {
        var isCascading = false
        while true {
            if accept("CASCADE") {
                try expect("CONSTRAINTS")
                isCascading = true
            } else if accept("CHECKPOINT") {
                _ = try parseInteger()
            } else if !accept("INVALIDATE"), !accept("ONLINE") {
                return isCascading
            }
        }
    }

    // MARK: Others

    private mutating func parseRenameAction() throws(OracleFailure) -> AlterTable.Action {
        if accept("TO") { return .renameTable(try parseName()) }
        if accept("COLUMN") {
            let old = try parseColumnName()
            try expect("TO")
            return .renameColumn(old, to: try parseColumnName())
        }
        if accept("CONSTRAINT") {
            let old = try parseName()
            try expect("TO")
            return .renameConstraint(old, to: try parseName())
        }
        if isWord("PARTITION") || isWord("SUBPARTITION") {
            let isSubpartition = isWord("SUBPARTITION")
            let choice = try parsePartitionChoice()
            try expect("TO")
            return .partition(.rename(choice, isSubpartition: isSubpartition, to: try parseName()))
        }
        throw .invalidAlterTable(at: position)
    }

    private mutating func parseSetAction() throws(OracleFailure) -> AlterTable.Action {
        if accept("UNUSED") {
            _ = accept("COLUMN")
            let names = isMark("(") ? try parseColumnList() : [try parseColumnName()]
            return .setUnused(names, isCascading: try parseColumnDropOptions())
        }
        if accept("INTERVAL") {
            try expect(mark: "(")
            if accept(mark: ")") { return .setInterval(nil) }
            let text = try parseExpressionText().1
            try expect(mark: ")")
            return .setInterval(text)
        }
        return .accepted("SET " + takeAllWords())
    }

    private mutating func parseSwitch() throws(OracleFailure) -> AlterTable.Action {
        let place = position
        let isEnabled = advance().text == "ENABLE"
        if accept("ROW", "MOVEMENT") { return .rowMovement(isEnabled: isEnabled) }
        if accept("ALL", "TRIGGERS") { return .triggers(areEnabled: isEnabled) }
        if accept("TABLE", "LOCK") { return .accepted("TABLE LOCK") }
        var state = ConstraintState()
        state.isEnabled = isEnabled
        if accept("VALIDATE") { state.isValidated = true } else if accept("NOVALIDATE") { state.isValidated = false }
        let choice = try parseConstraintChoice()
        var isCascading = false
        try parseConstraintState(&state)
        if accept("CASCADE") { isCascading = true }
        _ = accept("KEEP", "INDEX") || accept("DROP", "INDEX")
        try parseConstraintState(&state)
        state.isEnabled = isEnabled
        return .enableConstraint(choice, state, isCascading: isCascading, place)
    }

    private mutating func parseMove() throws(OracleFailure) -> AlterTable.Action {
        if peek(1).isWord("PARTITION") || peek(1).isWord("SUBPARTITION") {
            return .partition(try parsePartitionAction())
        }
        advance()
        while !isAtEnd {
            if try acceptPhysicalClause() { continue }
            guard accept("INCLUDING", "ROWS") || accept("UPDATE", "INDEXES") || accept("INCLUDING") else { break }
            if accept("WHERE") { throw .unsupported("ALTER TABLE MOVE INCLUDING ROWS", at: position) }
        }
        return .move
    }
}

extension OracleFailure {
    static func invalidAlterTable(at place: Position) -> Self {
        Self(1735, "invalid ALTER TABLE option", at: place)
    }
}
