/// One statement of PL/SQL.
package indirect enum BlockStatement: Sendable, Hashable {
    case null(Position)
    case assign(Expression, Expression, Position)
    /// A procedure: a call, or a reference without parentheses.
    case call(Expression, Position)
    case branch([ConditionalBranch], otherwise: [BlockStatement], Position)
    case choice(ChoiceStatement)
    case loop(Loop)
    case exit(label: Name?, condition: Expression?, Position)
    case next(label: Name?, condition: Expression?, Position)
    /// Nil raises again what an exception clause has caught.
    case raise([Name]?, Position)
    case giveBack(Expression?, Position)
    case block(Block)
    case sql(EmbeddedStatement)
    case open(OpenCursor)
    case fetch(FetchCursor)
    case close(Expression, Position)
    case dynamic(DynamicStatement)
    case forAll(ForAll)
    case pipeRow(Expression, Position)
}

package struct ConditionalBranch: Sendable, Hashable {
    /// A condition, or a value when it belongs to a CASE with an operand.
    package let test: Expression
    package let statements: [BlockStatement]

    package init(test: Expression, statements: [BlockStatement]) {
        self.test = test
        self.statements = statements
    }
}

package struct ChoiceStatement: Sendable, Hashable {
    package let operand: Expression?
    package let branches: [ConditionalBranch]
    /// Nil without ELSE: then ORA-06592 when nothing fits.
    package let otherwise: [BlockStatement]?
    package let position: Position

    package init(operand: Expression?, branches: [ConditionalBranch], otherwise: [BlockStatement]?, position: Position)
    {
        self.operand = operand
        self.branches = branches
        self.otherwise = otherwise
        self.position = position
    }
}

package struct Loop: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case endless
        case condition(Expression)
        case range(Name, low: Expression, high: Expression, isReversed: Bool)
        case query(Name, EmbeddedQuery)
        /// A declared cursor with its arguments.
        case cursor(Name, Expression)
    }

    package let kind: Kind
    package let label: Name?
    package let statements: [BlockStatement]
    package let position: Position

    package init(kind: Kind, label: Name?, statements: [BlockStatement], position: Position) {
        self.kind = kind
        self.label = label
        self.statements = statements
        self.position = position
    }
}

/// A query inside PL/SQL; its variables are plain references.
package struct EmbeddedQuery: Sendable, Hashable {
    package let query: Query
    /// The bytes of the whole text where it stands.
    package let start: Int
    package let end: Int

    package init(query: Query, start: Int, end: Int) {
        self.query = query
        self.start = start
        self.end = end
    }
}

/// A statement of SQL inside PL/SQL.
package struct EmbeddedStatement: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// Has INTO.
        case query(Query)
        case insert(Insert)
        case multiInsert(MultiInsert)
        case update(Update)
        case delete(Delete)
        case merge(Merge)
        case commit
        case rollback(savepoint: Name?)
        case savepoint(Name)
        case setTransaction(TransactionMode)
        case lockTable(LockTable)
    }

    package let content: Content
    package let start: Int
    package let end: Int

    package var position: Position { Position(start) }

    package init(content: Content, start: Int, end: Int) {
        self.content = content
        self.start = start
        self.end = end
    }
}

package struct OpenCursor: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// A declared cursor with its arguments.
        case declared([Call.Argument])
        case query(EmbeddedQuery)
        case dynamic(Expression, using: [UsingArgument])
    }

    package let cursor: Expression
    package let content: Content
    package let position: Position

    package init(cursor: Expression, content: Content, position: Position) {
        self.cursor = cursor
        self.content = content
        self.position = position
    }
}

package struct FetchCursor: Sendable, Hashable {
    package let cursor: Expression
    package let into: [Expression]
    package let isBulk: Bool
    package let limit: Expression?
    package let position: Position

    package init(cursor: Expression, into: [Expression], isBulk: Bool, limit: Expression?, position: Position) {
        self.cursor = cursor
        self.into = into
        self.isBulk = isBulk
        self.limit = limit
        self.position = position
    }
}

package struct UsingArgument: Sendable, Hashable {
    package let mode: RoutineParameter.Mode
    package let value: Expression

    package init(mode: RoutineParameter.Mode, value: Expression) {
        self.mode = mode
        self.value = value
    }
}

/// EXECUTE IMMEDIATE.
package struct DynamicStatement: Sendable, Hashable {
    package let text: Expression
    package let into: [Expression]
    package let isBulk: Bool
    package let using: [UsingArgument]
    package let returning: [Expression]
    package let position: Position

    package init(
        text: Expression, into: [Expression], isBulk: Bool, using: [UsingArgument], returning: [Expression],
        position: Position
    ) {
        self.text = text
        self.into = into
        self.isBulk = isBulk
        self.using = using
        self.returning = returning
        self.position = position
    }
}

package struct ForAll: Sendable, Hashable {
    package enum Bounds: Sendable, Hashable {
        case range(low: Expression, high: Expression)
        case indices(of: Expression, low: Expression?, high: Expression?)
        case values(of: Expression)
    }

    package enum Content: Sendable, Hashable {
        case sql(EmbeddedStatement)
        case dynamic(DynamicStatement)
    }

    package let variable: Name
    package let bounds: Bounds
    package let savesExceptions: Bool
    package let content: Content
    package let position: Position

    package init(variable: Name, bounds: Bounds, savesExceptions: Bool, content: Content, position: Position) {
        self.variable = variable
        self.bounds = bounds
        self.savesExceptions = savesExceptions
        self.content = content
        self.position = position
    }
}
