/// A value or a condition. Oracle keeps the two apart; `isCondition` tells them, and the parser gives each only where
/// it may stand (in PL/SQL a condition is a value as well).
package indirect enum Expression: Sendable, Hashable {
    case literal(Literal, Position)
    case reference(Reference)
    case bind(Bind)
    case call(Call)
    case unary(UnaryOperator, Expression, Position)
    /// The position is that of the operator.
    case arithmetic(ArithmeticOperator, Expression, Expression, Position)
    /// Two parts or more of `a || b || c`.
    case concatenation([Expression], Position)
    case caseOf(CaseExpression)
    case cast(CastExpression)
    case extract(ExtractField, Expression, Position)
    case trim(TrimExpression)
    /// `x AT TIME ZONE zone`; nil is `AT LOCAL`.
    case atTimeZone(Expression, Expression?, Position)
    /// `(a - b) DAY TO SECOND`.
    case asInterval(Expression, IntervalQualifier, Position)
    /// `x COLLATE name`.
    case collate(Expression, Name)
    case subquery(Query, Position)
    /// `CURSOR(query)`.
    case cursor(Query, Position)
    /// `MULTISET(query)`, only inside CAST.
    case multiset(Query, Position)
    /// `(a, b)`: two values or more.
    case list([Expression], Position)
    /// DEFAULT as a value of INSERT, UPDATE and MERGE.
    case defaultValue(Position)
    /// `f(x).attribute`, `:new.column`, `a(1).field`.
    case member(Expression, Name)
    /// A call or an index behind something else than a name: `f(x)(1)`, `a.b(1)(2)`, `x.method(3)` behind a call.
    case apply(Expression, [Call.Argument], Position)
    /// `cursor%FOUND` and its kin, `SQL%ROWCOUNT`: PL/SQL only.
    case attribute(Expression, CursorAttribute, Position)

    // Conditions.
    case comparison(Comparison, Expression, Expression, Position)
    /// `x = ANY (…)`: the right side is a list or a subquery.
    case quantified(Comparison, Expression, Quantifier, Expression, Position)
    /// Two conditions or more.
    case and([Expression], Position)
    case or([Expression], Position)
    case not(Expression, Position)
    case between(BetweenCondition)
    /// The right side is a list (one value or more) or a subquery.
    case inside(Expression, InSet, isNegated: Bool, Position)
    case like(LikeCondition)
    case isNull(Expression, isNegated: Bool, Position)
    /// `IS NAN`, `IS INFINITE`, `IS TRUE`, `IS FALSE`, `IS EMPTY`, `IS A SET`, `IS PRESENT`.
    case isTest(Expression, Test, isNegated: Bool, Position)
    case isJSON(Expression, isNegated: Bool, isStrict: Bool, Position)
    /// `IS OF (ONLY type, …)`.
    case isOfType(Expression, [TypeTest], isNegated: Bool, Position)
    case exists(Query, Position)
    /// `x MEMBER OF y`, `x SUBMULTISET OF y`.
    case memberOf(Expression, Expression, isSubset: Bool, isNegated: Bool, Position)
    case overlaps(Expression, Expression, Position)
    /// `CURRENT OF cursor`.
    case currentOf(Expression, Position)
}

extension Expression {
    package enum InSet: Sendable, Hashable {
        case list([Expression])
        case query(Query)
        /// `IN collection`, without parentheses around several values.
        case value(Expression)
    }

    package enum Test: Sendable, Hashable { case nan, infinite, isTrue, isFalse, empty, set, present, dangling }

    package struct TypeTest: Sendable, Hashable {
        package let type: OracleType
        package let isExact: Bool

        package init(type: OracleType, isExact: Bool) {
            self.type = type
            self.isExact = isExact
        }
    }

    package enum Quantifier: Sendable, Hashable { case any, all }
}

package enum UnaryOperator: Sendable, Hashable { case plus, minus, prior, connectByRoot, distinct }
package enum ArithmeticOperator: Sendable, Hashable {
    case add, subtract, multiply, divide
    /// PL/SQL only.
    case power, modulo
    /// `MULTISET UNION | EXCEPT | INTERSECT`, all rows or distinct ones.
    case multisetUnion, multisetUnionDistinct, multisetExcept, multisetExceptDistinct
    case multisetIntersect, multisetIntersectDistinct
}
package enum Comparison: Sendable, Hashable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }
package enum CursorAttribute: Sendable, Hashable {
    case found, notFound, rowCount, isOpen, bulkRowCount, bulkExceptions
}
package enum ExtractField: Sendable, Hashable {
    case year, month, day, hour, minute, second, timezoneHour, timezoneMinute, timezoneRegion, timezoneAbbreviation
}

package struct CaseExpression: Sendable, Hashable {
    package struct Branch: Sendable, Hashable {
        /// A condition, or a value when there is an operand.
        package let test: Expression
        package let result: Expression

        package init(test: Expression, result: Expression) {
            self.test = test
            self.result = result
        }
    }

    /// Present in the simple form `CASE x WHEN 1 …`.
    package let operand: Expression?
    package let branches: [Branch]
    package let otherwise: Expression?
    package let position: Position

    package init(operand: Expression?, branches: [Branch], otherwise: Expression?, position: Position) {
        self.operand = operand
        self.branches = branches
        self.otherwise = otherwise
        self.position = position
    }
}

package struct CastExpression: Sendable, Hashable {
    package let value: Expression
    package let type: OracleType
    /// `DEFAULT x ON CONVERSION ERROR`.
    package let fallback: Expression?
    /// A format and its language, as further arguments.
    package let format: [Expression]
    /// TREAT(x AS type).
    package let isTreat: Bool
    package let position: Position

    package init(
        value: Expression, type: OracleType, fallback: Expression?, format: [Expression], isTreat: Bool,
        position: Position
    ) {
        self.value = value
        self.type = type
        self.fallback = fallback
        self.format = format
        self.isTreat = isTreat
        self.position = position
    }
}

package struct TrimExpression: Sendable, Hashable {
    package enum Side: Sendable, Hashable { case leading, trailing, both }

    package let side: Side
    /// Nil is a blank.
    package let character: Expression?
    package let value: Expression
    package let position: Position

    package init(side: Side, character: Expression?, value: Expression, position: Position) {
        self.side = side
        self.character = character
        self.value = value
        self.position = position
    }
}

package struct BetweenCondition: Sendable, Hashable {
    package let value: Expression
    package let low: Expression
    package let high: Expression
    package let isNegated: Bool
    package let position: Position

    package init(value: Expression, low: Expression, high: Expression, isNegated: Bool, position: Position) {
        self.value = value
        self.low = low
        self.high = high
        self.isNegated = isNegated
        self.position = position
    }
}

package struct LikeCondition: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case like, like2, like4, likeC }

    package let kind: Kind
    package let value: Expression
    package let pattern: Expression
    package let escape: Expression?
    package let isNegated: Bool
    package let position: Position

    package init(
        kind: Kind, value: Expression, pattern: Expression, escape: Expression?, isNegated: Bool, position: Position
    ) {
        self.kind = kind
        self.value = value
        self.pattern = pattern
        self.escape = escape
        self.isNegated = isNegated
        self.position = position
    }
}
