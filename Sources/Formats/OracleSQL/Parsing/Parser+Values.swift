extension Parser {
    /// Terms joined by `+`, `-` and `||`, which bind alike, and by MULTISET operators, which bind less.
    mutating func parseValue() throws(OracleFailure) -> Expression {
        try nested { (parser) throws(OracleFailure) in
            var left = try parser.parseSum()
            var length = 0
            while parser.isWord("MULTISET"), !parser.peek(1).isMark("(") {
                try parser.count(&length)
                left = try parser.parseMultisetOperation(left)
            }
            return left
        }
    }

    private func count(_ length: inout Int) throws(OracleFailure) {
        length += 1
        guard length <= Parser.chainLimit else { throw .tooDeep(at: position) }
    }

    /// The longest chain of arithmetic, which is a tree as deep as it is long.
    private static var chainLimit: Int { 400 }

    private mutating func parseSum() throws(OracleFailure) -> Expression {
        var left = try parseProduct()
        if left.isCondition, !isProcedural { return left }
        var length = 0
        var parts: [Expression] = []
        var partsPlace = position
        while peek.kind == .mark {
            let place = position
            if isMark("||") || (isMark("|") && peek(1).isMark("|")) {
                if advance().text == "|" { advance() }
                if parts.isEmpty { (parts, partsPlace) = ([left], place) }
                parts.append(try parseProduct())
                continue
            }
            guard isMark("+") || isMark("-") else { break }
            if !parts.isEmpty { (left, parts) = (.concatenation(parts, partsPlace), []) }
            try count(&length)
            let isSum = advance().text == "+"
            left = .arithmetic(isSum ? .add : .subtract, left, try parseProduct(), place)
        }
        return parts.isEmpty ? left : .concatenation(parts, partsPlace)
    }

    private mutating func parseProduct() throws(OracleFailure) -> Expression {
        var left = try parsePower()
        if left.isCondition, !isProcedural { return left }
        var length = 0
        while true {
            let place = position
            let found: ArithmeticOperator
            if isMark("*") {
                found = .multiply
            } else if isMark("/") {
                found = .divide
            } else if isProcedural, isWord("MOD") || isWord("REM") {
                found = .modulo
            } else {
                return left
            }
            try count(&length)
            advance()
            left = .arithmetic(found, left, try parsePower(), place)
        }
    }

    private mutating func parsePower() throws(OracleFailure) -> Expression {
        let left = try parseSign()
        guard isProcedural, isMark("**") else { return left }
        let place = advance().position
        let right = try nested { (parser) throws(OracleFailure) in try parser.parsePower() }
        return .arithmetic(.power, left, right, place)
    }

    private mutating func parseSign() throws(OracleFailure) -> Expression {
        let found: UnaryOperator
        if isMark("-") {
            found = .minus
        } else if isMark("+") {
            found = .plus
        } else if isWord("PRIOR") {
            found = .prior
        } else if isWord("CONNECT_BY_ROOT") {
            found = .connectByRoot
        } else {
            return try parsePostfix()
        }
        let place = advance().position
        let inner = try nested { (parser) throws(OracleFailure) in try parser.parseSign() }
        return .unary(found, inner, place)
    }

    private mutating func parseMultisetOperation(_ left: Expression) throws(OracleFailure) -> Expression {
        let place = advance().position
        let kind = advance()
        let isDistinct = accept("DISTINCT")
        if !isDistinct { _ = accept("ALL") }
        let found: ArithmeticOperator
        switch kind.text {
        case "UNION": found = isDistinct ? .multisetUnionDistinct : .multisetUnion
        case "EXCEPT": found = isDistinct ? .multisetExceptDistinct : .multisetExcept
        case "INTERSECT": found = isDistinct ? .multisetIntersectDistinct : .multisetIntersect
        default: throw .missingKeyword(at: kind.position)
        }
        return .arithmetic(found, left, try parseSum(), place)
    }

    // MARK: Behind a value

    private mutating func parsePostfix() throws(OracleFailure) -> Expression {
        var value = try parsePrimary()
        var length = 0
        while let next = try parsePostfix(behind: value) {
            try count(&length)
            value = next
        }
        return value
    }

    private mutating func parsePostfix(behind value: Expression) throws(OracleFailure) -> Expression? {
        let place = position
        switch peek.kind {
        case .mark: return try parseMarkPostfix(behind: value)
        case .word: break
        default: return nil
        }
        switch peek.text {
        case "AT" where peek(1).isWord("LOCAL"):
            advance()
            advance()
            return .atTimeZone(value, nil, place)
        case "AT" where peek(1).isWord("TIME") && peek(2).isWord("ZONE"):
            for _ in 0..<3 { advance() }
            return .atTimeZone(value, try parsePrimary(), place)
        case "COLLATE":
            advance()
            return .collate(value, try takeName())
        case "DAY", "YEAR":
            guard isIntervalQualifier else { return nil }
            return .asInterval(value, try parseIntervalQualifier(), place)
        default: return nil
        }
    }

    private var isIntervalQualifier: Bool {
        let ahead = peek(1).isMark("(") ? 4 : 1
        return peek(ahead).isWord("TO") && (peek(ahead + 1).isWord("SECOND") || peek(ahead + 1).isWord("MONTH"))
    }

    private mutating func parseMarkPostfix(behind value: Expression) throws(OracleFailure) -> Expression? {
        let place = position
        if isMark("."), allowsMembers(value), peek(1).kind == .word || peek(1).kind == .quotedName {
            advance()
            return .member(value, try takeName())
        }
        if isMark("("), allowsArguments(value) {
            guard !isOuterMark else { return nil }
            return .apply(value, try parsePlainArguments(), place)
        }
        if isMark("%"), language == .block, let attribute = cursorAttribute(peek(1)) {
            advance()
            advance()
            return .attribute(value, attribute, place)
        }
        return nil
    }

    private func allowsMembers(_ value: Expression) -> Bool {
        switch value {
        case .call, .member, .apply, .cast, .attribute: true
        case .bind, .list, .subquery: true
        default: false
        }
    }

    private func allowsArguments(_ value: Expression) -> Bool {
        switch value {
        case .call(let call): isProcedural && call.window == nil
        case .member, .apply, .attribute: true
        default: false
        }
    }

    private func cursorAttribute(_ token: Token) -> CursorAttribute? {
        guard token.kind == .word else { return nil }
        let attributes: [String: CursorAttribute] = [
            "FOUND": .found, "NOTFOUND": .notFound, "ROWCOUNT": .rowCount, "ISOPEN": .isOpen,
            "BULK_ROWCOUNT": .bulkRowCount, "BULK_EXCEPTIONS": .bulkExceptions,
        ]
        return attributes[token.text]
    }

    /// Whether `(+)` stands here.
    var isOuterMark: Bool { isMark("(") && peek(1).isMark("+") && peek(2).isMark(")") }

    /// `(a, b => c)` without the clauses of functions.
    mutating func parsePlainArguments() throws(OracleFailure) -> [Call.Argument] {
        try expect(mark: "(")
        var arguments: [Call.Argument] = []
        if accept(mark: ")") { return [] }
        repeat { arguments.append(try parseArgument()) } while accept(mark: ",")
        try expect(mark: ")")
        return arguments
    }

    mutating func parseArgument() throws(OracleFailure) -> Call.Argument {
        if peek(1).isMark("=>"), peek.kind == .word || peek.kind == .quotedName {
            let name = try takeName()
            advance()
            return Call.Argument(name: name, value: try parseExpression())
        }
        return Call.Argument(value: try parseExpression())
    }
}
