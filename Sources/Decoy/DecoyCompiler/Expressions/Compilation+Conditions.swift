internal import DecoyDictionary
internal import OracleSQL

/// Conditions: true, false or unknown in both languages.
extension Compilation {
    func condition(_ condition: Expression, _ scope: Scope) throws(OracleFailure) -> String {
        switch condition {
        case .and(let parts, _): return try joined(parts, " AND ", scope)
        case .or(let parts, _): return try joined(parts, " OR ", scope)
        case .not(let part, _): return "(NOT \(try self.condition(part, scope)))"
        case .comparison(let comparison, let left, let right, let place):
            return try compare(comparison, left, right, scope, place)
        case .between(let between): return try self.between(between, scope)
        case .inside(let value, let set, let isNegated, let place):
            return try inside(value, set, isNegated, scope, place)
        case .like(let like): return try self.like(like, scope)
        case .isNull(let value, let isNegated, _):
            let typed = try expression(value, scope)
            return "(\(typed.sql) IS \(isNegated ? "NOT " : "")NULL)"
        case .exists(let query, _):
            return "EXISTS (\(try block(query, outer: scope).sql))"
        case .quantified(let comparison, let value, let quantifier, let set, let place):
            return try quantified(comparison, value, quantifier, set, scope, place)
        case .isTest(let value, let test, let isNegated, let place):
            return try self.test(value, test, isNegated, scope, place)
        case .isJSON(let value, let isNegated, _, let place):
            let typed = try construct("IS JSON", [expression(value, scope)], place)
            return isNegated ? "(NOT \(typed.sql))" : typed.sql
        case .isOfType, .memberOf, .overlaps, .currentOf:
            throw Failures.unsupported("condition", at: condition.position)
        default: return try truth(condition, scope)
        }
    }

    private func joined(_ parts: [Expression], _ word: String, _ scope: Scope) throws(OracleFailure) -> String {
        var texts: [String] = []
        texts.reserveCapacity(parts.count)
        for part in parts { texts.append(try condition(part, scope)) }
        return "(" + texts.joined(separator: word) + ")"
    }

    /// A value where a condition stands: a boolean variable, or a function that gives one.
    private func truth(_ value: Expression, _ scope: Scope) throws(OracleFailure) -> String {
        let typed = try expression(value, scope)
        guard typed.type == .boolean || typed.isNullLiteral else {
            throw OracleFailure.invalidRelation(at: value.position)
        }
        return typed.isNullLiteral ? "NULL::boolean" : typed.sql
    }

