internal import Bytes
internal import ConnectorKit
internal import Model
internal import MySQLClient
internal import Net
internal import Transcoding

/// Writes chunks through one connection, on a thread of its own. Each chunk is one transaction that holds its mark, so
/// a chunk is there whole or not at all, whoever dies meanwhile.
actor MySQLChunkWriter: ChunkWriter {
    private let thread: ThreadExecutor
    private let session: MySQLSession
    private let plan: CopyPlan
    private let settings: WriteSettings
    private let sessions: WriterSessions
    private let transcoder: RowTranscoder
    private var statement: RowStatement
    private var part = ByteWriter(capacity: 1 << 12)
    private let statementBytesMax: Int
    /// Of the values of a row that is sent whole. As literals, texts and bytes may be twice as long; the rest of the
    /// packet is for the other values.
    private let wholeBytesMax: Int
    /// The columns that tell a row from the others, for whoever looks for it at the source.
    private let keyColumns: [Int]

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(
        _ session: MySQLSession, _ plan: CopyPlan, _ transcoder: sending RowTranscoder, _ settings: WriteSettings,
        _ sessions: WriterSessions
    ) {
        self.session = session
        self.plan = plan
        self.settings = settings
        self.transcoder = transcoder
        self.sessions = sessions
        thread = ThreadExecutor(name: "chunk-writer")
        statement = RowStatement(plan, settings.onNonEmpty)
        keyColumns = Self.keyColumns(of: plan)
        // The server's limit counts the whole packet; a single row may always be as large as it.
        statementBytesMax = min(
            settings.statementBytesMax, max(1 << 10, Int(session.server.packetBytesMax) - (1 << 10)))
        wholeBytesMax = max(1 << 17, (Int(clamping: session.server.packetBytesMax) - (1 << 18)) / 2)
    }

    func begin() async throws(DatabaseRefusal) {
        // What an attempt that failed has counted is counted again by the next.
        _ = transcoder.takeLosses()
        let checksReferences = settings.checksReferences
        try await interruptible { (session) throws(MySQLError) in
            if session.isLost {
                try session.reconnect()
                try WriterSessions.prepare(session)
            }
            if checksReferences { try session.execute("SET foreign_key_checks=1") }
            try session.begin()
        }
    }

    func write(_ page: RowPage) async throws(DatabaseRefusal) -> WriteOutcome {
        if let row = largeRow(of: page) { return try await write(row, page) }
        let reading = ContinuousClock().now
        guard let rows = try await page.whole(lengthMax: Int64(clamping: session.server.packetBytesMax)) else {
            return rejectingUnread(page)
        }
        let read = ContinuousClock().now - reading
        var outcome = try await interruptible { (_) throws(MySQLError) in try self.send(rows) }
        outcome.bytesFollowed = Int64(rows.byteCount - page.rows.byteCount)
        if outcome.bytesFollowed > 0 { outcome.reading = read }
        return outcome
    }

    func commit(_ mark: ChunkMark) async throws(DatabaseRefusal) {
        let text = ChunkMarks.insertion(of: mark)
        do throws(MySQLError) {
            try await bare { (session) throws(MySQLError) in
                try session.execute(text)
                try session.commit()
            }
        } catch {
            guard error.kind == .duplicate else { throw error.refusal }
            await rollback()
            throw ChunkMarks.refusal(error)
        }
    }

    /// A connection that cannot roll back is ended: the server rolls back by itself.
    func rollback() async {
        do {
            try session.rollback()
        } catch {
            session.interrupt()
        }
    }

    /// The next writer goes on with the connection, when it is fit for that.
    func close() async {
        // The next writer would check references too.
        if settings.checksReferences { session.close() } else { sessions.give(session) }
    }

    private func send(_ rows: RowBlock) throws(MySQLError) -> WriteOutcome {
        let clock = ContinuousClock()
        var outcome = WriteOutcome()
        var mark = clock.now
        statement.clear()
        for row in 0..<rows.rowCount {
            if byteCount(row, of: rows) > wholeBytesMax, let large = largeRow(row, of: rows) {
                outcome.conversion += clock.now - mark
                mark = clock.now
                try flush(rows, &outcome)
                let counted = transcoder.lossCounts
                note(try write(large), of: large, row, of: rows, counted, &outcome)
                outcome.execution += clock.now - mark
                mark = clock.now
                continue
            }
            let refusal = statement.add(row) { writer in transcoder.append(row, of: rows, to: &writer) }
            if let refusal {
                transcoder.uncount(row, of: rows)
                let name = refusal.column < plan.columns.count ? plan.columns[refusal.column].sourceName : "ROWID"
                outcome.rejections.append(rejection(row, of: rows, name, refusal.failure(column: name)))
            }
            guard statement.rowCount >= settings.rowsPerStatement || statement.byteCount >= statementBytesMax else {
                continue
            }
            outcome.conversion += clock.now - mark
            mark = clock.now
            try flush(rows, &outcome)
            outcome.execution += clock.now - mark
            mark = clock.now
        }
        outcome.conversion += clock.now - mark
        mark = clock.now
        try flush(rows, &outcome)
        outcome.execution += clock.now - mark
        for (rule, count) in transcoder.takeLosses() { outcome.losses[rule, default: 0] += count }
        return outcome
    }

    private func flush(_ rows: RowBlock, _ outcome: inout WriteOutcome) throws(MySQLError) {
        let count = statement.rowCount
        guard count > 0 else { return }
        defer { statement.clear() }
        outcome.bytesSent += Int64(statement.byteCount)
        do throws(MySQLError) {
            statement.finish()
            note(try session.execute(statement.writer.bytes), of: count, &outcome)
        } catch  where isRejection(error, of: count) {
            statement.reopen()
            try split(0..<count, error, rows, &outcome)
        }
    }

    /// Halves a refused statement until each refused row stands alone. A statement that fails undoes itself only, so
    /// the transaction goes on.
    private func split(
        _ range: Range<Int>, _ refused: MySQLError, _ rows: RowBlock, _ outcome: inout WriteOutcome
    ) throws(MySQLError) {
        guard range.count > 1 else {
            let row = statement.pieces[range.lowerBound].row
            transcoder.uncount(row, of: rows)
            outcome.rejections.append(rejection(row, of: rows, nil, refused.refusal.failure))
            return
        }
        let middle = range.lowerBound + range.count / 2
        for half in [range.lowerBound..<middle, middle..<range.upperBound] {
            statement.write(half, into: &part)
            do throws(MySQLError) {
                note(try session.execute(part.bytes), of: half.count, &outcome)
            } catch  where isRejection(error, of: half.count) {
                try split(half, error, rows, &outcome)
            }
        }
    }

    // MARK: Large rows

    private func byteCount(_ row: Int, of rows: RowBlock) -> Int {
        guard rows.byteCount > wholeBytesMax else { return 0 }
        return (0..<rows.columnCount).reduce(0) { $0 + rows.bytes(row, $1).count }
    }

    private func largeRow(_ row: Int, of rows: RowBlock, followed: [Int] = []) -> LargeRow? {
        LargeRow(
            row, of: rows, followed: followed, plan, settings.onNonEmpty, transcoder, keyColumns: keyColumns,
            packetBytesMax: Int(clamping: session.server.packetBytesMax))
    }

    private func largeRow(of page: RowPage) -> LargeRow? {
        page.large.isEmpty ? nil : largeRow(0, of: page.rows, followed: page.large.map(\.column))
    }

    /// A row that can only be sent whole, and is longer than any statement.
    private func rejectingUnread(_ page: RowPage) -> WriteOutcome {
        var outcome = WriteOutcome()
        let longest = page.large.max { $0.length < $1.length }?.column ?? 0
        let name = plan.columns.indices.contains(longest) ? plan.columns[longest].sourceName : "ROWID"
        var rejection = self.rejection(0, of: page.rows, name, LargeRow.incomplete(name))
        rejection.note(page.large)
        outcome.rejections = [rejection]
        return outcome
    }

    private func write(_ row: LargeRow) throws(MySQLError) -> LargeRow.End {
        if let end = try row.begin(session) { return end }
        return try row.finish(session)
    }

    /// No more than one piece of a value is in memory here.
    private func write(_ row: LargeRow, _ page: RowPage) async throws(DatabaseRefusal) -> WriteOutcome {
        let clock = ContinuousClock()
        let begun = clock.now
        let counted = transcoder.lossCounts
        var outcome = WriteOutcome()
        var end = try await interruptible { (session) throws(MySQLError) in try row.begin(session) }
        for value in page.large {
            while end == nil {
                let asked = clock.now
                guard let piece = try await value.next() else { break }
                outcome.reading += clock.now - asked
                outcome.bytesFollowed += Int64(piece.count)
                end = try await interruptible { (session) throws(MySQLError) in
                    try row.append(piece, value.column, session)
                }
            }
        }
        if end == nil { end = try await interruptible { (session) throws(MySQLError) in try row.finish(session) } }
        outcome.execution = clock.now - begun - outcome.reading
        note(end ?? .written, of: row, 0, of: page.rows, counted, &outcome)
        for at in outcome.rejections.indices { outcome.rejections[at].note(page.large) }
        for (rule, count) in transcoder.takeLosses() { outcome.losses[rule, default: 0] += count }
        return outcome
    }

    /// `counted` is what was lost before this row.
    private func note(
        _ end: LargeRow.End, of large: LargeRow, _ row: Int, of rows: RowBlock, _ counted: [Int64],
        _ outcome: inout WriteOutcome
    ) {
        outcome.bytesSent += large.bytesSent
        if end != .written { transcoder.lossCounts = counted }
        switch end {
        case .written: outcome.rowsWritten += 1
        case .ignored: outcome.rowsIgnored += 1
        case .refused(let column, let reason):
            outcome.rejections.append(rejection(row, of: rows, column, reason))
        }
    }

    /// A statement that is too large is halved too; one row that is too large is a rejected row, where the connection
    /// survives it.
    private func isRejection(_ error: MySQLError, of count: Int) -> Bool {
        error.isAboutValues || (error.isTooLarge && !session.isLost)
    }

    private func note(_ answer: MySQLOutcome, of count: Int, _ outcome: inout WriteOutcome) {
        guard settings.onNonEmpty == .ignore else {
            outcome.rowsWritten += Int64(count)
            return
        }
        let written = min(Int64(clamping: answer.affectedRows), Int64(count))
        outcome.rowsWritten += written
        outcome.rowsIgnored += Int64(count) - written
    }

    private func rejection(_ row: Int, of rows: RowBlock, _ column: String?, _ reason: Failure) -> RowRejection {
        let values = (0..<rows.columnCount).map { at -> String? in
            rows.isNull(row, at) ? nil : hexText(Array(rows.bytes(row, at).prefix(4096)))
        }
        var rejection = RowRejection(
            ordinal: Int64(row), address: transcoder.address(of: row, in: rows, keyColumns), column: column,
            reason: reason, values: values)
        rejection.shown = transcoder.shown(row, of: rows)
        if let key = plan.rowKey, key.count == keyColumns.count {
            rejection.keyLiterals = transcoder.literals(of: row, in: rows, keyColumns)
        }
        return rejection
    }

    /// The address of the row where the source sends it, else its key.
    private static func keyColumns(of plan: CopyPlan) -> [Int] {
        if !plan.addressColumns.isEmpty { return [plan.columns.count] }
        guard let names = plan.rowKey else { return [] }
        return names.compactMap { name in plan.columns.firstIndex { $0.sourceName == name } }
    }

    private func interruptible<Value: Sendable>(
        _ body: (MySQLSession) throws(MySQLError) -> Value
    ) async throws(DatabaseRefusal) -> Value {
        do throws(MySQLError) {
            return try await bare(body)
        } catch {
            throw DeadTransactions.refusal(behind: error, session) ?? error.refusal
        }
    }

    /// Cancelling ends the call at once and loses the connection: nobody knows what of it was done.
    private func bare<Value: Sendable>(
        _ body: (MySQLSession) throws(MySQLError) -> Value
    ) async throws(MySQLError) -> Value {
        let session = session
        let outcome = await withTaskCancellationHandler {
            // Only a closure that captures `self` stays on the actor's thread.
            Result { () throws(MySQLError) in try body(self.session) }
        } onCancel: {
            session.interrupt()
        }
        return try outcome.get()
    }
}
