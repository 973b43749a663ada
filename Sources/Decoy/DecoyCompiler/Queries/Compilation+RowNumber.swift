internal import DecoyDictionary
internal import OracleSQL

/// ROWNUM in conditions: a row gets its number when all other conditions hold, so every bound is a LIMIT.
extension Compilation {
    /// What stands behind LIMIT for conditions that all name ROWNUM.
    func rowLimit(_ conditions: [Expression], _ scope: Scope) throws(OracleFailure) -> String {
        var bounds: [String] = []
        for condition in conditions { bounds.append(contentsOf: try bound(condition, scope)) }
        if bounds.count == 1, let number = Int(bounds[0]) { return "\(max(number, 0))" }
        let least = bounds.count == 1 ? bounds[0] : "least(\(SQLText.list(bounds)))"
        return "greatest(\(least), 0)::bigint"
    }

    private static let all = "9223372036854775807"

    private func bound(_ condition: Expression, _ scope: Scope) throws(OracleFailure) -> [String] {
        switch condition {
        case .comparison(let comparison, let left, let right, let place):
            if left.isRowNumber { return [try bound(comparison, right, scope, place)] }
            if right.isRowNumber { return [try bound(comparison.mirrored, left, scope, place)] }
        case .between(let between) where between.value.isRowNumber && !between.isNegated:
            return [
                try bound(.greaterOrEqual, between.low, scope, between.position),
                try bound(.lessOrEqual, between.high, scope, between.position),
            ]
        default: break
        }
        throw Failures.unsupported("ROWNUM in this condition", at: condition.position)
    }

    /// A NULL bound gives no rows.
    private func bound(
        _ comparison: Comparison, _ value: Expression, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> String {
        guard !value.namesRowNumber else { throw Failures.unsupported("ROWNUM in this condition", at: place) }
        let outside = Scope(outer: scope.outer)
        outside.commonTables = scope.commonTables
        outside.clause = .filter
        let number = try conversions.number(expression(value, outside), at: place)
        if case .number(let digits)? = number.constant, let whole = Int(digits) {
            switch comparison {
            case .lessOrEqual: return "\(whole)"
            case .less: return "\(whole - 1)"
            case .equal: return whole == 1 ? "1" : "0"
            case .greaterOrEqual: return whole <= 1 ? Self.all : "0"
            case .greater: return whole < 1 ? Self.all : "0"
            case .notEqual: return whole >= 1 ? "\(whole - 1)" : Self.all
            }
        }
        let sql = number.sql
        switch comparison {
        case .lessOrEqual: return "coalesce(floor(\(sql)), 0)"
        case .less: return "coalesce(ceil(\(sql)) - 1, 0)"
        case .equal: return "CASE WHEN \(sql) = 1 THEN 1 ELSE 0 END"
        case .greaterOrEqual: return "CASE WHEN \(sql) <= 1 THEN \(Self.all) ELSE 0 END"
        case .greater: return "CASE WHEN \(sql) < 1 THEN \(Self.all) ELSE 0 END"
        case .notEqual:
            return "CASE WHEN \(sql) IS NULL THEN 0 WHEN \(sql) >= 1 AND \(sql) = trunc(\(sql)) THEN \(sql) - 1"
                + " ELSE \(Self.all) END"
        }
    }
}

extension Expression {
    var isRowNumber: Bool {
        guard case .reference(let reference) = self else { return false }
        return reference.names.count == 1 && reference.names[0].text == "ROWNUM" && !reference.names[0].isQuoted
    }

    var isLevel: Bool {
        guard case .reference(let reference) = self else { return false }
        return reference.names.count == 1 && reference.names[0].text == "LEVEL" && !reference.names[0].isQuoted
    }
}

extension Comparison {
    /// `a < b` is `b > a`.
    var mirrored: Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