    static func sign(_ comparison: Comparison) -> String {
        switch comparison {
        case .equal: "="
        case .notEqual: "<>"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }

    private func compare(
        _ comparison: Comparison, _ left: Expression, _ right: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        if case .list(let values, _) = left, values.count > 1 {
            return try compareRows(comparison, values, right, scope, place)
        }
        let pair = try comparing.pair(expression(left, scope), expression(right, scope), at: place)
        return "(\(pair.0) \(Self.sign(comparison)) \(pair.1))"
    }

    private func compareRows(
        _ comparison: Comparison, _ values: [Expression], _ right: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        guard comparison == .equal || comparison == .notEqual else {
            throw OracleFailure.invalidRelation(at: place)
        }
        switch right {
        case .list(let others, _):
            let row = try rowEquality(values, others, scope, place)
            return comparison == .equal ? row : "(NOT \(row))"
        case .subquery(let query, _):
            let (row, select) = try rowAgainst(query, values, scope, place)
            return "(\(row) \(Self.sign(comparison)) (\(select)))"
        default: throw OracleFailure.missingOpening(at: right.position)
        }
    }

    private func rowEquality(
        _ values: [Expression], _ others: [Expression], _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        guard values.count == others.count else {
            throw values.count > others.count
                ? OracleFailure.notEnoughValues(at: place) : OracleFailure.tooManyValues(at: place)
        }
        var texts: [String] = []
        for (left, right) in zip(values, others) {
            let pair = try comparing.pair(expression(left, scope), expression(right, scope), at: left.position)
            texts.append("\(pair.0) = \(pair.1)")
        }
        return "(" + texts.joined(separator: " AND ") + ")"
    }

    /// The values beside the columns of a subquery: both sides converted to what they are compared as.
    private func rowAgainst(
        _ query: Query, _ values: [Expression], _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> (row: String, select: String) {
        let block = try block(query, outer: scope)
        guard block.columns.count == values.count else {
            throw block.columns.count < values.count
                ? OracleFailure.notEnoughValues(at: place) : OracleFailure.tooManyValues(at: place)
        }
        let alias = nextAlias("q")
        var (lefts, rights): ([String], [String]) = ([], [])
        var isPlain = true
        for (number, value) in values.enumerated() {
            let column = TypedExpression("\(alias).o\(number)", block.columns[number].type)
            let pair = try comparing.pair(expression(value, scope), column, at: value.position)
            lefts.append(pair.0)
            rights.append(pair.1)
            isPlain = isPlain && pair.1 == column.sql
        }
        let row = lefts.count == 1 ? lefts[0] : "(\(SQLText.list(lefts)))"
        if isPlain { return (row, block.sql) }
        return (row, "SELECT \(SQLText.list(rights)) FROM (\(block.sql)) AS \(alias)")
    }

    private func between(_ between: BetweenCondition, _ scope: Scope) throws(OracleFailure) -> String {
        let value = try expression(between.value, scope)
        let low = try comparing.pair(value, expression(between.low, scope), at: between.position)
        let high = try comparing.pair(value, expression(between.high, scope), at: between.position)
        var text = "(\(low.0) >= \(low.1) AND \(high.0) <= \(high.1))"
        if value.isVolatile {
            guard low.0 == high.0 else {
                throw Failures.unsupported("BETWEEN of a random value and of several types", at: between.position)
            }
            text = "ora.lies_between(\(low.0), \(low.1), \(high.1))"
        }
        return between.isNegated ? "(NOT \(text))" : text
    }

    private func like(_ like: LikeCondition, _ scope: Scope) throws(OracleFailure) -> String {
        let value = try conversions.text(expression(like.value, scope), at: like.position)
        let pattern = try conversions.text(expression(like.pattern, scope), at: like.position)
        var text = "\(value.sql) \(like.isNegated ? "NOT " : "")LIKE \(pattern.sql)"
        if let escape = like.escape {
            let mark = try conversions.text(expression(escape, scope), at: escape.position)
            if case .text(let characters)? = mark.constant, characters.unicodeScalars.count != 1 {
                throw Failures.make(1425, "escape character must be character string of length 1", at: escape.position)
            }
            text += " ESCAPE \(mark.sql)"
        } else if case .text(let characters)? = pattern.constant, !characters.utf8.contains(UInt8(ascii: "\\")) {
            // Without a backslash PostgreSQL's own escape character cannot matter.
        } else {
            text += " ESCAPE ''"
        }
        return "(\(text))"
    }

    private func inside(
        _ value: Expression, _ set: Expression.InSet, _ isNegated: Bool, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        let word = isNegated ? "NOT IN" : "IN"
        switch set {
        case .query(let query):
            var values = [value]
            if case .list(let parts, _) = value { values = parts }
            let (row, select) = try rowAgainst(query, values, scope, place)
            return "(\(row) \(word) (\(select)))"
        case .list(let others):
            if case .list(let values, _) = value, values.count > 1 {
                return try rowsInside(values, others, isNegated, scope, place)
            }
            return try valuesInside(value, others, isNegated, scope, place)
        case .value(let other): return try valuesInside(value, [other], isNegated, scope, place)
        }
    }

    private func valuesInside(
        _ value: Expression, _ others: [Expression], _ isNegated: Bool, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        let left = try expression(value, scope)
        var lists: [(left: String, rights: [String])] = []
        for other in others {
            let pair = try comparing.pair(left, expression(other, scope), at: other.position)
            if let known = lists.firstIndex(where: { $0.left == pair.0 }) {
                lists[known].rights.append(pair.1)
            } else {
                lists.append((pair.0, [pair.1]))
            }
        }
        if left.isVolatile, others.count > 1 {
            // A list is computed once for each of its texts, an array always once.
            guard lists.count == 1 else {
                throw Failures.unsupported("IN with a random value and several types", at: place)
            }
            let array = "(ARRAY[\(SQLText.list(lists[0].rights))])"
            return "(\(lists[0].left) \(isNegated ? "<> ALL" : "= ANY") \(array))"
        }
        let word = isNegated ? "NOT IN" : "IN"
        let texts = lists.map { "\($0.left) \(word) (\(SQLText.list($0.rights)))" }
        return "(" + texts.joined(separator: isNegated ? " AND " : " OR ") + ")"
    }

    private func rowsInside(
        _ values: [Expression], _ others: [Expression], _ isNegated: Bool, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        var texts: [String] = []
        for other in others {
            guard case .list(let row, _) = other else { throw OracleFailure.missingOpening(at: other.position) }
            texts.append(try rowEquality(values, row, scope, place))
        }
        let any = "(" + texts.joined(separator: " OR ") + ")"
        return isNegated ? "(NOT \(any))" : any
    }

    private func quantified(
        _ comparison: Comparison, _ value: Expression, _ quantifier: Expression.Quantifier, _ set: Expression,
        _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        let sign = Self.sign(comparison)
        switch set {
        case .subquery(let query, _):
            var values = [value]
            if case .list(let parts, _) = value { values = parts }
            guard values.count == 1 || comparison == .equal || comparison == .notEqual else {
                throw OracleFailure.invalidRelation(at: place)
            }
            let (row, select) = try rowAgainst(query, values, scope, place)
            return "(\(row) \(sign) \(quantifier == .any ? "ANY" : "ALL") (\(select)))"
        case .list(let others, _):
            var texts: [String] = []
            let left = try expression(value, scope)
            for other in others {
                let pair = try comparing.pair(left, expression(other, scope), at: other.position)
                texts.append("\(pair.0) \(sign) \(pair.1)")
            }
            return "(" + texts.joined(separator: quantifier == .any ? " OR " : " AND ") + ")"
        default:
            let pair = try comparing.pair(expression(value, scope), expression(set, scope), at: place)
            return "(\(pair.0) \(sign) \(pair.1))"
        }
    }

    private func test(
        _ value: Expression, _ test: Expression.Test, _ isNegated: Bool, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        let word = isNegated ? "NOT " : ""
        switch test {
        case .isTrue: return "(\(try condition(value, scope)) IS \(word)TRUE)"
        case .isFalse: return "(\(try condition(value, scope)) IS \(word)FALSE)"
        case .nan, .infinite:
            let typed = try expression(value, scope)
            let kind =
                typed.type == .binaryFloat ? typed : try conversions.implicit(typed, to: .binaryDouble, at: place)
            let name = kind.type.representation.postgresType
            let marks = test == .nan ? "'NaN'::\(name)" : "'Infinity'::\(name), '-Infinity'::\(name)"
            return "(\(kind.sql) \(isNegated ? "NOT IN" : "IN") (\(marks)))"
        case .empty, .set, .present, .dangling: throw Failures.unsupported("condition", at: place)
        }
    }
}
