internal import OracleWire
internal import Synchronization

/// A result on the server that is being read. Belongs to the thread of its session.
final class ServerCursor: @unchecked Sendable {
    let session: OracleSession
    let columns: [ColumnMetadata]
    /// As what the columns come; empty when they come as described.
    private(set) var defines: [BindMetadata] = []
    private let number: UInt32
    private let sql: String?
    private let binds: [BindMetadata]
    private let options: OracleFetchOptions
    private var decoder: RowBatchDecoder
    /// Rows that have come and were not taken yet.
    private var ready: RowBatch?
    private var ahead: Response?
    private(set) var failure: OracleError?
    private var needsDefine: Bool
    private var isAtEnd: Bool
    private var isReturned = false
    private var rowsSeen = 0
    private var bytesSeen = 0

    /// The result of an execution, or, without `response`, a REF CURSOR.
    init(
        _ session: OracleSession, number: UInt32, columns: [ColumnMetadata], response: Response?,
        sql: String?, binds: [BindMetadata], options: OracleFetchOptions
    ) {
        self.session = session
        self.number = number
        self.columns = columns
        self.sql = sql
        self.binds = binds
        self.options = options
        needsDefine = columns.contains { ServerCursor.isDefined($0.type) }
        isAtEnd = response?.end?.error == CallEnd.noMoreRows && !needsDefine
        decoder = response?.decoder ?? RowBatchDecoder(columns: columns)
        if needsDefine {
            defines = columns.map { ServerCursor.define($0, options.lobs) }
            decoder = RowBatchDecoder(columns: columns, defines: defines)
        } else if let batch = response?.batch, batch.rowCount > 0 {
            keep(batch)
        }
    }

    deinit {
        if !isReturned { session.retire(cursor: number) }
    }

    /// Columns that the server does not send before it knows as what.
    static func isDefined(_ type: OracleTypeCode) -> Bool {
        type.isLob && type != .bfile || type.isLong || type == .json || type == .vector
    }

    private static func define(_ column: ColumnMetadata, _ lobs: OracleFetchOptions.LOBs) -> BindMetadata {
        var made = BindMetadata(type: column.type, bufferSize: column.bufferSize)
        made.form = column.form
        made.charset = column.form == .none ? 0 : CharsetNumber.al32utf8
        switch (column.type, lobs) {
        case (.clob, .inline), (.long, _):
            made.type = .long
            made.bufferSize = 0x7FFF_FFFF
        case (.blob, .inline), (.longRaw, _):
            made.type = .longRaw
            made.bufferSize = 0x7FFF_FFFF
            made.form = .none
            made.charset = 0
        case (.clob, .locators), (.blob, .locators), (.json, _), (.vector, _):
            made.bufferSize = 112
            made.continuation = .lobPrefetch
        case (.rowid, _), (.urowid, _):
            // These come in their own form whatever is asked for, and as text where it is asked for.
            made.bufferSize = max(made.bufferSize, 10)
        default: break
        }
        return made
    }

    /// The next rows; nil at the end. `spent` is memory to be used again.
    func next(reusing spent: RowBatch?) throws(OracleError) -> RowBatch? {
        if let failure { throw failure }
        if let outcome = ready {
            ready = nil
            try askAhead(reusing: spent)
            return outcome
        }
        if ahead != nil {
            if session.outstanding === self { session.outstanding = nil }
            hearAhead()
            if let failure { throw failure }
            return try next(reusing: spent)
        }
        guard !isAtEnd else {
            giveBack()
            return nil
        }
        try session.settle()
        try ask(reusing: spent)
        hearAhead()
        return try next(reusing: spent)
    }

    private func askAhead(reusing spent: RowBatch?) throws(OracleError) {
        guard options.asksAhead, !isAtEnd, ahead == nil, session.outstanding == nil else { return }
        do throws(OracleError) {
            try ask(reusing: spent)
            session.outstanding = self
        } catch {
            // The rows that are here still count; the error comes with the next ones.
            failure = error
            ahead = nil
        }
    }

    private func ask(reusing spent: RowBatch?) throws(OracleError) {
        let response = Response(.execute(wantsRowCounts: false))
        spent?.removeAll()
        response.batch = spent ?? RowBatch(columnCount: columns.count)
        response.decoder = decoder
        let rows = UInt32(clamping: rowsWanted)
        if needsDefine {
            var request = ExecuteRequest(options: [.define, .fetch, .notPLSQL])
            request.cursor = number
            request.prefetchRows = rows
            request.defines = defines
            request.iterations = rows
            request.isQuery = true
            try session.ask { (writer, sequence) in writer.call(request, sequence: sequence) }
        } else {
            let request = FetchRequest(cursor: number, rows: rows)
            try session.ask { (writer, sequence) in writer.call(request, sequence: sequence) }
        }
        ahead = response
    }

    /// Reads the rows that were asked for; what goes wrong is kept for who takes them. The time that they may take
    /// counts from here: how long the rows before them kept their reader busy does not matter.
    func hearAhead(within time: Duration? = nil) {
        guard let response = ahead else { return }
        ahead = nil
        session.transport.deadline = (time ?? session.callTimeout).map { ContinuousClock.now + $0 }
        do throws(OracleError) {
            try session.hear(response, statement: sql)
            needsDefine = false
            let count = response.batch?.rowCount ?? 0
            isAtEnd = response.end?.error == CallEnd.noMoreRows
            if let batch = response.batch, count > 0 {
                keep(batch)
            } else if !isAtEnd {
                // No rows and no end would be asked for without end.
                isAtEnd = true
            }
        } catch {
            failure = error
            isAtEnd = true
        }
    }

    private func keep(_ batch: RowBatch) {
        rowsSeen += batch.rowCount
        bytesSeen += batch.byteCount
        ready = batch
    }

    /// As many rows as make a batch of the wished size, by what was seen; before that by what the columns allow.
    private var rowsWanted: Int {
        let average: Int
        if rowsSeen > 0 {
            average = max(8, bytesSeen / rowsSeen + columns.count)
        } else {
            average = columns.reduce(16) { $0 + min(Int(clamping: $1.bufferSize), 8192) }
        }
        return max(1, min(options.rowsMax, options.batchBytes / average))
    }

    /// Ends the reading before its end; the server's cursor goes back to the cache or is closed.
    func close() {
        guard !isAtEnd || !isReturned else { return }
        if session.outstanding === self { session.abandonAhead() }
        isAtEnd = true
        ready = nil
        giveBack()
    }

    private func giveBack() {
        guard !isReturned else { return }
        isReturned = true
        guard failure == nil, let sql, !session.isLost else {
            session.retire(cursor: number)
            return
        }
        session.cache.put(sql, StatementCache.Entry(cursor: number, columns: columns, binds: binds))
    }
}
