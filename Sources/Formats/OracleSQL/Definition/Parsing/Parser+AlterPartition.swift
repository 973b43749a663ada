/// Maintenance of partitions.
extension Parser {
    /// TRUNCATE, SPLIT, MERGE, EXCHANGE, COALESCE or MOVE of partitions.
    mutating func parsePartitionAction() throws(OracleFailure) -> PartitionAction {
        let word = advance().text
        if word == "COALESCE" {
            skipToEnd()
            return .coalesce
        }
        let isSubpartition = peek.text.hasPrefix("SUB")
        guard isAnyWord(["PARTITION", "PARTITIONS", "SUBPARTITION", "SUBPARTITIONS"]) else {
            throw .invalidAlterTable(at: position)
        }
        switch word {
        case "TRUNCATE":
            let choices = try parsePartitionChoices()
            try skipPartitionOptions()
            return .truncate(choices, isSubpartition: isSubpartition)
        case "SPLIT": return try parseSplit(isSubpartition)
        case "MERGE": return try parseMerge(isSubpartition)
        case "EXCHANGE": return try parseExchange(isSubpartition)
        default:
            let choice = try parsePartitionChoice()
            try skipPartitionOptions()
            return .move(choice, isSubpartition: isSubpartition)
        }
    }

    mutating func parseAddPartitions() throws(OracleFailure) -> PartitionAction {
        var partitions = [try parsePartition("PARTITION")]
        while accept(mark: ",") { partitions.append(try parsePartition("PARTITION")) }
        try skipPartitionOptions()
        return .add(partitions)
    }

    /// `PARTITION p`, `PARTITION FOR (…)`.
    mutating func parsePartitionChoice() throws(OracleFailure) -> PartitionAction.Choice {
        advance()
        return try parsePartitionName()
    }

    mutating func parsePartitionChoices() throws(OracleFailure) -> [PartitionAction.Choice] {
        var choices = [try parsePartitionChoice()]
        while accept(mark: ",") {
            _ = accept("PARTITION") || accept("SUBPARTITION")
            choices.append(try parsePartitionName())
        }
        return choices
    }

    private mutating func parsePartitionName() throws(OracleFailure) -> PartitionAction.Choice {
        guard isWord("FOR"), peek(1).isMark("(") else {
            return .named(try parseName { OracleFailure(14_006, "invalid partition name", at: $0) })
        }
        let place = advance().position
        advance()
        var values = [try parseExpression()]
        while accept(mark: ",") { values.append(try parseExpression()) }
        try expect(mark: ")")
        return .values(values, place)
    }

    /// UPDATE INDEXES, DROP STORAGE, VALIDATION, ONLINE, PARALLEL … behind a maintenance clause.
    mutating func skipPartitionOptions() throws(OracleFailure) {
        while !isAtEnd {
            if try acceptPhysicalClause() { continue }
            if accept("UPDATE") || accept("INVALIDATE") {
                _ = accept("GLOBAL")
                guard accept("INDEXES") else { throw .missingKeyword(at: position) }
                if isMark("(") { try skipParentheses() }
            } else if accept("INCLUDING") || accept("EXCLUDING") {
                try expect("INDEXES")
            } else if accept("WITH") || accept("WITHOUT") {
                try expect("VALIDATION")
            } else if accept("DROP") {
                _ = accept("ALL")
                try expect("STORAGE")
            } else if accept("REUSE") {
                try expect("STORAGE")
            } else if !accept("STORAGE"), !accept("CASCADE"), !accept("ONLINE") {
                return
            }
        }
    }

    private mutating func parseSplit(_ isSubpartition: Bool) throws(OracleFailure) -> PartitionAction {
        let choice = try parsePartitionChoice()
        var bound: PartitionBound?
        if accept("AT") {
            bound = try parseLessThan()
        } else if accept("VALUES") {
            bound = try parsePartitionBound()
        }
        var parts: [PartitionDefinition] = []
        if accept("INTO") {
            try expect(mark: "(")
            let word = isSubpartition ? "SUBPARTITION" : "PARTITION"
            repeat { parts.append(try parsePartition(word)) } while accept(mark: ",")
            try expect(mark: ")")
        }
        try skipPartitionOptions()
        return .split(choice, isSubpartition: isSubpartition, at: bound, into: parts)
    }

    private mutating func parseMerge(_ isSubpartition: Bool) throws(OracleFailure) -> PartitionAction {
        var choices = try parsePartitionChoices()
        if accept("TO") {
            choices.append(try parsePartitionName())
        }
        var into: PartitionDefinition?
        if accept("INTO") { into = try parsePartition(isSubpartition ? "SUBPARTITION" : "PARTITION") }
        try skipPartitionOptions()
        return .merge(choices, isSubpartition: isSubpartition, into: into)
    }

    private mutating func parseExchange(_ isSubpartition: Bool) throws(OracleFailure) -> PartitionAction {
        let choice = try parsePartitionChoice()
        try expect("WITH")
        try expect("TABLE")
        let table = try parseObjectName()
        try skipPartitionOptions()
        return .exchange(choice, isSubpartition: isSubpartition, with: table)
    }

    mutating func parseModifyPartition() throws(OracleFailure) -> PartitionAction {
        let isSubpartition = isWord("SUBPARTITION")
        let choice = try parsePartitionChoice()
        if isWord("ADD"), peek(1).isWord("VALUES") || peek(1).isWord("SUBPARTITION") {
            advance()
            if accept("VALUES") {
                let bound = try parsePartitionBound()
                try skipPartitionOptions()
                return .addValues(choice, isSubpartition: isSubpartition, bound)
            }
            var parts = [try parsePartition("SUBPARTITION")]
            while accept(mark: ",") { parts.append(try parsePartition("SUBPARTITION")) }
            try skipPartitionOptions()
            return .addSubpartition(to: choice, parts)
        }
        if accept("DROP", "VALUES") {
            let bound = try parsePartitionBound()
            try skipPartitionOptions()
            return .dropValues(choice, isSubpartition: isSubpartition, bound)
        }
        return .accepted(takeAllWords())
    }
}
