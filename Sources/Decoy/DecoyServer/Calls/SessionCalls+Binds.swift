internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// The rows of binds behind a request, and the values that come back.
extension SessionCalls {
    /// Room for the rows of a request: that of the request before, unless somebody still reads it.
    func emptyBinds(_ types: [OracleType]) -> BindRows {
        if isKnownUniquelyReferenced(&spareBinds), let spare = spareBinds {
            spare.removeAll(types: types)
            return spare
        }
        let made = BindRows(types: types)
        spareBinds = made
        return made
    }

    /// Reads `count` rows; binds that are not in them become null.
    func readBindRows(
        _ statement: OpenStatement, _ present: [Int], count: Int, into rows: BindRows
    ) throws {
        statement.arrays = [:]
        guard !present.isEmpty else {
            for _ in 0..<count { for _ in statement.binds { rows.appendNull() } }
            return
        }
        let decoders = statement.binds.map { BindForm($0, session: session) }
        let inOrder = BindMetadata.order(
            present.map { statement.binds[$0] }, isPLSQL: statement.outline.isBlock, dialect: dialect)
        let order = inOrder.map { present[$0] }
        let isPlain = order == Array(statement.binds.indices)
        let hasArrays = decoders.contains(where: \.isArray)
        let reader = reader
        var failure: OracleFailure?
        for _ in 0..<count {
            let type = try MessageType(from: reader)
            guard type == .rowData else { throw WireFailure("bind row", .unexpected(Int64(type.rawValue))) }
            if isPlain, !hasArrays {
                for decoder in decoders {
                    if let found = try decoder.read(reader, into: rows) { note(found, &failure) }
                }
            } else if isPlain {
                for (place, decoder) in decoders.enumerated() {
                    note(try read(decoder, at: place, of: statement, into: rows), &failure)
                }
            } else {
                // The values stand in another order than the binds.
                let scratch = BindRows(types: order.map { statement.bindTypes[$0].type })
                for place in order {
                    note(try read(decoders[place], at: place, of: statement, into: scratch), &failure)
                }
                for place in statement.binds.indices {
                    let at = order.firstIndex(of: place)
                    if let at, let field = scratch.field(0, at) {
                        rows.append(field)
                    } else {
                        rows.appendCursor(at.flatMap { scratch.cursorNumbers[$0] } ?? 0)
                    }
                }
            }
        }
        // Only now: the whole request has been read.
        if let failure { throw failure }
        for (place, number) in rows.cursorNumbers { rows.cursors[place] = statements[number]?.cursor }
    }

    private func read(
        _ form: BindForm, at place: Int, of statement: OpenStatement, into rows: BindRows
    ) throws -> OracleFailure? {
        guard form.isArray else { return try form.read(reader, into: rows) }
        let (elements, failure) = try form.readArray(reader, into: rows)
        statement.arrays[place] = elements
        return failure
    }

    private func note(_ found: OracleFailure?, _ failure: inout OracleFailure?) {
        if failure == nil { failure = found }
    }

    // MARK: Values that come back

    /// Messages 11 and 7 after a block or a call.
    func answerBlock(_ statement: OpenStatement, _ binds: BindRows, _ outcome: Outcome) throws {
        // Whether a block only reads a bind is known to nobody here: its value comes back as it is then. A cursor that
        // the block did not open is the client's own still.
        statement.directions = statement.binds.enumerated().map { place, bind in
            guard bind.type == .refCursor else { return .both }
            guard let given = binds.cursors[place] else { return .output }
            return outcome.outCursors[place] === given ? .input : .output
        }
        writer.reply(BindVector(statement.directions))
        guard statement.directions.contains(where: { $0 != .input }) else { return }
        writer.type(.rowData)
        for (place, bind) in statement.binds.enumerated() where statement.directions[place] != .input {
            if bind.type == .refCursor {
                try answerCursor(outcome.outCursors[place])
            } else if bind.isArray {
                try answerArray(outcome.outArrays[place] ?? [], bind)
                continue
            } else {
                let cell =
                    place < outcome.outCells.count
                    ? outcome.outCells[place] : Cell.null(statement.bindTypes[place].type)
                try answerCell(cell, bind)
            }
            // The actual length or return code.
            writer.ub(UInt32(0))
        }
    }

    private func answerArray(_ elements: [Cell], _ bind: BindMetadata) throws(OracleFailure) {
        guard elements.count <= Int(bind.elements) else {
            throw OracleFailure(6513, "PL/SQL: index for PL/SQL table out of range for host language array")
        }
        writer.ub(UInt32(elements.count))
        for element in elements {
            try answerCell(element, bind)
            writer.ub(UInt32(0))
        }
    }

