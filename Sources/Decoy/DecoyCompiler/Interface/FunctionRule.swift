package import OracleSQL

/// One function of Oracle: how many arguments it takes and what a call of it becomes.
/// The folder Functions holds them all: `FunctionTable.rule(named:)`.
package struct FunctionRule: Sendable {
    package enum Kind: Sendable {
        case scalar
        case aggregate
        /// Only with OVER: ROW_NUMBER, LAG …
        case analytic
        /// An aggregate that can also be called with OVER.
        case aggregateOrAnalytic
    }

    package let name: String
    package let kind: Kind
    package let arguments: ClosedRange<Int>
    /// The same arguments give the same value: allowed in virtual columns and indexes.
    package let isDeterministic: Bool
    package let emit: @Sendable (FunctionCall) throws(OracleFailure) -> TypedExpression

    package init(
        _ name: String, _ arguments: ClosedRange<Int>, kind: Kind = .scalar, isDeterministic: Bool = true,
        emit: @escaping @Sendable (FunctionCall) throws(OracleFailure) -> TypedExpression
    ) {
        self.name = name
        self.kind = kind
        self.arguments = arguments
        self.isDeterministic = isDeterministic
        self.emit = emit
    }
}

/// A call as the rule sees it: arguments are compiled, names are resolved, the number of arguments was checked.
package struct FunctionCall: Sendable {
    package struct SortKey: Sendable {
        package var expression: TypedExpression
        package var descending: Bool
        package var nullsFirst: Bool

        /// As in ORDER BY, with the order of NULL written out.
        package var sql: String {
            "\(expression.sql)\(descending ? " DESC" : "")\(nullsFirst ? " NULLS FIRST" : " NULLS LAST")"
        }

        package init(expression: TypedExpression, descending: Bool, nullsFirst: Bool) {
            self.expression = expression
            self.descending = descending
            self.nullsFirst = nullsFirst
        }
    }

    package let name: String
    package var arguments: [TypedExpression]
    /// Of the function's name in the statement.
    package let position: Position
    package let context: SessionContext
    /// The call as it was written.
    package let written: Call?
    /// `COUNT(DISTINCT …)`.
    package var isDistinct = false
    /// `COUNT(*)`: there are no arguments.
    package var isStar = false
    package var ignoresNulls = false
    /// WITHIN GROUP (ORDER BY …).
    package var withinGroup: [SortKey] = []
    /// `DEFAULT x ON CONVERSION ERROR`.
    package var fallback: TypedExpression?
    /// `RETURNING type` of the JSON functions.
    package var returning: OracleType?
    /// `ON OVERFLOW TRUNCATE` of LISTAGG: the filler as a PostgreSQL text, and whether the count follows. KEEP is
    /// emitted by the caller of the rule.
    package var truncation: (filler: String, withCount: Bool)?
    /// ` OVER (…)` ready to be put behind the PostgreSQL function, or the empty text: rules of aggregates and analytic
    /// functions write `sum(x)\(call.over)`.
    package var over = ""

    package init(
        name: String, arguments: [TypedExpression], position: Position, context: SessionContext, written: Call? = nil
    ) {
        self.name = name
        self.arguments = arguments
        self.position = position
        self.context = context
        self.written = written
    }
}
