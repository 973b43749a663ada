internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// One execution of INSERT, UPDATE or DELETE on a table whose triggers fire.
///
/// The rows are found first, with old and new values. Where only triggers before the rows or only triggers after them
/// exist, all rows are written at once, so that constraints see whole statements; with both, each row is written
/// between its own triggers.
struct TriggeredChange {
    private struct Row {
        var rid: [UInt8]?
        var old: [Cell]
        var new: [Cell]
    }

    let session: Session
    let prepared: Prepared
    let change: CompiledChange
    let binds: BindRows
    let options: ExecuteOptions
    let triggers: TriggerSet
    private let moments: [Moment]
    private var outcome = Outcome()

    init(
        _ session: Session, _ prepared: Prepared, _ change: CompiledChange, _ triggers: TriggerSet, _ binds: BindRows,
        _ options: ExecuteOptions
    ) throws(OracleFailure) {
        self.session = session
        self.prepared = prepared
        self.change = change
        self.triggers = triggers
        self.binds = binds
        self.options = options
        moments = try session.moments(change.flashbacks, binds)
    }

    mutating func run() throws(OracleFailure) -> Outcome {
        // Statement triggers of an INSERT for many rows of binds fire once, those of other statements for each.
        let isOnce = change.kind == .insert
        for row in 0..<binds.rowCount {
            let kept = outcome
            do throws(OracleFailure) {
                outcome = try session.withinBlock { () throws(OracleFailure) in
                    var part = self
                    if !isOnce || row == 0 { try part.fire(.before) }
                    try part.runRow(row)
                    if !isOnce || row == binds.rowCount - 1 { try part.fire(.after) }
                    return part.outcome
                }
            } catch {
                guard options.collectsBatchErrors, !session.isLost else {
                    session.running.failedRow = row
                    session.running.rowCountBeforeFailure = kept.rowCount
                    throw error
                }
                outcome.batchErrors.append((row: row, failure: error))
                if options.countsRows { outcome.rowCounts.append(0) }
            }
        }
        if options.commits, session.transaction.isOpen { try session.commit() }
        return outcome
    }

    private func fire(_ timing: Trigger.Timing) throws(OracleFailure) {
        for trigger in triggers.triggers(timing, isEachRow: false) { _ = try session.fire(trigger, triggers) }
    }

    private mutating func runRow(_ row: Int) throws(OracleFailure) {
        guard let texts = change.triggered else {
            var plain = ExecuteOptions()
            plain.countsRows = options.countsRows
            let one = binds.columnCount == 0 ? binds : BindRows([binds.cells(row)])
            var run = try ChangeRun(session, prepared, change, one, plain)
            let done = try run.run()
            outcome.rowCount += done.rowCount
            outcome.rowCounts += done.rowCounts
            outcome.returned += done.returned
            outcome.returnedRowids += done.returnedRowids
            outcome.lastRowid = done.lastRowid ?? outcome.lastRowid
            return
        }
        let found = try find(texts, row)
        let before = triggers.triggers(.before, isEachRow: true)
        let after = triggers.triggers(.after, isEachRow: true)
        var returned: [[Cell]] = []
        let type = RecordType(
            name: triggers.table.name,
            fields: texts.columns.map { RecordType.Field(name: $0.name, type: .scalar($0.type)) })
        let size = before.isEmpty || after.isEmpty ? max(1, found.count) : 1
        for start in stride(from: 0, to: found.count, by: size) {
            var group = Array(found[start..<min(found.count, start + size)])
            for index in group.indices {
                group[index].new = try fire(before, group[index], type, seesTable: isSingle)
            }
            returned += try write(texts, group)
            for each in group { _ = try fire(after, each, type, seesTable: false) }
        }
        outcome.rowCount += found.count
        if options.countsRows { outcome.rowCounts.append(found.count) }
        if !change.returning.isEmpty { outcome.returned.append(returned) }
        if found.isEmpty { try session.endReading() } else { session.transaction.hasChanges = true }
    }

