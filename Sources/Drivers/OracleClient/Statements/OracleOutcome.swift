/// What a statement did.
package struct OracleOutcome: Sendable {
    /// Rows changed, by all iterations together.
    package internal(set) var rowCount: UInt64 = 0
    /// The last row that was changed, as text.
    package internal(set) var lastRowid: String?
    /// What came back, by place of the statement's binds; places that did not are nil. RETURNING gives a value for
    /// each row that was changed, arrays give their elements, other binds one value.
    package internal(set) var returned: [[OracleValue]?] = []
    private(set) var names: [String] = []
    /// Rows changed by each iteration, where they were asked for.
    package internal(set) var rowCounts: [UInt64] = []
    /// Iterations that failed, where the others were to go on.
    package internal(set) var failedRows: [OracleFailedRow] = []
    /// The object was created and does not work: see USER_ERRORS.
    package internal(set) var isCompiledWithErrors = false
    /// Results that the block returned by itself (DBMS_SQL.RETURN_RESULT).
    package internal(set) var results: [OracleRows] = []

    init(names: [String]) { self.names = names }

    /// What came back in a bind, by its name; the only or first value.
    package subscript(name: String) -> OracleValue? { all(name)?.first }

    /// All values that came back in a bind.
    package func all(_ name: String) -> [OracleValue]? {
        let wanted = StatementText.canonical(name)
        for (at, name) in names.enumerated() where name == wanted {
            if at < returned.count, let values = returned[at] { return values }
        }
        return nil
    }
}

/// An iteration of an array that failed.
package struct OracleFailedRow: Hashable, Sendable {
    /// From 0.
    package let row: Int
    package let error: OracleError
}

/// How an array of rows is executed.
package struct OracleArrayOptions: Hashable, Sendable {
    /// A row that fails does not stop the others; the list of failures comes back.
    package var goesOnAfterErrors = false
    /// How many rows each iteration changed is wanted.
    package var countsRows = false
    /// The transaction is committed in the same round trip when all went well.
    package var commits = false

    package init() {}
}
