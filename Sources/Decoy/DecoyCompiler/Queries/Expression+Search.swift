internal import OracleSQL

/// Looking into a tree without compiling it. Subqueries are not entered: they have scopes of their own.
extension Expression {
    var children: [Expression] {
        switch self {
        case .literal, .reference, .bind, .subquery, .cursor, .multiset, .defaultValue, .exists: []
        case .call(let call): call.arguments.map(\.value)
        case .unary(_, let value, _), .extract(_, let value, _), .asInterval(let value, _, _), .collate(let value, _),
            .member(let value, _), .attribute(let value, _, _), .not(let value, _), .isNull(let value, _, _),
            .isTest(let value, _, _, _), .isJSON(let value, _, _, _), .isOfType(let value, _, _, _),
            .currentOf(let value, _):
            [value]
        case .arithmetic(_, let left, let right, _), .comparison(_, let left, let right, _),
            .memberOf(let left, let right, _, _, _), .overlaps(let left, let right, _),
            .quantified(_, let left, _, let right, _):
            [left, right]
        case .concatenation(let parts, _), .list(let parts, _), .and(let parts, _), .or(let parts, _): parts
        case .caseOf(let branching):
            (branching.operand.map { [$0] } ?? []) + branching.branches.flatMap { [$0.test, $0.result] }
                + (branching.otherwise.map { [$0] } ?? [])
        case .cast(let cast): [cast.value]
        case .trim(let trim): (trim.character.map { [$0] } ?? []) + [trim.value]
        case .atTimeZone(let value, let zone, _): [value] + (zone.map { [$0] } ?? [])
        case .apply(let value, let arguments, _): [value] + arguments.map(\.value)
        case .between(let between): [between.value, between.low, between.high]
        case .inside(let value, let set, _, _):
            switch set {
            case .list(let others): [value] + others
            case .query: [value]
            case .value(let other): [value, other]
            }
        case .like(let like): [like.value, like.pattern] + (like.escape.map { [$0] } ?? [])
        }
    }

    /// Whether this or something inside it, subqueries left out, fulfils the test.
    func contains(where test: (Expression) -> Bool) -> Bool {
        var open = [self]
        while let next = open.popLast() {
            if test(next) { return true }
            open.append(contentsOf: next.children)
        }
        return false
    }

    var hasOuterMark: Bool {
        contains { if case .reference(let reference) = $0 { reference.isOuter } else { false } }
    }

    func names(_ word: String) -> Bool {
        contains { expression in
            guard case .reference(let reference) = expression else { return false }
            return reference.names.count == 1 && reference.names[0].text == word && !reference.names[0].isQuoted
        }
    }

    var namesRowNumber: Bool { names("ROWNUM") }

    /// The conditions that must all hold.
    var conjuncts: [Expression] {
        guard case .and(let parts, _) = self else { return [self] }
        return parts.flatMap(\.conjuncts)
    }
}
