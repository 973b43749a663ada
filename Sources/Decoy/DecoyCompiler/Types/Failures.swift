internal import OracleSQL

/// The failures that resolving and typing give, beside those that the parser knows.
enum Failures {
    static func make(_ code: Int, _ text: String, at place: Position?) -> OracleFailure {
        OracleFailure(code, text, at: place)
    }

    static func inconsistent(_ expected: String, _ got: OracleType, at place: Position) -> OracleFailure {
        .inconsistentTypes(expected, got.nameInMessages, at: place)
    }

    static func datetimeArithmetic(
        _ operation: Arithmetic.Operator, _ left: TypedExpression, _ right: TypedExpression, at place: Position
    ) -> OracleFailure {
        if operation == .plus, left.type.family.isDatetime, right.type.family.isDatetime {
            return left.type == .date && right.type == .date
                ? make(975, "date + date not allowed", at: place)
                : make(30087, "Adding two datetime values is not allowed", at: place)
        }
        let wrong = left.type.family.isDatetime ? left : right
        return inconsistent("NUMBER", wrong.type, at: place)
    }

    /// `"T"."C"`, as Oracle prints a name that it could not resolve.
    static func unknownColumn(_ names: [Name], at place: Position) -> OracleFailure {
        .invalidIdentifier(names.map { "\"\($0.text)\"" }.joined(separator: "."), at: place)
    }

    static func noPrivilege(at place: Position) -> OracleFailure { make(1031, "insufficient privileges", at: place) }

    static func unsupported(_ what: String, at place: Position) -> OracleFailure { .unsupported(what, at: place) }
}
