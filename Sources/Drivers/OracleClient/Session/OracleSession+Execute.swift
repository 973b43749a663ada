internal import OracleWire

extension OracleSession {
    /// A statement that has run: its answer, and the cursor that it left open.
    struct Executed {
        let response: Response
        let cursor: UInt32
        let columns: [ColumnMetadata]
        let binds: [BindMetadata]
    }

    struct Run {
        let text: StatementText
        var columns: [BindColumn] = []
        var iterations = 1
        var array = OracleArrayOptions()
        var fetch = OracleFetchOptions()
        var describesOnly = false

        init(_ text: StatementText) { self.text = text }
    }

    /// The binds of all iterations, place by place.
    func columns(_ rows: [[OracleBind]], of text: StatementText) throws(OracleError) -> [BindColumn] {
        try columns(of: text) { (place) throws(BindFailure) in
            try BindColumn.make(rows.map { $0[place] }, in: text, at: place, dialect: transport.dialect)
        }
    }

    /// The same for plain values, which are not copied.
    func columns(_ rows: [[OracleValue]], of text: StatementText) throws(OracleError) -> [BindColumn] {
        try columns(of: text) { (place) throws(BindFailure) in
            try BindColumn.make(rows, in: text, at: place, dialect: transport.dialect)
        }
    }

    private func columns(
        of text: StatementText, _ make: (Int) throws(BindFailure) -> BindColumn
    ) throws(OracleError) -> [BindColumn] {
        var columns: [BindColumn] = []
        for place in text.binds.indices {
            do throws(BindFailure) {
                columns.append(try make(place))
            } catch {
                throw OracleError(
                    number: OracleError.Own.binds, text: ":\(text.binds[place].name): \(error.text)",
                    statement: outline(of: text.sql), place: self.place)
            }
        }
        return columns
    }

    /// Runs a statement. A statement of the cache that the server cannot use any more is parsed once more: nothing of
    /// it was done.
    func run(_ run: Run) throws(OracleError) -> Executed {
        try settle()
        guard let cached = run.describesOnly ? nil : cache.take(run.text.sql) else {
            return try execute(run, cached: nil)
        }
        do throws(OracleError) {
            return try execute(run, cached: cached)
        } catch {
            guard [1001, 1003, 1007, 932].contains(error.number), run.text.kind == .query, !isLost else { throw error }
            return try execute(run, cached: nil)
        }
    }

    private func execute(_ run: Run, cached: StatementCache.Entry?) throws(OracleError) -> Executed {
        let response = Response(.execute(wantsRowCounts: run.array.countsRows))
        response.isReturning = run.text.isReturning
        var metadata = run.columns.map(\.metadata)
        let isSame = cached.map { OracleSession.fits(&metadata, into: $0.binds) } ?? false
        response.binds = metadata
        let knownColumns = cached?.columns ?? []
        if !knownColumns.isEmpty {
            response.decoder = RowBatchDecoder(columns: knownColumns)
            response.batch = RowBatch(columnCount: knownColumns.count)
        }
        let isShort =
            isSame && run.text.kind != .plsql && !run.text.isReturning && run.array == OracleArrayOptions()
            && !knownColumns.contains { ServerCursor.isDefined($0.type) }
        do throws(OracleError) {
            if let cached, isShort {
                try reexecute(run, cached, response)
            } else {
                try executeWhole(run, cached, metadata, response)
            }
        } catch {
            if let cached { cache.evict(cached.cursor) }
            if let number = response.end?.cursor, number != 0, cached == nil { cache.evict(UInt32(number)) }
            throw error
        }
        let number = response.end.map { UInt32($0.cursor) } ?? 0
        return Executed(
            response: response, cursor: number == 0 ? cached?.cursor ?? 0 : number,
            columns: response.columns ?? knownColumns, binds: metadata)
    }

    /// Whether binds can go by the metadata that the server has; smaller buffers take the larger ones over.
    private static func fits(_ mine: inout [BindMetadata], into known: [BindMetadata]) -> Bool {
        guard mine.count == known.count else { return false }
        for at in mine.indices {
            var other = mine[at]
            other.bufferSize = known[at].bufferSize
            guard other == known[at], mine[at].bufferSize <= known[at].bufferSize else { return false }
        }
        mine = known
        return true
    }

    private func reexecute(
        _ run: Run, _ cached: StatementCache.Entry, _ response: Response
    ) throws(OracleError) {
        let isQuery = run.text.kind == .query
        var request = ReexecuteRequest(
            cursor: cached.cursor, iterations: UInt32(clamping: isQuery ? run.fetch.firstRows : run.iterations))
        if isQuery { request.options = .execute }
        try converse(response, statement: run.text.sql) { (writer, sequence) in
            writer.begin(isQuery ? .reexecuteAndFetch : .reexecute, sequence: sequence)
            request.encode(to: writer)
            writeRows(run, cached.binds, to: writer)
        }
    }

    private func executeWhole(
        _ run: Run, _ cached: StatementCache.Entry?, _ metadata: [BindMetadata], _ response: Response
    ) throws(OracleError) {
        let isQuery = run.text.kind == .query
        let isPLSQL = run.text.kind == .plsql
        var options: ExecuteRequest.Options = run.describesOnly ? .describe : .execute
        if cached == nil { options.insert(.parse) }
        if !isPLSQL, !run.describesOnly { options.insert(.notPLSQL) }
        if !metadata.isEmpty, !run.describesOnly { options.insert(isPLSQL ? [.bind, .plsqlBind] : .bind) }
        if run.array.commits { options.insert(.commit) }
        if run.array.goesOnAfterErrors { options.insert(.batchErrors) }
        let mustDefine = cached.map { $0.columns.contains { ServerCursor.isDefined($0.type) } } ?? false
        if isQuery, !mustDefine, !run.describesOnly { options.insert(.fetch) }
        var request = ExecuteRequest(
            options: options, sql: cached == nil ? Array(run.text.sql.utf8) : nil)
        request.cursor = cached?.cursor ?? 0
        request.prefetchRows = isQuery ? UInt32(clamping: mustDefine ? 0 : run.fetch.firstRows) : 1
        request.iterations = isQuery ? 0 : UInt32(clamping: run.iterations)
        request.isQuery = isQuery
        request.flags = run.array.countsRows ? [.acceptsImplicitResults, .wantsRowCounts] : .acceptsImplicitResults
        if options.contains(.bind) { request.binds = metadata }
        try converse(response, statement: run.text.sql) { (writer, sequence) in
            writer.call(request, sequence: sequence)
            if options.contains(.bind) { writeRows(run, metadata, to: writer) }
        }
    }

    /// In SQL, what comes back from RETURNING is not sent; in PL/SQL every bind is.
    private func writeRows(_ run: Run, _ metadata: [BindMetadata], to writer: WireWriter) {
        let isPLSQL = run.text.kind == .plsql
        let order = BindMetadata.order(metadata, isPLSQL: isPLSQL, dialect: transport.dialect)
            .filter { isPLSQL || !run.columns[$0].isOut }
        guard !order.isEmpty else { return }
        let columns = order.map { run.columns[$0] }
        let views = columns.compactMap { column in column.bytes?.view(isBoolean: column.metadata.type == .boolean) }
        if views.count == columns.count {
            return withExtendedLifetime(columns) {
                for row in 0..<run.iterations {
                    writer.beginRow()
                    for view in views { view.write(row, to: writer) }
                }
            }
        }
        for row in 0..<run.iterations {
            writer.beginRow()
            for place in order { run.columns[place].write(row, to: writer) }
        }
    }
}
