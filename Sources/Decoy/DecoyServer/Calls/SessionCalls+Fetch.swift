internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// Functions 5, 98, 59: rows and what surrounds them.
extension SessionCalls {
    func takeFetch() throws {
        let request = try FetchRequest(from: reader)
        guard let statement = statements[request.cursor], statement.cursor != nil || statement.isAtEnd else {
            throw OracleFailure(1001, "invalid cursor")
        }
        guard !statement.isAtEnd else { throw OracleFailure(1002, "fetch out of sequence") }
        do {
            try writeRows(statement, limit: UInt64(request.rows))
        } catch let failure as OracleFailure {
            statements.end(statement)
            throw failure
        }
        try answerEndOfRows(statement)
    }

    /// The next rows of a scrollable cursor begin elsewhere.
    func moveCursor(of statement: OpenStatement, to place: FetchPlace) throws(OracleFailure) {
        guard let cursor = statement.cursor else { throw OracleFailure(1001, "invalid cursor") }
        try cursor.scroll(to: try place.row(after: cursor.rowNumber))
        statement.isAtEnd = false
        statement.rowsGiven = UInt64(cursor.rowNumber)
    }

    /// The answer to an execution or a define that gives rows.
    func answerRows(_ statement: OpenStatement, limit: UInt64, isNewFetch: Bool) throws {
        if !isNewFetch { statement.layout = nil }
        try writeRows(statement, limit: limit)
        ReturnParameters().encode(to: writer)
        try answerEndOfRows(statement)
    }

    private func answerEndOfRows(_ statement: OpenStatement) throws(WireFailure) {
        try answerEnd { end in
            end.cursor = UInt16(clamping: statement.number)
            end.statementType = statement.outline.commandNumber
            end.rowCount = statement.rowsGiven
            if statement.isAtEnd { end.noteEndOfRows() }
        }
    }

    /// Up to `limit` rows of the statement's cursor, sent in portions as they grow.
    private func writeRows(_ statement: OpenStatement, limit: UInt64) throws {
        guard let cursor = statement.cursor, limit > 0 else { return }
        let layout: RowLayout
        if let there = statement.layout {
            layout = there
        } else {
            layout = RowLayout(
                cursor.columns, defines: statement.defines, session: session, dialect: dialect,
                usesBitVectors: frame.options.wire.bitVectors == .always && statement.allowsBitVectors)
            statement.layout = layout
        }
        var written: UInt64 = 0
        defer { statement.rowsGiven += written }
        try watched {
            while written < limit {
                guard try cursor.next() else {
                    statement.isAtEnd = true
                    cursor.close()
                    break
                }
                if written == 0 { writer.reply(RowHeader(iterations: UInt32(clamping: limit))) }
                if layout.cursorPlaces.isEmpty {
                    try layout.write(cursor, to: writer)
                } else {
                    try layout.write(cursor, to: writer) { (place) throws(OracleFailure) in
                        try answerCursor(try cursor.nested(place), of: statement)
                    }
                }
                written += 1
                try link.sendPortion()
            }
        }
    }

    func takeDescribe() throws {
        let request = try DescribeRequest(from: reader)
        let prepared: Prepared
        if request.cursor != 0, let statement = statements[request.cursor] {
            prepared = try prepare(statement)
        } else {
            let text = String(decoding: request.sql ?? [], as: UTF8.self)
            prepared = try session.prepare(text, [])
        }
        writer.reply(DescribedColumns(try metadata(of: prepared.columns)))
        try answerEnd { $0.cursor = UInt16(clamping: request.cursor) }
    }

    func takeVersion() throws(WireFailure) {
        _ = try VersionRequest(from: reader)
        let version = frame.options.wire.version
        writer.reply(
            VersionReply(text: version.banner, number: version.number(fieldVersion: dialect.fieldVersion)))
        try answerStatus()
    }
}
