internal import OracleSQL

/// Finds the columns that are written with `(+)`.
enum OuterMarks {
    static func isMarked(_ tree: Expression) -> Bool { !references(tree).filter(\.isOuter).isEmpty }

    /// The columns of a condition or a value, without those of subqueries.
    static func references(_ tree: Expression) -> [Reference] {
        if case .reference(let reference) = tree { return [reference] }
        return tree.parts.flatMap(references)
    }
}
