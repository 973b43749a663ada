internal import OracleSQL

/// Finds the columns that are written with `(+)`.
enum OuterMarks {
    static func isMarked(_ tree: Expression) -> Bool { !references(tree).filter(\.isOuter).isEmpty }

    /// The columns of a condition or a value, without those of subqueries.
    static func references(_ tree: Expression) -> [Reference] {
        switch tree {
        case .reference(let reference): [reference]
        case .unary(_, let inner, _), .not(let inner, _), .isNull(let inner, _, _), .extract(_, let inner, _),
            .isTest(let inner, _, _, _):
            references(inner)
        case .arithmetic(_, let left, let right, _), .comparison(_, let left, let right, _):
            references(left) + references(right)
        case .and(let parts, _), .or(let parts, _), .concatenation(let parts, _), .list(let parts, _):
            parts.flatMap(references)
        case .between(let between):
            references(between.value) + references(between.low) + references(between.high)
        case .like(let like): references(like.value) + references(like.pattern)
        case .inside(let value, .list(let list), _, _): references(value) + list.flatMap(references)
        case .inside(let value, _, _, _): references(value)
        case .call(let call): call.arguments.flatMap { references($0.value) }
        case .cast(let cast): references(cast.value)
        case .trim(let trim): references(trim.value)
        case .caseOf(let branching):
            branching.branches.flatMap { references($0.test) + references($0.result) }
                + (branching.otherwise.map(references) ?? []) + (branching.operand.map(references) ?? [])
        default: []
        }
    }
}
