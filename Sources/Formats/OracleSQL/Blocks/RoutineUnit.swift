/// A procedure or function: stored, of a package, or local to a block.
package struct RoutineUnit: Sendable, Hashable {
    /// One name, or schema and name.
    package let names: [Name]
    package let parameters: [RoutineParameter]
    /// The type of the result; nil for a procedure.
    package let result: VariableType?
    /// DETERMINISTIC, PIPELINED, RESULT_CACHE, `AUTHID CURRENT_USER` and others.
    package let options: [String]
    /// Nil for a mere declaration.
    package let body: Block?
    package let position: Position

    package var name: Name { names[names.count - 1] }
    package var isFunction: Bool { result != nil }

    package init(
        names: [Name], parameters: [RoutineParameter], result: VariableType?, options: [String], body: Block?,
        position: Position
    ) {
        self.names = names
        self.parameters = parameters
        self.result = result
        self.options = options
        self.body = body
        self.position = position
    }
}

package struct RoutineParameter: Sendable, Hashable {
    package enum Mode: Sendable, Hashable { case `in`, out, inOut }

    package let name: Name
    package let mode: Mode
    package let type: VariableType
    package let value: Expression?

    package init(name: Name, mode: Mode, type: VariableType, value: Expression?) {
        self.name = name
        self.mode = mode
        self.type = type
        self.value = value
    }
}

/// The specification or the body of a package.
package struct PackageUnit: Sendable, Hashable {
    package let names: [Name]
    package let isBody: Bool
    package let declarations: [Declaration]
    /// Statements between BEGIN and END of a body, run once for a session.
    package let start: Block?
    package let position: Position

    package var name: Name { names[names.count - 1] }

    package init(names: [Name], isBody: Bool, declarations: [Declaration], start: Block?, position: Position) {
        self.names = names
        self.isBody = isBody
        self.declarations = declarations
        self.start = start
        self.position = position
    }
}

/// The text of a stored unit as ALL_SOURCE keeps it, with or without `CREATE OR REPLACE` before it.
package enum SourceUnit: Sendable, Hashable {
    case routine(RoutineUnit)
    case package(PackageUnit)
}
