/// PARTITION BY and the partitions themselves.
extension Parser {
    mutating func parsePartitioning() throws(OracleFailure) -> PartitioningDefinition {
        let place = advance().position
        advance()
        let kind = try parsePartitionKind()
        let columns = try parseColumnList()
        var scheme = PartitioningDefinition(kind: kind, columns: columns, position: place)
        if accept("INTERVAL") {
            guard kind == .range else { throw .invalidOption(at: position) }
            try expect(mark: "(")
            scheme.interval = try parseExpressionText().1
            try expect(mark: ")")
            try skipStoreIn()
        }
        if kind == .reference, !isMark("(") { return scheme }
        if isWord("AUTOMATIC") { throw .unsupported("automatic list partitioning", at: position) }
        if isWord("SUBPARTITION"), peek(1).isWord("BY") { try parseSubpartitioning(&scheme) }
        if kind == .hash, accept("PARTITIONS") {
            scheme.count = try parseInteger()
            try skipStoreIn()
            while try acceptPhysicalClause() {}
            if isWord("SUBPARTITION"), peek(1).isWord("BY") { try parseSubpartitioning(&scheme) }
            return scheme
        }
        try expect(mark: "(")
        repeat { scheme.partitions.append(try parsePartition("PARTITION")) } while accept(mark: ",")
        try expect(mark: ")")
        return scheme
    }

    private mutating func parsePartitionKind() throws(OracleFailure) -> PartitioningDefinition.Kind {
        if accept("RANGE") { return .range }
        if accept("LIST") { return .list }
        if accept("HASH") { return .hash }
        if accept("REFERENCE") { return .reference }
        if isAnyWord(["SYSTEM", "CONSISTENT"]) {
            throw .unsupported("\(peek.text) partitioning", at: position)
        }
        throw .missingKeyword(at: position)
    }

    private mutating func parseSubpartitioning(_ scheme: inout PartitioningDefinition) throws(OracleFailure) {
        advance()
        advance()
        let place = position
        scheme.subpartitionKind = try parsePartitionKind()
        guard scheme.kind != .reference, scheme.subpartitionKind != .reference else { throw .invalidOption(at: place) }
        scheme.subpartitionColumns = try parseColumnList()
        if accept("SUBPARTITION", "TEMPLATE") {
            if isMark("(") {
                advance()
                repeat { scheme.template.append(try parsePartition("SUBPARTITION")) } while accept(mark: ",")
                try expect(mark: ")")
            } else {
                scheme.subpartitionCount = try parseInteger()
            }
        } else if accept("SUBPARTITIONS") {
            scheme.subpartitionCount = try parseInteger()
        }
        try skipStoreIn()
    }

    mutating func skipStoreIn() throws(OracleFailure) {
        if accept("STORE", "IN") { try skipParentheses() }
    }

    /// `PARTITION p VALUES … ( SUBPARTITION … )`.
    mutating func parsePartition(_ word: String) throws(OracleFailure) -> PartitionDefinition {
        let place = position
        try expect(word)
        var name: Name?
        let isOption = isAnyWord(["VALUES", "TABLESPACE", "STORAGE", "COMPRESS", "NOCOMPRESS", "LOGGING", "NOLOGGING"])
        if isName, !isOption {
            name = try takeName()
        }
        var partition = PartitionDefinition(name: name, bound: nil, position: place)
        if accept("VALUES") { partition.bound = try parsePartitionBound() }
        while try acceptPartitionOption() {}
        if word == "PARTITION" {
            if accept("SUBPARTITIONS") {
                partition.subpartitionCount = try parseInteger()
                try skipStoreIn()
            } else if isMark("("), peek(1).isWord("SUBPARTITION") {
                advance()
                repeat { partition.subpartitions.append(try parsePartition("SUBPARTITION")) } while accept(mark: ",")
                try expect(mark: ")")
            }
        }
        while try acceptPartitionOption() {}
        return partition
    }

    private mutating func acceptPartitionOption() throws(OracleFailure) -> Bool {
        if isWord("READ") || isWord("INDEXING") {
            advance()
            advance()
            return true
        }
        if accept("OVERFLOW") { return true }
        return try acceptPhysicalClause()
    }

    /// Behind VALUES: `LESS THAN (…)` or `(…)`.
    mutating func parsePartitionBound() throws(OracleFailure) -> PartitionBound {
        if accept("LESS") {
            try expect("THAN")
            return try parseLessThan()
        }
        try expect(mark: "(")
        let start = peek
        if isWord("DEFAULT"), peek(1).isMark(")") {
            advance()
            let text = fragment(from: start)
            advance()
            return .other(text)
        }
        var values: [[Expression]] = []
        repeat {
            if case .list(let several, _) = try parseBoundValue(into: &values) { values.append(several) }
        } while accept(mark: ",")
        let text = fragment(from: start)
        try expect(mark: ")")
        return .values(values, text)
    }

    /// A single value is appended; a list of values is given back to be appended as one.
    private mutating func parseBoundValue(into values: inout [[Expression]]) throws(OracleFailure) -> Expression {
        let value = try parseExpression()
        if case .list = value { return value }
        values.append([value])
        return value
    }

    /// `(a, MAXVALUE)`: nil stands for MAXVALUE.
    mutating func parseLessThan() throws(OracleFailure) -> PartitionBound {
        try expect(mark: "(")
        let start = peek
        var values: [Expression?] = []
        repeat {
            if accept("MAXVALUE") { values.append(nil) } else { values.append(try parseExpression()) }
        } while accept(mark: ",")
        let text = fragment(from: start)
        try expect(mark: ")")
        return .lessThan(values, text)
    }
}
