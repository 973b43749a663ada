/// Stored texts: procedures, functions, packages and types.
extension Parser {
    mutating func parseCreateRoutine(_ place: Position, isReplacing: Bool) throws(OracleFailure) -> CreateRoutine {
        let start = advance()
        var kind = RoutineKind.procedure
        switch start.text {
        case "FUNCTION": kind = .function
        case "PACKAGE": kind = accept("BODY") ? .packageBody : .package
        case "TYPE":
            advance()
            kind = .typeBody
        default: kind = .procedure
        }
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName {
            OracleFailure(4050, "invalid or missing procedure, function, or package name", at: $0)
        }
        skipToEnd()
        return CreateRoutine(
            kind: kind, name: name, isReplacing: isReplacing, text: fragment(from: start), position: place)
    }

    mutating func parseCreateType(_ place: Position, isReplacing: Bool) throws(OracleFailure) -> CreateType {
        let start = advance()
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseObjectName(else: OracleFailure.invalidDatatype)
        let isForced = accept("FORCE")
        if accept("OID") { _ = try parseString() }
        if accept("AUTHID") { advance() }
        let form = try parseTypeForm()
        while accept("NOT") || accept("FINAL") || accept("INSTANTIABLE") || accept("PERSISTABLE") {}
        _ = accept(mark: ";")
        try expectEnd()
        return CreateType(
            name: name, form: form, isReplacing: isReplacing, isForced: isForced, text: fragment(from: start),
            position: place)
    }

    private mutating func parseTypeForm() throws(OracleFailure) -> CreateType.Form {
        if isMark(";") || isAtEnd { return .incomplete }
        guard accept("AS") || accept("IS") else {
            throw isWord("UNDER") ? .unsupported("subtypes", at: position) : .missingKeyword(at: position)
        }
        let outer = language
        defer { language = outer }
        language = .block
        if accept("OBJECT") { return try parseAttributes() }
        if accept("VARRAY") || accept("VARYING", "ARRAY") {
            try expect(mark: "(")
            let limit = try parseInteger()
            try expect(mark: ")")
            try expect("OF")
            let element = try parseElement()
            return .varray(limit: limit, element)
        }
        try expect("TABLE")
        try expect("OF")
        return .nestedTable(try parseElement())
    }

    private mutating func parseElement() throws(OracleFailure) -> DeclaredType {
        let isWrapped = accept(mark: "(")
        let type = try parseDeclaredType()
        _ = accept("NOT", "NULL")
        if isWrapped { try expect(mark: ")") }
        return type
    }

    /// Attributes, then methods, which are taken and forgotten: the text holds them.
    private mutating func parseAttributes() throws(OracleFailure) -> CreateType.Form {
        var attributes: [CreateType.Attribute] = []
        var hasMethods = false
        try expect(mark: "(")
        repeat {
            if isMethodStart {
                hasMethods = true
                try skipMethod()
            } else {
                let name = try parseColumnName()
                attributes.append(CreateType.Attribute(name: name, type: try parseDeclaredType()))
            }
        } while accept(mark: ",")
        try expect(mark: ")")
        return .object(attributes, hasMethods: hasMethods)
    }

    private var isMethodStart: Bool {
        let isPrefix = isAnyWord(["MEMBER", "STATIC", "CONSTRUCTOR", "MAP", "ORDER", "OVERRIDING", "FINAL", "NOT"])
        return isPrefix && peek(1).kind == .word
            && [
                "MEMBER", "FUNCTION", "PROCEDURE", "OVERRIDING", "INSTANTIABLE", "STATIC", "CONSTRUCTOR", "FINAL",
                "MAP",
            ]
            .contains(peek(1).text)
    }

    private mutating func skipMethod() throws(OracleFailure) {
        while !isAtEnd, !isMark(","), !isMark(")") {
            if isMark("(") { try skipParentheses() } else { advance() }
        }
    }
}
