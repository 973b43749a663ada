/// ALTER of everything but tables and sessions.
extension Parser {
    mutating func parseAlter() throws(OracleFailure) -> DefinitionStatement {
        let place = advance().position
        switch peek.text {
        case "TABLE": return .alterTable(try parseAlterTable(place))
        case "INDEX": return .alterIndex(try parseAlterIndex())
        case "SEQUENCE": return .alterSequence(try parseAlterSequence(place))
        case "USER": return .alterUser(try parseUser(place))
        case "SYSTEM": return .alterSystem(parseCommand(place))
        case "DATABASE", "PLUGGABLE": return .alterDatabase(parseCommand(place))
        case "VIEW", "PROCEDURE", "FUNCTION", "PACKAGE", "TYPE", "TRIGGER", "MATERIALIZED", "SYNONYM":
            return .alterObject(try parseAlterObject())
        case "PROFILE", "ROLE", "TABLESPACE", "RESOURCE", "CLUSTER", "JAVA", "LIBRARY":
            return .accepted("ALTER " + takeAllWords())
        default: throw OracleFailure(940, "invalid ALTER command", at: position)
        }
    }

    private mutating func parseCommand(_ place: Position) -> SystemCommand {
        var words: [String] = []
        while !isAtEnd { words.append(advance().text) }
        return SystemCommand(words: words, position: place)
    }

    private mutating func parseAlterSequence(_ place: Position) throws(OracleFailure) -> SequenceStatement {
        advance()
        let name = try parseObjectName { OracleFailure(2277, "invalid sequence name", at: $0) }
        let options = try parseSequenceOptions(isIdentity: false)
        try expectEnd()
        guard options != SequenceOptions() || index > 0 else {
            throw OracleFailure(2286, "no options specified for ALTER SEQUENCE", at: position)
        }
        return SequenceStatement(name: name, options: options, position: place)
    }

    private mutating func parseAlterObject() throws(OracleFailure) -> AlterObject {
        var kind = advance().text
        if kind == "MATERIALIZED" {
            try expect("VIEW")
            kind = "MATERIALIZED VIEW"
        }
        let name = try parseObjectName()
        if accept("ENABLE") {
            try expectEnd()
            return AlterObject(kind: kind, name: name, action: .enable)
        }
        if accept("DISABLE") {
            try expectEnd()
            return AlterObject(kind: kind, name: name, action: .disable)
        }
        if accept("RENAME", "TO") {
            let newName = try parseName()
            try expectEnd()
            return AlterObject(kind: kind, name: name, action: .rename(newName))
        }
        if accept("COMPILE") {
            skipToEnd()
            return AlterObject(kind: kind, name: name, action: .compile)
        }
        guard !isAtEnd else { throw .missingKeyword(at: position) }
        if kind == "TYPE" { throw .unsupported("ALTER TYPE \(peek.text)", at: position) }
        skipToEnd()
        return AlterObject(kind: kind, name: name, action: .accepted)
    }
}
