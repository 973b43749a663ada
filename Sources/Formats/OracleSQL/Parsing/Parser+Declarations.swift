extension Parser {
    /// Declarations up to BEGIN or END.
    mutating func parseDeclarations() throws(OracleFailure) -> [Declaration] {
        var declarations: [Declaration] = []
        while !isWord("BEGIN"), !isWord("END") {
            guard !isAtEnd else { throw unexpectedSymbol() }
            declarations.append(try parseDeclaration())
            try expectSemicolon()
        }
        return declarations
    }

    private mutating func parseDeclaration() throws(OracleFailure) -> Declaration {
        let isKeyword = !peek(1).isMark(":=") && peek(1).kind != .mark
        switch peek.kind == .word && isKeyword ? peek.text : "" {
        case "PROCEDURE", "FUNCTION": return .routine(try parseRoutine(nameLimit: 1))
        case "CURSOR": return .cursor(try parseCursorDeclaration())
        case "TYPE": return .type(try parseTypeDeclaration())
        case "SUBTYPE": return .type(try parseSubtype())
        case "PRAGMA": return try parsePragma()
        default: break
        }
        let name = try parseName()
        if accept("EXCEPTION") { return .exception(name) }
        return .variable(try parseVariable(name))
    }

    private mutating func parseVariable(_ name: Name) throws(OracleFailure) -> VariableDeclaration {
        let isConstant = accept("CONSTANT")
        let type = try parseVariableType()
        let isNotNull = accept("NOT", "NULL")
        let value = try parseInitialValue()
        return VariableDeclaration(
            name: name, type: type, isConstant: isConstant, isNotNull: isNotNull, value: value)
    }

    private mutating func parseInitialValue() throws(OracleFailure) -> Expression? {
        accept(mark: ":=") || accept("DEFAULT") ? try parseExpression() : nil
    }

    // MARK: Types

    /// Types of PL/SQL that SQL does not know, and those whose length may be left out.
    private static let scalarTypes: [String: OracleType] = [
        "BOOLEAN": .boolean, "PLS_INTEGER": .plsInteger, "BINARY_INTEGER": .plsInteger, "SIMPLE_INTEGER": .plsInteger,
        "NATURAL": .plsInteger, "NATURALN": .plsInteger, "POSITIVE": .plsInteger, "POSITIVEN": .plsInteger,
        "SIGNTYPE": .plsInteger, "SYS_REFCURSOR": .refCursor,
    ]

    private static let unboundedTypes: [String: OracleType] = [
        "VARCHAR2": .varchar2(32_767, .byte), "VARCHAR": .varchar2(32_767, .byte), "STRING": .varchar2(32_767, .byte),
        "NVARCHAR2": .nvarchar2(32_767), "RAW": .raw(32_767),
    ]

    private static let declaredTypes: Set<String> = [
        "NUMBER", "INTEGER", "INT", "SMALLINT", "DECIMAL", "DEC", "NUMERIC", "FLOAT", "REAL", "DOUBLE", "BINARY_FLOAT",
        "BINARY_DOUBLE", "CHAR", "CHARACTER", "NCHAR", "NATIONAL", "LONG", "DATE", "TIMESTAMP", "INTERVAL", "CLOB",
        "NCLOB", "BLOB", "BFILE", "ROWID", "UROWID", "XMLTYPE", "JSON",
    ]

    mutating func parseVariableType() throws(OracleFailure) -> VariableType {
        if peek.kind == .word, !peek(1).isMark("."), !peek(1).isMark("%") {
            let word = peek.text
            if let type = Parser.scalarTypes[word] {
                advance()
                try skipRange()
                return .scalar(type)
            }
            if let type = Parser.unboundedTypes[word] { return .scalar(try parseSizedType(type)) }
            if Parser.declaredTypes.contains(word) { return .scalar(try parseDataType()) }
        }
        _ = accept("REF")
        let names = try parseDottedName(limit: 4)
        guard accept(mark: "%") else { return .named(names) }
        if accept("TYPE") { return .typeOf(names) }
        guard accept("ROWTYPE") else { throw unexpectedSymbol() }
        return .rowOf(names)
    }

    /// `VARCHAR2` with or without a length: PL/SQL allows up to 32767 bytes.
    private mutating func parseSizedType(_ type: OracleType) throws(OracleFailure) -> OracleType {
        advance()
        guard accept(mark: "(") else { return type }
        let length = try parseInteger()
        let isByChar = accept("CHAR")
        if !isByChar { _ = accept("BYTE") }
        try expect(mark: ")")
        guard (1...32_767).contains(length) else { throw unexpectedSymbol() }
        switch type {
        case .nvarchar2: return .nvarchar2(length)
        case .raw: return .raw(length)
        default: return .varchar2(length, isByChar ? .char : .byte)
        }
    }

    /// `RANGE 1..10`, kept only as a bound of declaration.
    private mutating func skipRange() throws(OracleFailure) {
        if isWord("RANGE") { throw .unsupported("RANGE of a subtype", at: position) }
    }

    private mutating func parseTypeDeclaration() throws(OracleFailure) -> TypeDeclaration {
        advance()
        let name = try parseName()
        guard accept("IS") else { throw unexpectedSymbol() }
        return TypeDeclaration(name: name, definition: try parseTypeDefinition())
    }

    private mutating func parseTypeDefinition() throws(OracleFailure) -> TypeDeclaration.Definition {
        if accept("RECORD") {
            try expect(mark: "(")
            var fields: [VariableDeclaration] = []
            repeat { fields.append(try parseVariable(try parseName())) } while accept(mark: ",")
            try expect(mark: ")")
            return .record(fields)
        }
        if accept("REF") {
            try expect("CURSOR")
            return .refCursor(returning: accept("RETURN") ? try parseVariableType() : nil)
        }
        if accept("TABLE") {
            try expect("OF")
            let element = try parseVariableType()
            _ = accept("NOT", "NULL")
            guard accept("INDEX") else { return .table(of: element, index: nil) }
            try expect("BY")
            return .table(of: element, index: try parseVariableType())
        }
        guard accept("VARRAY") || accept("VARYING", "ARRAY") else { throw unexpectedSymbol() }
        try expect(mark: "(")
        let limit = try parseInteger()
        try expect(mark: ")")
        try expect("OF")
        return .varray(limit: limit, of: try parseVariableType())
    }

    private mutating func parseSubtype() throws(OracleFailure) -> TypeDeclaration {
        advance()
        let name = try parseName()
        guard accept("IS") else { throw unexpectedSymbol() }
        let base = try parseVariableType()
        try skipRange()
        return TypeDeclaration(name: name, definition: .subtype(base, isNotNull: accept("NOT", "NULL")))
    }

    private mutating func parsePragma() throws(OracleFailure) -> Declaration {
        let place = advance().position
        let kind = advance().text
        switch kind {
        case "EXCEPTION_INIT":
            try expect(mark: "(")
            let name = try parseName()
            try expect(mark: ",")
            let isNegative = accept(mark: "-")
            let code = try parseInteger()
            try expect(mark: ")")
            return .pragma(.exceptionInit(name, code: isNegative ? -code : code), place)
        case "AUTONOMOUS_TRANSACTION":
            return .pragma(.autonomousTransaction, place)
        default:
            if isMark("("), let closing = closings[index] { index = closing + 1 }
            return .pragma(.other(kind), place)
        }
    }

    // MARK: Cursors and routines

    private mutating func parseCursorDeclaration() throws(OracleFailure) -> CursorDeclaration {
        advance()
        let name = try parseName()
        let parameters = try parseParameters()
        let rowType = accept("RETURN") ? try parseVariableType() : nil
        let query = accept("IS") ? try parseEmbeddedQuery() : nil
        return CursorDeclaration(name: name, parameters: parameters, rowType: rowType, query: query)
    }

    mutating func parseEmbeddedQuery() throws(OracleFailure) -> EmbeddedQuery {
        let start = position.offset
        let query = try parseEmbedded { (parser) throws(OracleFailure) in try parser.parseQuery() }
        return EmbeddedQuery(query: query, start: start, end: lastEnd)
    }

    /// `PROCEDURE` or `FUNCTION`, with a body or without.
    mutating func parseRoutine(nameLimit: Int) throws(OracleFailure) -> RoutineUnit {
        let place = position
        let isFunction = isWord("FUNCTION")
        guard isFunction || isWord("PROCEDURE") else { throw unexpectedSymbol() }
        advance()
        let names = try parseDottedName(limit: nameLimit)
        let parameters = try parseParameters()
        var result: VariableType?
        if isFunction {
            guard accept("RETURN") else { throw unexpectedSymbol() }
            result = try parseVariableType()
        }
        let options = try parseRoutineOptions()
        var body: Block?
        if accept("IS") || accept("AS") {
            if isWord("LANGUAGE") || isWord("EXTERNAL") { throw .unsupported("external routines", at: position) }
            _ = accept("DECLARE")
            body = try nested { (parser) throws(OracleFailure) in
                try parser.parseBody(try parser.parseDeclarations(), place)
            }
        }
        return RoutineUnit(
            names: names, parameters: parameters, result: result, options: options, body: body, position: place)
    }

    mutating func parseRoutineOptions() throws(OracleFailure) -> [String] {
        var options: [String] = []
        while peek.kind == .word, !isWord("IS"), !isWord("AS") {
            switch peek.text {
            case "DETERMINISTIC", "PIPELINED", "RESULT_CACHE", "PARALLEL_ENABLE", "AGGREGATE":
                options.append(advance().text)
            case "AUTHID", "SHARING", "DEFAULT", "ACCESSIBLE":
                let word = advance().text
                if word == "AUTHID" { options.append("AUTHID " + advance().text) } else { throw unexpectedSymbol() }
            default: throw unexpectedSymbol()
            }
        }
        return options
    }

    private mutating func parseParameters() throws(OracleFailure) -> [RoutineParameter] {
        guard accept(mark: "(") else { return [] }
        var parameters: [RoutineParameter] = []
        repeat {
            let name = try parseName()
            let isIn = accept("IN")
            let isOut = accept("OUT")
            _ = accept("NOCOPY")
            let mode: RoutineParameter.Mode = isOut ? (isIn ? .inOut : .out) : .in
            let type = try parseVariableType()
            parameters.append(
                RoutineParameter(name: name, mode: mode, type: type, value: try parseInitialValue()))
        } while accept(mark: ",")
        try expect(mark: ")")
        return parameters
    }
}
