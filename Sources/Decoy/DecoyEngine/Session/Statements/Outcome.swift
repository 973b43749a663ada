package import OracleSQL

/// What an execution gave back.
package struct Outcome {
    /// Rows changed; 0 for a query, whose rows are still to come.
    package var rowCount: Int = 0
    /// Rows per row of binds, when it was asked for.
    package var rowCounts: [Int] = []
    /// Failures of single rows of binds, when they were to be collected: the row (0-based) and the failure.
    package var batchErrors: [(row: Int, failure: OracleFailure)] = []
    /// The rid of the last row that was changed.
    package var lastRowid: Int64?
    /// Values of RETURNING: for each row of binds the rows that it changed, each with a cell per RETURNING bind.
    package var returned: [[[Cell]]] = []
    /// The rids of the rows in `returned`, as far as they are known.
    package var returnedRowids: [[Int64]] = []
    /// Values of the variables after a block or call, in the order of `Prepared.variables`.
    package var outCells: [Cell] = []
    /// Open cursors that variables hold after a block, by the number of the variable.
    package var outCursors: [Int: Cursor] = [:]
    /// Elements of the variables that are PL/SQL arrays, after a block, by the number of the variable.
    package var outArrays: [Int: [Cell]] = [:]
    /// Of a query.
    package var cursor: Cursor?
    /// Result sets given back by DBMS_SQL.RETURN_RESULT, in order.
    package var implicitResults: [Cursor] = []
    /// CREATE of a unit that does not compile (ORA-24344).
    package var isCompiledWithErrors = false

    package init() {}
}

package struct ExecuteOptions: Sendable {
    /// Collect failures of single rows and go on.
    package var collectsBatchErrors = false
    /// Report rows per row of binds.
    package var countsRows = false
    package var commits = false
    /// How many rows the client asked for with the execution: the first portion of a query.
    package var firstRows = 100
    /// Check and describe, but do not run.
    package var describesOnly = false
    /// The statement may not run longer.
    package var limit: Duration?
    /// Elements of the variables of a block that are PL/SQL arrays, by the number of the variable.
    package var arrays: [Int: [Cell]] = [:]

    package init() {}
}
