internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// Functions 94, 4 and 78: parse, bind, define, execute and fetch in any combination.
extension SessionCalls {
    /// What is to be done with a statement, whichever function asked for it.
    struct Execution {
        var options: ExecuteRequest.Options
        var flags: ExecuteRequest.Flags = []
        /// Rows that the answer may carry.
        var rows: UInt64
        /// How often a change is executed.
        var iterations = 1
        var binds: BindRows
        /// Where a scrollable cursor goes on.
        var place = FetchPlace(orientation: 0, row: 0)
    }

    func takeExecute() throws {
        let request = try ExecuteRequest(from: reader)
        if request.options.contains(.parse) { session.counters.countParse() }
        let text = request.sql.map { String(decoding: $0, as: UTF8.self) }
        let statement: OpenStatement
        do throws(OracleFailure) {
            statement = try openStatement(request.cursor, text)
        } catch {
            // Whatever stands behind the request belongs to a statement that nobody knows.
            reader.dropBuffered()
            throw error
        }
        if request.options.contains(.bind) { statement.setBinds(request.binds, in: session) }
        if !request.defines.isEmpty { statement.defines = request.defines }
        let hasRows =
            request.options.contains(.bind) && !statement.binds.isEmpty
            || request.options.contains(.execute) && request.defines.isEmpty && !statement.binds.isEmpty
        let iterations = statement.outline.kind == .query ? 1 : max(1, Int(request.iterations))
        let binds = emptyBinds(statement.bindTypes.map(\.type))
        binds.emptyRowCount = iterations
        if hasRows {
            // Clients that mark binds of a RETURNING as those of PL/SQL send a null for each of them.
            let present = statement.presentBinds(all: request.options.contains(.plsqlBind), isRepeated: false)
            try readBindRows(statement, present, count: iterations, into: binds)
        }
        var rows = UInt64(request.prefetchRows)
        if rows == 0, request.options.contains(.fetch) || !request.options.contains(.execute) {
            rows = UInt64(request.iterations)
        }
        let execution = Execution(
            options: request.options, flags: request.flags, rows: rows, iterations: iterations, binds: binds,
            place: FetchPlace(orientation: request.fetchOrientation, row: request.fetchPosition))
        try run(statement, execution)
    }

    func takeReexecute(fetches: Bool) throws {
        let request = try ReexecuteRequest(from: reader)
        guard let statement = statements[request.cursor] else {
            reader.dropBuffered()
            throw OracleFailure(1001, "invalid cursor")
        }
        let iterations = fetches ? 1 : max(1, Int(request.iterations))
        let binds = emptyBinds(statement.bindTypes.map(\.type))
        binds.emptyRowCount = iterations
        if !statement.binds.isEmpty {
            try readBindRows(
                statement, statement.presentBinds(all: false, isRepeated: true), count: iterations, into: binds)
        }
        var options: ExecuteRequest.Options = [.execute]
        if fetches { options.insert(.fetch) }
        if request.commits { options.insert(.commit) }
        try run(
            statement,
            Execution(
                options: options, rows: fetches ? UInt64(request.iterations) : 0, iterations: iterations, binds: binds)
        )
    }

    private func openStatement(_ number: UInt32, _ text: String?) throws(OracleFailure) -> OpenStatement {
        if number != 0 {
            guard let statement = statements[number] else { throw OracleFailure(1001, "invalid cursor") }
            if let text {
                statements.end(statement)
                statement.parse(text)
            }
            return statement
        }
        guard let text else { throw OracleFailure(1003, "no statement parsed") }
        return try statements.add(text)
    }

    // MARK: Running

    private func run(_ statement: OpenStatement, _ execution: Execution) throws {
        do {
            let goesOn =
                execution.flags.contains(.scrollable) && execution.place.goesOn
                && statement.cursor?.isScrollable == true
            if execution.options.contains(.execute), !goesOn {
                try execute(statement, execution)
            } else if goesOn || execution.options.contains(.fetch) || !statement.defines.isEmpty,
                statement.cursor != nil
            {
                if execution.flags.contains(.scrollable) { try moveCursor(of: statement, to: execution.place) }
                try answerRows(statement, limit: execution.rows, isNewFetch: false)
            } else {
                try parse(statement, execution)
            }
        } catch let failure as OracleFailure {
            let number = UInt16(clamping: statement.number)
            if execution.options.contains(.parse), !execution.options.contains(.execute) || statement.prepared == nil {
                // Nothing is left of a statement that was never parsed.
                statements.close(statement.number)
                throw failure
            }
            // The rows of binds before the failed one are done, and stay.
            let failedRow = execution.binds.rowCount > 1 ? session.failedRow : nil
            var parameters: ReturnParameters?
            if execution.flags.contains(.wantsRowCounts), failedRow != nil {
                parameters = ReturnParameters()
                parameters?.rowCounts = session.rowCountsBeforeFailure.map { UInt64($0) }
            }
            try fail(failure, after: parameters) { end in
                end.cursor = number
                end.statementType = statement.outline.commandNumber
                if let failedRow { end.rowCount = UInt64(failedRow) }
            }
        }
    }

    /// Parse or describe only. Definitions are executed when they are parsed by real servers; here only by `execute`.
    private func parse(_ statement: OpenStatement, _ execution: Execution) throws {
        let prepared = try prepare(statement)
        if prepared.kind == .query { try describe(statement, prepared) }
        ReturnParameters().encode(to: writer)
        try answerEnd { end in
            end.cursor = UInt16(clamping: statement.number)
            end.statementType = statement.outline.commandNumber
        }
    }

