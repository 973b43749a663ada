/// CREATE TRIGGER: the head is understood, the body is kept as text.
extension Parser {
    mutating func parseCreateTrigger(_ place: Position, isReplacing: Bool) throws(OracleFailure) -> CreateTrigger {
        let start = advance()
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName { OracleFailure(4070, "invalid trigger name", at: $0) }
        let nothing = Fragment("", at: place)
        var trigger = CreateTrigger(name: name, body: nothing, text: nothing, position: place)
        trigger.isReplacing = isReplacing
        try parseTiming(&trigger)
        try parseEvents(&trigger)
        if accept("ON") {
            if accept("NESTED", "TABLE") { throw .unsupported("triggers on nested tables", at: position) }
            if !accept("DATABASE"), !accept("PLUGGABLE"), !accept("SCHEMA") {
                let table = try parseObjectName()
                // `ON owner.SCHEMA`: events of a schema.
                let isScope = table.schema != nil && table.name.text == "SCHEMA"
                if isMark(".") { skipScope() } else if !isScope { trigger.table = table }
            }
        }
        try parseTriggerOptions(&trigger)
        let body = peek
        guard !isAtEnd else { throw .unexpectedEnd(at: position) }
        skipToEnd()
        trigger.body = fragment(from: body)
        trigger.text = fragment(from: start)
        return trigger
    }

    private mutating func skipScope() {
        advance()
        advance()
    }

    private mutating func parseTiming(_ trigger: inout CreateTrigger) throws(OracleFailure) {
        if accept("BEFORE") {
            trigger.timing = .before
        } else if accept("AFTER") {
            trigger.timing = .after
        } else if accept("INSTEAD", "OF") {
            trigger.timing = .insteadOf
            trigger.isEachRow = true
        } else if accept("FOR") {
            trigger.timing = .compound
        } else {
            throw OracleFailure(4071, "missing BEFORE, AFTER or INSTEAD OF keyword", at: position)
        }
    }

    private mutating func parseEvents(_ trigger: inout CreateTrigger) throws(OracleFailure) {
        repeat {
            guard peek.kind == .word else { throw .missingKeyword(at: position) }
            switch advance().text {
            case "INSERT": trigger.onInsert = true
            case "DELETE": trigger.onDelete = true
            case "UPDATE":
                trigger.onUpdate = true
                if accept("OF") {
                    repeat { trigger.updateColumns.append(try parseColumnName()) } while accept(mark: ",")
                }
            default: break
            }
        } while accept("OR")
    }

    private mutating func parseTriggerOptions(_ trigger: inout CreateTrigger) throws(OracleFailure) {
        while peek.kind == .word {
            switch peek.text {
            case "REFERENCING":
                advance()
                while isAnyWord(["OLD", "NEW", "PARENT"]) {
                    let kind = advance().text
                    _ = accept("AS")
                    let name = try takeName().text
                    if kind == "OLD" { trigger.oldName = name } else if kind == "NEW" { trigger.newName = name }
                }
            case "FOR" where peek(1).isWord("EACH"):
                advance()
                advance()
                if accept("ROW") { trigger.isEachRow = true } else { try expect("STATEMENT") }
            case "ENABLE": advance()
            case "DISABLE":
                advance()
                trigger.isDisabled = true
            case "FOLLOWS", "PRECEDES":
                advance()
                repeat { _ = try parseObjectName() } while accept(mark: ",")
            case "WHEN" where peek(1).isMark("("):
                advance()
                let start = peek(1)
                try skipParentheses()
                trigger.condition = Fragment(slice(start.start, lastEnd - 1), at: start.position)
            case "FORWARD", "REVERSE", "CROSSEDITION", "EDITIONABLE": advance()
            default: return
            }
        }
    }
}
