package import DecoyDictionary
package import OracleSQL

/// An expression that was compiled by itself.
package struct CompiledExpression: Sendable {
    /// A PostgreSQL expression; with `table` in the request it names columns bare (`c1`), for definitions.
    package var sql: String
    package var type: OracleType
    package var nullable: Bool
    package var parameters: [Parameter]
    package var flashbacks: [FlashbackMoment]
    package var objects: [Int]
}

/// Where an expression stands that is compiled by itself.
package enum ExpressionPlace: Sendable {
    /// PL/SQL, or anything without columns.
    case alone
    /// DEFAULT of a column: no columns may be named.
    case defaultValue
    /// A check constraint: the columns of the table, and nothing that changes.
    case check(Table)
    /// A virtual column or a part of an index: PostgreSQL keeps the value, so it must be immutable.
    case stored(Table)
}

extension Compiler {
    /// A value, converted to `type` when one is given (assignment rules: the silent conversion, lengths unchanged).
    package func compileExpression(
        _ expression: Expression, place: ExpressionPlace = .alone, type: OracleType? = nil, binds: [BindType] = [],
        variables: (any VariableScope)? = nil
    ) throws(OracleFailure) -> CompiledExpression {
        let compilation = Compilation(dictionary, context, binds: binds, variables: variables)
        let scope = compilation.scope(of: place)
        var value = try compilation.expression(expression, scope)
        if let type {
            value = try compilation.assigned(value, to: type, column: nil, at: expression.position)
            value.type = type
        }
        return compilation.finished(value)
    }

    /// A condition: the value is a boolean of PostgreSQL.
    package func compileCondition(
        _ condition: Expression, place: ExpressionPlace = .alone, binds: [BindType] = [],
        variables: (any VariableScope)? = nil
    ) throws(OracleFailure) -> CompiledExpression {
        let compilation = Compilation(dictionary, context, binds: binds, variables: variables)
        let scope = compilation.scope(of: place)
        let text = try compilation.condition(condition, scope)
        return compilation.finished(TypedExpression(text, .boolean))
    }
}

extension Compilation {
    fileprivate func finished(_ value: TypedExpression) -> CompiledExpression {
        CompiledExpression(
            sql: value.sql, type: value.type, nullable: value.nullable, parameters: parameters,
            flashbacks: flashbacks, objects: objects.sorted())
    }

    fileprivate func scope(of place: ExpressionPlace) -> Scope {
        let scope = Scope(outer: nil)
        scope.clause = .values
        switch place {
        case .alone, .defaultValue: break
        case .check(let table), .stored(let table):
            if case .stored = place { mustBeImmutable = true }
            scope.clause = .filter
            let relation = Relation(
                name: table.name, schema: table.owner, alias: "", fields: Self.fields(of: table), sql: "",
                position: Position(0), table: table)
            scope.relations.append(relation)
        }
        return scope
    }
}