    /// The statement compiled for its present binds.
    func prepare(_ statement: OpenStatement) throws(OracleFailure) -> Prepared {
        let types = statement.bindTypes
        if let prepared = statement.prepared, statement.preparedTypes == types, session.isCurrent(prepared) {
            return prepared
        }
        let prepared = try session.prepare(statement.text, types)
        statement.prepared = prepared
        statement.preparedTypes = types
        return prepared
    }

    private func execute(_ statement: OpenStatement, _ execution: Execution) throws {
        let prepared = try prepare(statement)
        if !statement.binds.isEmpty, prepared.variables.count > statement.binds.count {
            throw OracleFailure.missingBind()
        }
        if prepared.variables.count > 0, statement.binds.isEmpty {
            throw OracleFailure.missingBind()
        }
        var options = ExecuteOptions()
        options.collectsBatchErrors = execution.options.contains(.batchErrors)
        options.countsRows = execution.flags.contains(.wantsRowCounts)
        options.commits = execution.options.contains(.commit)
        options.arrays = statement.arrays
        options.firstRows = Int(min(max(execution.rows, 1), 100_000))
        statement.allowsBitVectors = !execution.options.contains(.noCompressedFetch)
        statements.end(statement)
        let outcome = try watched { () throws(OracleFailure) in
            try session.execute(prepared, execution.binds, options)
        }
        if prepared.kind == .query, let cursor = outcome.cursor {
            try answerQuery(statement, prepared, cursor, execution)
        } else {
            try answerChange(statement, prepared, outcome, execution)
        }
    }

    private func answerQuery(
        _ statement: OpenStatement, _ prepared: Prepared, _ cursor: Cursor, _ execution: Execution
    ) throws {
        if execution.flags.contains(.scrollable) { cursor.makeScrollable() }
        statement.begin(cursor)
        let columns = try describe(statement, prepared)
        // Large columns wait until the client has said how it wants them.
        let mustWait = statement.defines.isEmpty && columns.contains { $0.type.isLong || $0.type.comesByLocator }
        try answerRows(statement, limit: mustWait ? 0 : execution.rows, isNewFetch: true)
    }

    /// Message 16, when the client has not been told of these columns.
    @discardableResult
    private func describe(_ statement: OpenStatement, _ prepared: Prepared) throws(OracleFailure) -> [ColumnMetadata] {
        let columns = try metadata(of: prepared.columns)
        if statement.describedColumns != columns {
            if let before = statement.describedColumns { statement.defines = BindMetadata.inline(columns, before) }
            writer.reply(DescribeReply(columns: columns))
            statement.describedColumns = columns
        }
        return columns
    }

    /// What a client is told of columns.
    func metadata(of columns: [ResultColumn]) throws(OracleFailure) -> [ColumnMetadata] {
        var described: [ColumnMetadata] = []
        for (place, column) in columns.enumerated() {
            var one = ColumnMetadata(column, position: place + 1, fieldVersion: dialect.fieldVersion)
            if case .object = column.type {
                guard let type = session.objectType(of: column.type) else {
                    throw OracleFailure(3115, "unsupported network datatype or representation")
                }
                one.describe(type)
            }
            described.append(one)
        }
        return described
    }

    private func answerChange(
        _ statement: OpenStatement, _ prepared: Prepared, _ outcome: Outcome, _ execution: Execution
    ) throws {
        if statement.outline.isBlock, !statement.binds.isEmpty {
            try answerBlock(statement, execution.binds, outcome)
        } else if statement.outline.returnedCount > 0 {
            try answerReturned(statement, prepared, outcome, execution)
        }
        if !outcome.implicitResults.isEmpty { try answerImplicitResults(outcome.implicitResults) }
        var parameters = ReturnParameters()
        if session.context.schema != toldSchema {
            toldSchema = session.context.schema
            parameters.entries.append(
                SessionEntry(keyword: SessionEntry.currentSchema, text: Array(toldSchema.utf8)))
        }
        if execution.flags.contains(.wantsRowCounts) { parameters.rowCounts = outcome.rowCounts.map { UInt64($0) } }
        parameters.encode(to: writer)
        try answerEnd { end in
            end.cursor = UInt16(clamping: statement.number)
            end.statementType = statement.outline.commandNumber
            end.rowCount = UInt64(outcome.rowCount)
            end.iterations = UInt32(clamping: execution.iterations)
            end.rowid = outcome.lastRowid.map { PhysicalRowid(packed: $0) }
            if outcome.isCompiledWithErrors { end.warnings = CallEnd.compiledWithErrors }
            if !outcome.batchErrors.isEmpty { end.note(outcome.batchErrors) }
        }
    }
}

extension CallEnd {
    fileprivate mutating func note(_ errors: [(row: Int, failure: OracleFailure)]) {
        error = 24_381
        message = "ORA-24381: error(s) in array DML\n"
        batchErrors = errors.map {
            BatchError(
                code: UInt16(clamping: $0.failure.code), row: UInt32(clamping: $0.row),
                message: $0.failure.message + "\n")
        }
    }
}

extension OracleTypeCode {
    /// Values of these types are not sent before the client has said how it wants them.
    var comesByLocator: Bool { isLob || self == .object || self == .json || self == .vector }
}

extension PhysicalRowid {
    /// The bits of a row's hidden number: object, block and row; all rows lie in file 4.
    init(packed rid: Int64) {
        let bits = UInt64(bitPattern: rid)
        self.init(
            object: UInt32(truncatingIfNeeded: bits >> 39), file: 4,
            block: UInt32(truncatingIfNeeded: bits >> 15 & 0xFF_FFFF), slot: UInt16(truncatingIfNeeded: bits & 0x7FFF))
    }
}