    /// A trigger before the row of `INSERT … VALUES` may look at the table: nothing of it is half done.
    private var isSingle: Bool {
        guard case .insert(let insert) = prepared.statement, case .values(let rows) = insert.content else {
            return false
        }
        return rows.count == 1
    }

    private func fire(
        _ list: [Trigger], _ row: Row, _ type: RecordType, seesTable: Bool
    ) throws(OracleFailure) -> [Cell] {
        if !seesTable { session.nesting.mutatingTables.append(triggers.table.id) }
        defer { if !seesTable { session.nesting.mutatingTables.removeLast() } }
        var new = row.new
        for trigger in list { new = try session.fire(trigger, triggers, type, old: row.old, new: new) }
        return new
    }

    // MARK: The two texts

    private func find(_ texts: TriggeredRows, _ row: Int) throws(OracleFailure) -> [Row] {
        let rows = PostgresRows()
        let writer = ParameterWriter(
            parameters: change.parameters, binds: binds, moments: moments, types: session.engine.types)
        try exchange(texts.findSQL, writer.postgresTypes, into: rows) { (message) throws(OracleFailure) in
            try writer.write(row: row, to: &message)
        }
        let width = texts.columns.count
        let nulls = texts.columns.map { Cell.null($0.type) }
        let isInsert = change.kind == .insert
        func cells(_ row: Int, from first: Int) -> [Cell] {
            texts.columns.enumerated().map { Cell($1.type, rows.bytes(row, first + $0)) }
        }
        return (0..<rows.rowCount).map { row in
            if isInsert { return Row(rid: nil, old: nulls, new: cells(row, from: 0)) }
            let new = change.kind == .update ? cells(row, from: 1 + width) : nulls
            return Row(rid: rows.bytes(row, 0), old: cells(row, from: 1), new: new)
        }
    }

    /// Writes the rows; gives the values of RETURNING.
    private mutating func write(_ texts: TriggeredRows, _ group: [Row]) throws(OracleFailure) -> [[Cell]] {
        let cells = group.map { row in
            (change.kind == .insert ? [] : [Cell(.rowid, row.rid)]) + texts.written.map { row.new[$0] }
        }
        guard let first = cells.first else { return [] }
        let parameters = first.enumerated().map { Parameter.bind($0, $1.representation) }
        let values = BindRows(cells)
        let writer = ParameterWriter(
            parameters: parameters, binds: values, moments: [], types: session.engine.types)
        try writer.check(rows: 0..<values.rowCount)
        let rows = PostgresRows()
        try exchange(texts.writeSQL, writer.postgresArrayTypes, into: rows) { message in
            writer.write(rows: 0..<values.rowCount, to: &message)
        }
        session.transaction.hasChanges = true
        guard change.columns.first?.hidden == true, rows.rowCount > 0 else { return [] }
        outcome.lastRowid = rows.integer(rows.rowCount - 1, 0)
        return (0..<rows.rowCount).map { row in
            change.returning.enumerated().map { Cell($1.column.type, rows.bytes(row, 1 + $0)) }
        }
    }

    private func exchange(
        _ sql: String, _ types: [PostgresType], into rows: PostgresRows,
        _ write: (inout MessageWriter) throws(OracleFailure) -> Void
    ) throws(OracleFailure) {
        let (name, connection) = (session.serverName(prepared, sql), session.connection)
        do throws(OracleFailure) {
            _ = try session.exchange(into: rows) { () throws(OracleFailure) in
                if name.isNew { connection.parse(name.text, sql: sql, parameters: types) }
                try connection.bind(name.text, parameterCount: types.count, write)
                connection.execute()
            }
        } catch {
            if name.isNew { session.statements.closing.append(name.text) }
            throw error
        }
        prepared.serverNames[sql] = name.text
    }
}
