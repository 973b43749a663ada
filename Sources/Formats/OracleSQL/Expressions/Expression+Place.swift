extension Expression {
    /// Whether it is true, false or unknown, rather than a value.
    package var isCondition: Bool {
        switch self {
        case .comparison, .quantified, .and, .or, .not, .between, .inside, .like, .isNull, .isTest, .isJSON, .isOfType,
            .exists, .memberOf, .overlaps, .currentOf:
            true
        case .call(let call): call.names.count == 1 && Expression.conditions.contains(call.names[0].text)
        default: false
        }
    }

    /// Conditions written as functions.
    private static let conditions: Set<String> = [
        "REGEXP_LIKE", "JSON_EXISTS", "XMLEXISTS", "JSON_TEXTCONTAINS", "JSON_EQUAL", "LNNVL",
    ]

    /// Where Oracle points when this is at fault: the operator of an operation, else the first byte.
    package var position: Position {
        switch self {
        case .literal(_, let place), .unary(_, _, let place), .arithmetic(_, _, _, let place),
            .concatenation(_, let place), .extract(_, _, let place), .atTimeZone(_, _, let place),
            .asInterval(_, _, let place), .subquery(_, let place), .cursor(_, let place), .multiset(_, let place),
            .list(_, let place), .defaultValue(let place), .apply(_, _, let place), .attribute(_, _, let place),
            .comparison(_, _, _, let place), .quantified(_, _, _, _, let place), .and(_, let place),
            .or(_, let place), .not(_, let place), .inside(_, _, _, let place), .isNull(_, _, let place),
            .isTest(_, _, _, let place), .isJSON(_, _, _, let place), .isOfType(_, _, _, let place),
            .exists(_, let place), .memberOf(_, _, _, _, let place), .overlaps(_, _, let place),
            .currentOf(_, let place):
            place
        case .reference(let reference): reference.position
        case .bind(let bind): bind.position
        case .call(let call): call.position
        case .caseOf(let branching): branching.position
        case .cast(let cast): cast.position
        case .trim(let trim): trim.position
        case .between(let between): between.position
        case .like(let like): like.position
        case .collate(let value, _), .member(let value, _): value.position
        }
    }
}
