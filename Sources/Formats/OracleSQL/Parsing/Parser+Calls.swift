extension Parser {
    /// A dotted name, and a call when a parenthesis follows.
    mutating func parseReferenceOrCall() throws(OracleFailure) -> Expression {
        let place = position
        guard isName || (peek.kind == .word && ReservedWords.values.contains(peek.text)) || isReservedFunction else {
            throw .missingExpression(at: place)
        }
        var names = [try takeName()]
        while names.count < 4, isMark("."), peek(1).kind == .word || peek(1).kind == .quotedName {
            advance()
            names.append(try takeName())
        }
        let link = isMark("@") && !isProcedural ? try parseLinkOfValue() : nil
        if isOuterMark, !isProcedural {
            for _ in 0..<3 { advance() }
            return .reference(Reference(names: names, link: link, isOuter: true, position: place))
        }
        guard isMark("(") else { return .reference(Reference(names: names, link: link, position: place)) }
        return .call(try nested { (parser) throws(OracleFailure) in try parser.parseCall(names, link, place) })
    }

    /// Reserved words that are functions as well.
    private var isReservedFunction: Bool {
        guard peek(1).isMark("("), peek.kind == .word else { return false }
        return ["CHAR", "RAW", "DATE", "SESSION", "MODE"].contains(peek.text)
    }

    /// `@link` behind a name; `SYSDATE@!` is SYSDATE of here.
    private mutating func parseLinkOfValue() throws(OracleFailure) -> Name? {
        if peek(1).isMark("!") {
            advance()
            advance()
            return nil
        }
        return try parseLink()
    }

    private mutating func parseCall(
        _ names: [Name], _ link: Name?, _ place: Position
    ) throws(OracleFailure) -> Call {
        var call = Call(names: names, link: link, arguments: [], position: place)
        try expect(mark: "(")
        try parseArguments(of: &call)
        try expect(mark: ")")
        try parseTail(of: &call)
        return call
    }

    // MARK: Between the parentheses

    private mutating func parseArguments(of call: inout Call) throws(OracleFailure) {
        if isMark(")") { return }
        if isMark("*"), peek(1).isMark(")") {
            advance()
            call.isStar = true
            return
        }
        if accept("DISTINCT") || accept("UNIQUE") {
            call.quantifier = .distinct
        } else if isWord("ALL") {
            advance()
            call.quantifier = .all
        }
        if call.names.count == 1, call.names[0].text == "LNNVL" {
            call.arguments.append(Call.Argument(value: try parseCondition()))
            return
        }
        repeat {
            call.arguments.append(try parseCallArgument())
            try parseArgumentClauses(of: &call)
        } while accept(mark: ",")
    }

    /// An argument may be a subquery in a second pair of parentheses, or a bare one in the calls that take queries.
    private mutating func parseCallArgument() throws(OracleFailure) -> Call.Argument {
        if isWord("SELECT") || (isWord("WITH") && peek(1).kind == .word) {
            let place = position
            return Call.Argument(value: .subquery(try parseQuery(), place))
        }
        return try parseArgument()
    }

    private mutating func parseArgumentClauses(of call: inout Call) throws(OracleFailure) {
        while peek.kind == .word {
            switch peek.text {
            case "IGNORE" where peek(1).isWord("NULLS"), "RESPECT" where peek(1).isWord("NULLS"):
                call.nulls = advance().text == "IGNORE" ? .ignore : .respect
                advance()
            case "ORDER" where peek(1).isWord("BY"):
                call.order = try parseOrderBy()
            case "DEFAULT":
                advance()
                call.fallback = try parseExpression()
                try expect("ON")
                try expect("CONVERSION")
                try expect("ERROR")
            case "ON" where peek(1).isWord("OVERFLOW"):
                advance()
                advance()
                call.overflow = try parseOverflow()
            case "RETURNING":
                advance()
                call.returning = try parseDataType()
            default:
                guard let option = takeOption() else { return }
                call.options.append(option)
            }
        }
    }

    private mutating func parseOverflow() throws(OracleFailure) -> Call.Overflow {
        if accept("ERROR") { return .error }
        try expect("TRUNCATE")
        var filler: Expression?
        if case .string = peek.kind { filler = try parsePrimary() }
        let isWithout = accept("WITHOUT")
        if isWithout || accept("WITH") { try expect("COUNT") }
        return .truncate(filler: filler, withCount: !isWithout)
    }

    private static let options: [[String]] = [
        ["USING", "NCHAR_CS"], ["USING", "CHAR_CS"], ["FORMAT", "JSON"], ["PRETTY"], ["ASCII"],
        ["NULL", "ON", "ERROR"], ["ERROR", "ON", "ERROR"], ["NULL", "ON", "EMPTY"], ["ERROR", "ON", "EMPTY"],
        ["WITH", "WRAPPER"], ["WITHOUT", "WRAPPER"], ["WITH", "CONDITIONAL", "WRAPPER"], ["ABSENT", "ON", "NULL"],
        ["NULL", "ON", "NULL"], ["TRUE", "ON", "ERROR"], ["FALSE", "ON", "ERROR"], ["ALLOW", "SCALARS"],
        ["WITH", "UNIQUE", "KEYS"], ["STRICT"],
    ]

    private mutating func takeOption() -> String? {
        for option in Parser.options {
            if option.indices.allSatisfy({ peek($0).isWord(option[$0]) }) {
                for _ in option { advance() }
                return option.joined(separator: " ")
            }
        }
        return nil
    }

    // MARK: Behind the parentheses

    private mutating func parseTail(of call: inout Call) throws(OracleFailure) {
        if isWord("WITHIN"), peek(1).isWord("GROUP") {
            advance()
            advance()
            try expect(mark: "(")
            call.withinGroup = try parseOrderBy()
            try expect(mark: ")")
        }
        if isWord("KEEP"), peek(1).isMark("(") { call.keep = try parseKeep() }
        if isWord("FROM"), peek(1).isWord("FIRST") || peek(1).isWord("LAST"),
            peek(2).isWord("OVER") || peek(2).isWord("IGNORE") || peek(2).isWord("RESPECT")
        {
            advance()
            call.fromLast = advance().text == "LAST"
        }
        if isWord("IGNORE") || isWord("RESPECT"), peek(1).isWord("NULLS") {
            call.nulls = advance().text == "IGNORE" ? .ignore : .respect
            advance()
        }
        if isWord("OVER"), peek(1).isMark("(") || isName(peek(1)), !isProcedural {
            call.window = try parseWindow()
        }
    }

    private mutating func parseKeep() throws(OracleFailure) -> Call.Keep {
        advance()
        try expect(mark: "(")
        try expect("DENSE_RANK")
        let isLast = accept("LAST")
        if !isLast { try expect("FIRST") }
        let order = try parseOrderBy()
        try expect(mark: ")")
        return Call.Keep(isLast: isLast, order: order)
    }

    /// `ORDER BY …`, keys at least one.
    mutating func parseOrderBy() throws(OracleFailure) -> [OrderKey] {
        try expect("ORDER")
        try expect("BY", else: OracleFailure.missingBy)
        var keys: [OrderKey] = []
        repeat { keys.append(try parseOrderKey()) } while accept(mark: ",")
        return keys
    }

    mutating func parseOrderKey() throws(OracleFailure) -> OrderKey {
        let expression = try parseValue()
        let isDescending = accept("DESC")
        if !isDescending { _ = accept("ASC") }
        var nulls: OrderKey.Nulls?
        if accept("NULLS") {
            nulls = accept("LAST") ? .last : .first
            if nulls == .first { try expect("FIRST") }
        }
        return OrderKey(expression: expression, isDescending: isDescending, nulls: nulls)
    }

    // MARK: Functions with words between their arguments

    /// CAST, EXTRACT and their kin; nil when the call is one like any other.
    mutating func parseSpecialCall(_ word: String) throws(OracleFailure) -> Expression? {
        let place = position
        switch word {
        case "EXTRACT":
            guard let field = extractField(peek(2)), peek(3).isWord("FROM") else { return nil }
            for _ in 0..<4 { advance() }
            let value = try parseExpression()
            try expect(mark: ")")
            return .extract(field, value, place)
        case "CURSOR", "MULTISET":
            guard isQuery(at: index + 1) else { return nil }
            advance()
            let query = try parseSubqueryInParentheses()
            return word == "CURSOR" ? .cursor(query, place) : .multiset(query, place)
        case "TRIM":
            return try parseTrim(place)
        case "XMLCAST":
            throw .unsupported("XMLCAST", at: place)
        default:
            return try parseCast(isTreat: word == "TREAT", place)
        }
    }

    private func extractField(_ token: Token) -> ExtractField? {
        let fields: [String: ExtractField] = [
            "YEAR": .year, "MONTH": .month, "DAY": .day, "HOUR": .hour, "MINUTE": .minute, "SECOND": .second,
            "TIMEZONE_HOUR": .timezoneHour, "TIMEZONE_MINUTE": .timezoneMinute, "TIMEZONE_REGION": .timezoneRegion,
            "TIMEZONE_ABBR": .timezoneAbbreviation,
        ]
        return token.kind == .word ? fields[token.text] : nil
    }

    private mutating func parseTrim(_ place: Position) throws(OracleFailure) -> Expression {
        advance()
        try expect(mark: "(")
        let sides: [String: TrimExpression.Side] = ["LEADING": .leading, "TRAILING": .trailing, "BOTH": .both]
        var side: TrimExpression.Side?
        if peek.kind == .word, let named = sides[peek.text], !peek(1).isMark(")"), !peek(1).isMark(".") {
            advance()
            side = named
        }
        var character: Expression?
        if side == nil || !isWord("FROM") { character = try parseExpression() }
        guard accept("FROM") else {
            try expect(mark: ")")
            guard let value = character else { throw .missingExpression(at: position) }
            return .trim(TrimExpression(side: side ?? .both, character: nil, value: value, position: place))
        }
        let value = try parseExpression()
        try expect(mark: ")")
        return .trim(TrimExpression(side: side ?? .both, character: character, value: value, position: place))
    }

    private mutating func parseCast(isTreat: Bool, _ place: Position) throws(OracleFailure) -> Expression {
        advance()
        try expect(mark: "(")
        let value = try parseExpression()
        try expect("AS")
        if isTreat { _ = accept("REF") }
        let type = try parseDataType()
        var fallback: Expression?
        if accept("DEFAULT") {
            fallback = try parseExpression()
            try expect("ON")
            try expect("CONVERSION")
            try expect("ERROR")
        }
        var format: [Expression] = []
        while accept(mark: ",") { format.append(try parseExpression()) }
        try expect(mark: ")")
        return .cast(
            CastExpression(
                value: value, type: type, fallback: fallback, format: format, isTreat: isTreat, position: place))
    }
}
