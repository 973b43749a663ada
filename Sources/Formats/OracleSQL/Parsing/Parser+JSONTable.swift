/// JSON_TABLE in FROM.
extension Parser {
    mutating func parseJSONTable(_ place: Position) throws(OracleFailure) -> JSONTable {
        try expect(mark: "(")
        let document = try parseValue()
        _ = accept("FORMAT", "JSON")
        let path = accept(mark: ",") ? try parseJSONPath() : "$"
        let isStrict = accept("ERROR", "ON", "ERROR")
        if !isStrict { _ = accept("NULL", "ON", "ERROR") }
        _ = (accept("ERROR") || accept("NULL")) && accept("ON", "EMPTY")
        let columns = try parseJSONColumns()
        try expect(mark: ")")
        return JSONTable(
            document: document, path: path, columns: columns, isStrict: isStrict, alias: try parseTableAlias(),
            position: place)
    }

    private mutating func parseJSONColumns() throws(OracleFailure) -> [JSONTable.Column] {
        try expect("COLUMNS")
        return try nested { (parser) throws(OracleFailure) in
            try parser.expect(mark: "(")
            var columns: [JSONTable.Column] = []
            repeat { columns.append(try parser.parseJSONColumn()) } while parser.accept(mark: ",")
            try parser.expect(mark: ")")
            return columns
        }
    }

    private mutating func parseJSONColumn() throws(OracleFailure) -> JSONTable.Column {
        let start = peek
        if isWord("NESTED"), peek(1).isWord("PATH") || peek(1).isString {
            advance()
            _ = accept("PATH")
            let path = try parseJSONPath()
            return JSONTable.Column(name: Name(""), path: path, content: .nested(try parseJSONColumns()))
        }
        let name = try parseColumnName()
        // Without a path the name itself is the field, in the case it is written in.
        let written = slice(start.start, lastEnd)
        if accept("FOR", "ORDINALITY") { return JSONTable.Column(name: name, path: "$", content: .ordinality) }
        var type = OracleType.varchar2(4000, .byte)
        if peek.kind == .word, !isAnyWord(["PATH", "EXISTS", "FORMAT"]) { type = try parseDataType() }
        let isDocument = accept("FORMAT", "JSON") || type == .json
        _ = accept("TRUNCATE") || ((accept("ALLOW") || accept("DISALLOW")) && accept("SCALARS"))
        let isTest = accept("EXISTS")
        var isWrapped = false
        if accept("WITH", "WRAPPER") || accept("WITH", "ARRAY", "WRAPPER") { isWrapped = true }
        _ = accept("WITHOUT", "WRAPPER")
        let field = written.hasPrefix("\"") ? written : "\"\(written)\""
        let path = accept("PATH") ? try parseJSONPath() : "$.\(field)"
        if accept("WITH", "WRAPPER") || accept("WITH", "ARRAY", "WRAPPER") { isWrapped = true }
        _ = accept("WITHOUT", "WRAPPER")
        while accept("NULL", "ON", "ERROR") || accept("NULL", "ON", "EMPTY") || accept("FALSE", "ON", "ERROR") {}
        guard !isWord("DEFAULT"), !isWord("ERROR") else { throw .unsupported("\(peek.text) ON ERROR", at: position) }
        if isTest { return JSONTable.Column(name: name, path: path, content: .exists(type)) }
        return JSONTable.Column(
            name: name, path: path, content: isDocument ? .document(type, isWrapped: isWrapped) : .value(type))
    }

    private mutating func parseJSONPath() throws(OracleFailure) -> String {
        let place = position
        let path = try parseString()
        guard path.hasPrefix("$") else {
            throw OracleFailure(40_597, "JSON path expression syntax error ('\(path)')", at: place)
        }
        return path
    }
}

extension Token {
    fileprivate var isString: Bool {
        if case .string = kind { return true }
        return false
    }
}
