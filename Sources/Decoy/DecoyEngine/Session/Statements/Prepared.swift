package import DecoyCompiler
package import OracleSQL

/// A statement that was parsed and, where its kind is compiled, compiled for the types of its binds.
package final class Prepared {
    package enum Kind: Sendable, Hashable {
        case query
        case insert
        case update
        case delete
        case merge
        case definition
        case block
        case call
        case commit
        case rollback
        case savepoint
        case setTransaction
        case setRole
        case setConstraints
        case alterSession
        case lockTable
        case explain

        package var isChange: Bool { self == .insert || self == .update || self == .delete || self == .merge }
    }

    package let text: String
    package let kind: Kind
    package let statement: Statement
    /// The names of the bind variables: one for each occurrence in SQL, one for each name in PL/SQL.
    package let variables: [String]
    /// Whether the text names V$SESSTAT or V$MYSTAT.
    let readsStatistics: Bool
    /// The columns of a query that the client sees; empty for other kinds.
    package internal(set) var columns: [ResultColumn] = []
    /// RETURNING: the binds that receive values, with the type of each.
    package internal(set) var returning: [CompiledChange.Returned] = []
    var compiled: CompiledStatement?
    /// Calls of stored functions that are run before the statement.
    var calls: RoutineCalls?
    var key: StatementKey?
    /// The names that the server knows its texts by.
    var serverNames: [String: String] = [:]

    init(text: String, statement: Statement, variables: [String]) {
        self.text = text
        self.statement = statement
        self.variables = variables
        let upper = text.utf8.contains(0x24) ? text.uppercased() : ""
        readsStatistics = upper.contains("V$SESSTAT") || upper.contains("V$MYSTAT")
        kind = Kind(statement)
    }
}

extension Prepared.Kind {
    package init(_ statement: Statement) {
        switch statement {
        case .query: self = .query
        case .insert, .multiInsert: self = .insert
        case .update: self = .update
        case .delete: self = .delete
        case .merge: self = .merge
        case .definition: self = .definition
        case .block: self = .block
        case .call: self = .call
        case .commit: self = .commit
        case .rollback: self = .rollback
        case .savepoint: self = .savepoint
        case .setTransaction: self = .setTransaction
        case .setRole: self = .setRole
        case .setConstraints: self = .setConstraints
        case .alterSession: self = .alterSession
        case .lockTable: self = .lockTable
        case .explain: self = .explain
        }
    }
}
