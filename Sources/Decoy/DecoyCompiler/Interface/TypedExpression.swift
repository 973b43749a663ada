package import OracleSQL

/// A compiled expression: PostgreSQL text whose value lies in the representation of its Oracle type.
package struct TypedExpression: Sendable {
    /// What is known of the value when the statement is compiled.
    package enum Constant: Sendable, Hashable {
        case null
        case text(String)
        case number(String)
        case other
    }

    /// A complete operand: it can be followed by an operator or a cast without further parentheses.
    package var sql: String
    package var type: OracleType
    package var nullable: Bool
    /// Nil for everything that is not a literal.
    package var constant: Constant?
    /// The bind variable (number of the caller's list) that this expression is, with nothing around it.
    package var bind: Int?
    /// An aggregate function is part of it, so that it belongs to a group of rows.
    package var isAggregate: Bool

    package init(
        _ sql: String, _ type: OracleType, nullable: Bool = true, constant: Constant? = nil, bind: Int? = nil,
        isAggregate: Bool = false
    ) {
        self.sql = sql
        self.type = type
        self.nullable = nullable
        self.constant = constant
        self.bind = bind
        self.isAggregate = isAggregate
    }

    package var isNullLiteral: Bool { constant == .null }
}

extension TypedExpression {
    /// Whether it is another value each time that it is computed. It may say so of a text that only looks like it.
    var isVolatile: Bool {
        ["random(", "ora.random_", "nextval(", "sys_guid("].contains { sql.contains($0) }
    }
}
