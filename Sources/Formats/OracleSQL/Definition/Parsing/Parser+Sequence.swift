/// Sequences and the options of identity columns.
extension Parser {
    mutating func parseCreateSequence(_ place: Position) throws(OracleFailure) -> SequenceStatement {
        advance()
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName { OracleFailure(2277, "invalid sequence name", at: $0) }
        let options = try parseSequenceOptions(isIdentity: false)
        try expectEnd()
        return SequenceStatement(name: name, options: options, position: place)
    }

    mutating func parseSequenceOptions(isIdentity: Bool) throws(OracleFailure) -> SequenceOptions {
        var options = SequenceOptions()
        while peek.kind == .word, try parseSequenceOption(&options, isIdentity: isIdentity) {}
        return options
    }

    private mutating func parseSequenceOption(
        _ options: inout SequenceOptions, isIdentity: Bool
    ) throws(OracleFailure) -> Bool {
        switch peek.text {
        case "START":
            advance()
            try expect("WITH")
            if isIdentity, accept("LIMIT", "VALUE") {
                options.startsWithLimit = true
            } else {
                options.start = try parseSignedDigits()
            }
        case "INCREMENT":
            advance()
            try expect("BY")
            options.increment = try parseSignedDigits()
        case "MINVALUE":
            advance()
            options.minimum = .value(try parseSignedDigits())
        case "MAXVALUE":
            advance()
            options.maximum = .value(try parseSignedDigits())
        case "NOMINVALUE", "NOMAXVALUE":
            if advance().text == "NOMINVALUE" {
                options.minimum = SequenceOptions.Bound.none
            } else {
                options.maximum = SequenceOptions.Bound.none
            }
        case "CYCLE", "NOCYCLE": options.isCycle = advance().text == "CYCLE"
        case "ORDER", "NOORDER": options.isOrder = advance().text == "ORDER"
        case "CACHE":
            advance()
            let place = position
            let size = try parseInteger()
            guard size > 1 else {
                throw OracleFailure(4010, "the number of values to CACHE must be greater than 1", at: place)
            }
            options.cacheSize = size
        case "NOCACHE":
            advance()
            options.cacheSize = 0
        case "RESTART":
            advance()
            options.isRestart = true
        case "KEEP", "NOKEEP", "SESSION", "GLOBAL", "SCALE", "NOSCALE", "EXTEND", "NOEXTEND", "SHARD", "NOSHARD",
            "SHARING", "PARTITION", "NOPARTITION":
            advance()
        default: return false
        }
        return true
    }
}
