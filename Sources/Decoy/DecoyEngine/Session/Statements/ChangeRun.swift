internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// One execution of INSERT, UPDATE, DELETE or MERGE for one or many rows of binds.
struct ChangeRun {
    private static let rowsOfExchange = 500
    private static let rowsOfArray = 10_000
    private static let rowsOfPortion = 1000
    private static let bytesOfExchange = 4 << 20

    let session: Session
    let prepared: Prepared
    let change: CompiledChange
    let binds: BindRows
    let options: ExecuteOptions
    private let moments: [Moment]
    private var outcome = Outcome()
    private let rows = PostgresRows()

    init(
        _ session: Session, _ prepared: Prepared, _ change: CompiledChange, _ binds: BindRows,
        _ options: ExecuteOptions
    ) throws(OracleFailure) {
        self.session = session
        self.prepared = prepared
        self.change = change
        self.binds = binds
        self.options = options
        moments = try session.moments(change.flashbacks, binds)
    }

    mutating func run() throws(OracleFailure) -> Outcome {
        let count = binds.rowCount
        if count == 1, !options.collectsBatchErrors {
            try runGroup(0..<1, commits: options.commits && session.canCommitAtOnce)
        } else {
            var next = 0
            while next < count { next = try runNext(next, count) }
        }
        if options.commits, session.transaction.isOpen { try session.commit() }
        if change.kind == .insert { outcome.orderBatchErrors() }
        return outcome
    }

    /// Runs the next rows and says where to go on.
    private mutating func runNext(_ start: Int, _ count: Int) throws(OracleFailure) -> Int {
        if let sql = change.arraySQL, count - start > 1, binds.columnCount > 0 {
            let end = min(count, start + arrayRows)
            do throws(OracleFailure) {
                try runArray(start..<end, sql)
                return end
            } catch {
                guard session.running.failedStep != nil, !session.isLost else { throw error }
                // Which row it was only single rows tell.
                return try runRows(start..<end)
            }
        }
        return try runRows(start..<min(count, start + Self.rowsOfExchange))
    }

    /// How many rows go into one array: by their bytes.
    private var arrayRows: Int {
        let each = max(1, binds.byteCount / max(1, binds.rowCount))
        return min(Self.rowsOfArray, max(1, Self.bytesOfExchange / each))
    }

    /// Rows one by one in one exchange. After a failure the rows before it are run again, because PostgreSQL rolled
    /// back all of them, and the failure is thrown or noted.
    private mutating func runRows(_ range: Range<Int>) throws(OracleFailure) -> Int {
        do throws(OracleFailure) {
            try runGroup(range, commits: false)
            return range.upperBound
        } catch {
            guard let step = session.running.failedStep, !session.isLost else { throw error }
            let failed = range.lowerBound + max(0, step - session.running.firstStep)
            guard range.contains(failed) else { throw error }
            if failed > range.lowerBound {
                let done = try runRows(range.lowerBound..<failed)
                // What succeeded before may fail now, if others changed rows meanwhile: then that row has failed.
                if done < failed { return done }
            }
            guard options.collectsBatchErrors else {
                session.running.failedRow = failed
                session.running.rowCountBeforeFailure = outcome.rowCount
                session.running.rowCountsBeforeFailure = outcome.rowCounts
                throw error
            }
            outcome.batchErrors.append((row: failed, failure: error))
            if options.countsRows { outcome.rowCounts.append(0) }
            return failed + 1
        }
    }

    private mutating func runGroup(_ range: Range<Int>, commits: Bool) throws(OracleFailure) {
        let writer = ParameterWriter(
            parameters: change.parameters, binds: binds, moments: moments, types: session.engine.types)
        let (name, connection) = (session.serverName(prepared, change.sql), session.connection)
        let answer: (answer: PostgresAnswer, first: Int)
        do throws(OracleFailure) {
            answer = try session.exchange(into: rows) { () throws(OracleFailure) in
                if name.isNew { connection.parse(name.text, sql: change.sql, parameters: writer.postgresTypes) }
                for row in range {
                    try connection.bind(name.text, parameterCount: writer.count) {
                        (message: inout MessageWriter) throws(OracleFailure) in
                        try writer.write(row: row, to: &message)
                    }
                    connection.execute()
                }
            } after: {
                if commits { session.queueCommit() }
            }
        } catch {
            if name.isNew { session.statements.closing.append(name.text) }
            throw error
        }
        prepared.serverNames[change.sql] = name.text
        let counts = answer.answer.counts.dropFirst(answer.first).prefix(range.count)
        note(change.countsInResult ? (0..<rows.rowCount).map { Int(rows.integer($0, 0) ?? 0) } : Array(counts))
        if commits { session.committed() }
    }

