/// What may stand before BEGIN, and in the specification of a package.
package indirect enum Declaration: Sendable, Hashable {
    case variable(VariableDeclaration)
    case cursor(CursorDeclaration)
    case exception(Name)
    case type(TypeDeclaration)
    case routine(RoutineUnit)
    case pragma(Pragma, Position)
}

package struct VariableDeclaration: Sendable, Hashable {
    package let name: Name
    package let type: VariableType
    package let isConstant: Bool
    package let isNotNull: Bool
    package let value: Expression?

    package init(name: Name, type: VariableType, isConstant: Bool, isNotNull: Bool, value: Expression?) {
        self.name = name
        self.type = type
        self.isConstant = isConstant
        self.isNotNull = isNotNull
        self.value = value
    }
}

/// The type of a variable, a parameter, a field or an element.
package enum VariableType: Sendable, Hashable {
    case scalar(OracleType)
    /// A type declared by a block, a package or a schema.
    case named([Name])
    /// `name%TYPE` of a variable or a column.
    case typeOf([Name])
    /// `name%ROWTYPE` of a table, a view or a cursor.
    case rowOf([Name])
}

package struct CursorDeclaration: Sendable, Hashable {
    package let name: Name
    package let parameters: [RoutineParameter]
    package let rowType: VariableType?
    /// Nil in the specification of a package.
    package let query: EmbeddedQuery?

    package init(name: Name, parameters: [RoutineParameter], rowType: VariableType?, query: EmbeddedQuery?) {
        self.name = name
        self.parameters = parameters
        self.rowType = rowType
        self.query = query
    }
}

package struct TypeDeclaration: Sendable, Hashable {
    package enum Definition: Sendable, Hashable {
        case record([VariableDeclaration])
        /// A nested table, or an associative array when it has a type of index.
        case table(of: VariableType, index: VariableType?)
        case varray(limit: Int, of: VariableType)
        case refCursor(returning: VariableType?)
        case subtype(VariableType, isNotNull: Bool)
    }

    package let name: Name
    package let definition: Definition

    package init(name: Name, definition: Definition) {
        self.name = name
        self.definition = definition
    }
}

package enum Pragma: Sendable, Hashable {
    case exceptionInit(Name, code: Int)
    case autonomousTransaction
    /// Known to change nothing that a caller can see: INLINE, UDF, SERIALLY_REUSABLE and others.
    case other(String)
}
