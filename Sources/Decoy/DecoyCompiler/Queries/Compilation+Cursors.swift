internal import DecoyDictionary
internal import OracleSQL

/// `CURSOR(query)` in a select list: the rows of the query travel inside of the row, so that both are of one moment.
extension Compilation {
    func cursor(
        _ query: Query, name: String, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) -> SelectList.Entry {
        guard query.lock == nil else {
            throw Failures.make(1786, "FOR UPDATE of this query expression is not allowed", at: place)
        }
        let routineCount = rowRoutines.count
        nextRole = .cursor
        let block = try block(query, outer: scope)
        guard rowRoutines.count == routineCount else {
            throw Failures.unsupported("stored functions inside of a CURSOR expression", at: place)
        }
        let alias = nextAlias("q")
        let fields = block.columns.indices.map { "\(alias).o\($0)" }
        let text = "ARRAY(SELECT ROW(\(SQLText.list(fields))) FROM (\(block.sql)) AS \(alias))"
        var entry = SelectList.Entry(
            value: TypedExpression(text, .refCursor, nullable: true), name: name, hasAlias: false)
        entry.nested = block.columns
        return entry
    }

    /// Where a cursor in a select list reaches the client as one; elsewhere ORA-22902.
    func checkCursor(
        _ select: Select, _ list: SelectList, _ scope: Scope, _ place: Position
    ) throws(OracleFailure) {
        guard list.role != .part, select.quantifier != .distinct, !scope.grouping.isGrouped else {
            throw Failures.make(22_902, "CURSOR expression not allowed", at: place)
        }
    }
}