    private mutating func runArray(_ range: Range<Int>, _ sql: String) throws(OracleFailure) {
        let writer = ParameterWriter(
            parameters: change.arrayParameters, binds: binds, moments: moments, types: session.engine.types)
        try writer.check(rows: range)
        let (name, connection) = (session.serverName(prepared, sql), session.connection)
        let numbered = change.arrayNumbersRows ? session.dictionary.tables[change.table] : nil
        do throws(OracleFailure) {
            _ = try session.exchange(into: rows) { () throws(OracleFailure) in
                if name.isNew { connection.parse(name.text, sql: sql, parameters: writer.postgresArrayTypes) }
                try queuePortions(of: range, name.text, writer)
                if let numbered { queueLastRow(numbered) }
            }
        } catch {
            if name.isNew { session.statements.closing.append(name.text) }
            throw error
        }
        prepared.serverNames[sql] = name.text
        note([Int](repeating: 1, count: range.count))
    }

    /// The arrays in portions, each sent as soon as it is written: PostgreSQL inserts one while the next is made.
    private func queuePortions(
        of range: Range<Int>, _ name: String, _ writer: ParameterWriter
    ) throws(OracleFailure) {
        let connection = session.connection
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + Self.rowsOfPortion)
            connection.bind(name, parameterCount: writer.count) { message in
                writer.write(rows: start..<end, to: &message)
            }
            connection.execute()
            start = end
            guard start < range.upperBound else { return }
            do throws(PostgresFailure) {
                try connection.sendQueued()
            } catch {
                throw session.oracle(error)
            }
        }
    }

    /// Asks for the ROWID of the last row alone: an answer for each inserted row would cost more than it says.
    private func queueLastRow(_ table: Table) {
        session.connection.parse("", sql: "SELECT \(PhysicalTable.lastRow(table.dataObjectID ?? table.id))")
        session.connection.bind("")
        session.connection.execute()
    }

    /// Adds what came back for these rows of binds, each of which changed so many rows.
    private mutating func note(_ counts: [Int]) {
        let total = counts.reduce(0, +)
        outcome.rowCount += total
        if options.countsRows { outcome.rowCounts += counts }
        if total > 0 { session.transaction.hasChanges = true } else { try? session.endReading() }
        if rows.rowCount > 0, change.columns.first?.hidden == true {
            outcome.lastRowid = rows.integer(rows.rowCount - 1, 0)
        }
        guard !change.returning.isEmpty else { return }
        var row = 0
        for count in counts {
            var cells: [[Cell]] = []
            var rowids: [Int64] = []
            for _ in 0..<count where row < rows.rowCount {
                cells.append(returnedCells(row))
                if change.columns.first?.hidden == true { rowids.append(rows.integer(row, 0) ?? 0) }
                row += 1
            }
            outcome.returned.append(cells)
            outcome.returnedRowids.append(rowids)
        }
    }

    private func returnedCells(_ row: Int) -> [Cell] {
        let first = change.columns.first?.hidden == true ? 1 : 0
        return change.returning.enumerated().map { place, returned in
            Cell(returned.column.type, rows.bytes(row, first + place))
        }
    }
}

extension Outcome {
    /// Values are refused while the rows of an INSERT are gathered, keys only when the rows are put into the table:
    /// what keys refuse is told last.
    fileprivate mutating func orderBatchErrors() {
        let early = batchErrors.filter { !$0.failure.isOfKey }
        guard early.count < batchErrors.count, !early.isEmpty else { return }
        batchErrors = early + batchErrors.filter(\.failure.isOfKey)
    }
}

extension OracleFailure {
    fileprivate var isOfKey: Bool { code == 1 || code == 2291 }
}