    private func answerCell(_ cell: Cell, _ bind: BindMetadata, at place: LOBPlace? = nil) throws(OracleFailure) {
        let type = bind.oracleType(in: session)
        if case .object = cell.type, !cell.isNull, cell.type != type {
            throw OracleFailure(932, "inconsistent datatypes: expected - got \(cell.type.dictionaryName)")
        }
        let cell = try session.convert(cell, to: type)
        // Outside of rows a LONG has no indicator and return code behind it: it stands there as a text does.
        var bind = bind
        if bind.type == .long || bind.type == .longVarchar { bind.type = .varchar }
        if bind.type == .longRaw || bind.type == .longVarraw { bind.type = .raw }
        let form = ColumnForm(cell.type, bind, session: session, fieldVersion: dialect.fieldVersion)
        if let bytes = cell.bytes {
            let result: Result<Void, OracleFailure> = bytes.withUnsafeBytes { field in
                Result { () throws(OracleFailure) in try form.write(field, session, at: place, to: writer) }
            }
            try result.get()
        } else {
            try form.write(nil, session, to: writer)
        }
    }

    /// A cursor that a block opened, or one of a row of `parent`, with a number of its own.
    func answerCursor(_ cursor: Cursor?, of parent: OpenStatement? = nil) throws(OracleFailure) {
        guard let cursor else {
            // A cursor that was never opened: no columns, no number.
            writer.u8(1)
            DescribeBody(columns: []).encode(to: writer)
            writer.ub(UInt16(0))
            return
        }
        let columns = try metadata(of: cursor.columns)
        let statement = try statements.add("select")
        parent?.nested.append(statement.number)
        statement.begin(cursor)
        statement.describedColumns = columns
        writer.u8(1)
        DescribeBody(columns: columns).encode(to: writer)
        writer.ub(UInt16(clamping: statement.number))
    }

    /// Messages 11 and 7 after a change with RETURNING … INTO: one message 7 for each row of binds.
    func answerReturned(
        _ statement: OpenStatement, _ prepared: Prepared, _ outcome: Outcome, _ execution: Execution
    ) throws {
        let count = statement.binds.count
        let first = count - min(count, statement.outline.returnedCount)
        var vector = BindVector(statement.binds.indices.map { $0 < first ? .input : .output })
        vector.iterations = UInt32(clamping: execution.iterations)
        writer.reply(vector)
        for iteration in 0..<execution.iterations {
            let rows = iteration < outcome.returned.count ? outcome.returned[iteration] : []
            writer.type(.rowData)
            for place in first..<count {
                let at = prepared.returning.firstIndex { $0.bind == place } ?? place - first
                writer.ub(UInt32(clamping: rows.count))
                let rowids = iteration < outcome.returnedRowids.count ? outcome.returnedRowids[iteration] : []
                let large = at < prepared.returning.count ? prepared.returning[at].column.place : nil
                for (number, row) in rows.enumerated() {
                    let bind = statement.binds[place]
                    let cell = at < row.count ? row[at] : Cell.null(.plainNumber)
                    let (shown, length) = try cut(cell, bind)
                    try answerCell(
                        shown, bind,
                        at: number < rowids.count
                            ? large.map { LOBPlace(table: $0.table, column: $0.column, rid: rowids[number]) } : nil)
                    writer.ub(UInt32(clamping: length))
                }
            }
        }
    }

    /// A returned text or RAW that is longer than the client's variable is cut, and its whole length told; 0 says that
    /// nothing is missing.
    private func cut(_ cell: Cell, _ bind: BindMetadata) throws(OracleFailure) -> (cell: Cell, length: Int) {
        let limit = Int(bind.bufferSize)
        switch bind.type {
        case .varchar, .char, .raw: break
        default: return (cell, 0)
        }
        guard limit > 0, bind.form != .national else { return (cell, 0) }
        var shown = try session.convert(cell, to: bind.oracleType(in: session))
        guard let bytes = shown.bytes, bytes.count > limit else { return (shown, 0) }
        var end = limit
        while bind.type != .raw, end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        shown.bytes = Array(bytes[..<end])
        return (shown, bytes.count)
    }

    func answerImplicitResults(_ cursors: [Cursor]) throws {
        var results: [ImplicitResults.Result] = []
        for cursor in cursors {
            let statement = try statements.add("select")
            statement.begin(cursor)
            let columns = try metadata(of: cursor.columns)
            statement.describedColumns = columns
            results.append(
                ImplicitResults.Result(
                    body: DescribeBody(columns: columns), cursor: UInt16(clamping: statement.number)))
        }
        writer.reply(ImplicitResults(results))
    }
}
