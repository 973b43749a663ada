internal import OracleSQL

extension Expression {
    /// The values and conditions right below this one, without those of queries inside.
    var parts: [Expression] {
        switch self {
        case .literal, .reference, .bind, .subquery, .cursor, .multiset, .defaultValue, .exists: []
        case .call(let call): call.parts
        case .unary(_, let inner, _), .extract(_, let inner, _), .asInterval(let inner, _, _), .collate(let inner, _),
            .member(let inner, _), .attribute(let inner, _, _), .not(let inner, _), .isNull(let inner, _, _),
            .isTest(let inner, _, _, _), .isJSON(let inner, _, _, _), .isOfType(let inner, _, _, _),
            .currentOf(let inner, _):
            [inner]
        case .arithmetic(_, let left, let right, _), .comparison(_, let left, let right, _),
            .quantified(_, let left, _, let right, _), .memberOf(let left, let right, _, _, _),
            .overlaps(let left, let right, _):
            [left, right]
        case .concatenation(let parts, _), .list(let parts, _), .and(let parts, _), .or(let parts, _): parts
        case .caseOf(let branching):
            [branching.operand, branching.otherwise].compactMap { $0 }
                + branching.branches.flatMap { [$0.test, $0.result] }
        case .cast(let cast): [cast.value] + cast.format + [cast.fallback].compactMap { $0 }
        case .trim(let trim): [trim.value, trim.character].compactMap { $0 }
        case .atTimeZone(let inner, let zone, _): [inner, zone].compactMap { $0 }
        case .apply(let inner, let arguments, _): [inner] + arguments.map(\.value)
        case .between(let between): [between.value, between.low, between.high]
        case .inside(let value, .list(let list), _, _): [value] + list
        case .inside(let value, .value(let other), _, _): [value, other]
        case .inside(let value, .query, _, _): [value]
        case .like(let like): [like.value, like.pattern, like.escape].compactMap { $0 }
        }
    }
}

extension Call {
    /// Its arguments, and the values of the clauses behind them.
    fileprivate var parts: [Expression] {
        let keys = (withinGroup ?? []) + (keep?.order ?? []) + order + (window?.order ?? [])
        return arguments.map(\.value) + keys.map(\.expression) + (window?.partition ?? [])
            + [fallback].compactMap { $0 }
    }
}
