/// Message 4: the end of a call, with its error if it had one. Error 1403 behind rows is no error: there are no more.
package struct CallEnd: WireReply, Sendable, Hashable {
    package static var type: MessageType { .callEnd }

    package struct Status: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let ended = Status(rawValue: 0x1)
        package static let inTransaction = Status(rawValue: 0x2)
        /// The session went back to its pool: all cursors are void.
        package static let released = Status(rawValue: 0x8000)
    }

    /// One failed row of an array DML with batch errors.
    package struct BatchError: Sendable, Hashable {
        package var code: UInt16
        /// The row, from 0.
        package var row: UInt32
        package var message: String

        package init(code: UInt16, row: UInt32, message: String) {
            self.code = code
            self.row = row
            self.message = message
        }
    }

    package var status: Status = .ended
    package var endToEnd: UInt16 = 0
    /// 0: no error.
    package var error: UInt32 = 0
    package var message = ""
    /// The place of the error in the text of the statement, in bytes from 0.
    package var position: Int16 = 0
    /// The cursor of the statement: clients learn it here and nowhere else.
    package var cursor: UInt16 = 0
    package var statementType: UInt8 = 0
    /// 0x20: compiled with errors.
    package var warnings: UInt8 = 0
    package var rowid: PhysicalRowid?
    package var logicalRowid: [UInt8] = []
    /// The sequence number of the function that was called; ojdbc insists on it.
    package var sequence: UInt8
    /// Rows fetched so far, or changed. With an error of an array DML the index of the row that failed.
    package var rowCount: UInt64 = 0
    package var iterations: UInt32 = 0
    package var batchErrors: [BatchError] = []

    package init(sequence: UInt8) { self.sequence = sequence }

    package static let noMoreRows: UInt32 = 1403
    package static let compiledWithErrors: UInt8 = 0x20

    package init(from reader: WireReader) throws(WireFailure) {
        if reader.dialect.hasCallStatus { status = Status(rawValue: try reader.ub4("call status")) }
        if reader.dialect.hasSequence { endToEnd = try reader.ub2("end-to-end sequence") }
        _ = try reader.ub4("current row")
        _ = try reader.ub2("error number")
        _ = try reader.ub2("array error")
        _ = try reader.ub2("array error")
        cursor = try reader.ub2("cursor")
        position = try reader.sb2("error position")
        statementType = try reader.u8("statement type")
        try reader.skip(4, "call flags")
        warnings = try reader.u8("warnings")
        let rowid = try PhysicalRowid(from: reader)
        self.rowid = rowid.isZero ? nil : rowid
        _ = try reader.ub4("system error")
        _ = try reader.u8("statement number")
        sequence = try reader.u8("call number")
        _ = try reader.ub2("padding")
        iterations = try reader.ub4("iterations")
        logicalRowid = try reader.dalc("logical rowid") ?? []
        batchErrors = try CallEnd.batchErrors(from: reader)
        error = try reader.ub4("error number")
        rowCount = try reader.ub8("row count")
        if reader.dialect.fieldVersion >= 14 {
            statementType = UInt8(truncatingIfNeeded: try reader.ub4("statement type"))
            _ = try reader.ub4("server checksum")
        }
        if error != 0 { message = String(decoding: try reader.clr("error text") ?? [], as: UTF8.self) }
    }

    private static let longestBatch = 1 << 20

    private static func batchErrors(from reader: WireReader) throws(WireFailure) -> [BatchError] {
        var errors: [BatchError] = []
        let codes = try reader.count(longestBatch, "batch errors")
        try list(codes, from: reader) { (_: Int) throws(WireFailure) in
            errors.append(BatchError(code: try reader.ub2("batch error"), row: 0, message: ""))
        }
        let rows = try reader.count(longestBatch, "batch rows")
        try list(rows, from: reader) { (at: Int) throws(WireFailure) in
            let row = try reader.ub4("batch row")
            if at < errors.count { errors[at].row = row }
        }
        let messages = try reader.count(longestBatch, "batch messages")
        guard messages > 0 else { return errors }
        _ = try reader.u8("batch messages")
        for at in 0..<messages {
            let text = try reader.counted("batch message") ?? []
            if at < errors.count { errors[at].message = String(decoding: text, as: UTF8.self) }
            try reader.skip(2, "batch message")
        }
        return errors
    }

    /// A list with a size in front, whose elements may each have a chunk length in front and a zero behind the last.
    private static func list(
        _ count: Int, from reader: WireReader, _ element: (Int) throws(WireFailure) -> Void
    ) throws(WireFailure) {
        guard count > 0 else { return }
        let isChunked = try reader.u8("batch errors") == 0xFE
        for at in 0..<count {
            if isChunked { _ = try reader.ub4("chunk length") }
            try element(at)
        }
        if isChunked { _ = try reader.u8("batch errors") }
    }

    package func encode(to writer: WireWriter) {
        if writer.dialect.hasCallStatus { writer.ub(status.rawValue) }
        if writer.dialect.hasSequence { writer.ub(endToEnd) }
        writer.ub(UInt32(clamping: rowCount))
        writer.ub(UInt16(exactly: error) ?? 0)
        writer.raw([0, 0])
        writer.ub(cursor)
        writer.sb(Int64(position))
        writer.raw([statementType, 0, 0, 0, 0, warnings])
        (rowid ?? PhysicalRowid()).encode(to: writer)
        writer.raw([0, 0, sequence, 0])
        writer.ub(iterations)
        writer.dalc(logicalRowid)
        encodeBatch(to: writer)
        writer.ub(error)
        writer.ub(rowCount)
        if writer.dialect.fieldVersion >= 14 {
            writer.ub(statementType)
            writer.ub(UInt32(0))
        }
        if error != 0 { writer.clr(text: message) }
    }

    private func encodeBatch(to writer: WireWriter) {
        let count = batchErrors.count
        let size = UInt8(clamping: min(count, 0xFD))
        writer.ub(count)
        if count > 0 { writer.u8(size) }
        for error in batchErrors { writer.ub(error.code) }
        writer.ub(count)
        if count > 0 { writer.u8(size) }
        for error in batchErrors { writer.ub(error.row) }
        writer.ub(count)
        if count > 0 { writer.u8(size) }
        for error in batchErrors {
            writer.dalc(text: error.message)
            writer.raw([0, 0])
        }
    }
}

/// Message 9: the end of a call that has nothing to say: commit, rollback, ping, logoff.
package struct StatusReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .status }
    package var status: CallEnd.Status
    package var endToEnd: UInt16 = 0

    package init(_ status: CallEnd.Status = .ended) { self.status = status }

    package init(from reader: WireReader) throws(WireFailure) {
        status = reader.dialect.hasCallStatus ? CallEnd.Status(rawValue: try reader.ub4("call status")) : .ended
        if reader.dialect.hasSequence { endToEnd = try reader.ub2("end-to-end sequence") }
    }

    package func encode(to writer: WireWriter) {
        if writer.dialect.hasCallStatus { writer.ub(status.rawValue) }
        if writer.dialect.hasSequence { writer.ub(endToEnd) }
    }
}

/// Message 15: a warning beside a success, as 28002 in a login.
package struct WarningReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .warning }
    package var number: UInt16
    package var text: String

    package init(number: UInt16, text: String) {
        self.number = number
        self.text = text
    }

    package init(from reader: WireReader) throws(WireFailure) {
        number = try reader.ub2("warning number")
        let length = try reader.ub2("warning length")
        _ = try reader.ub2("warning flags")
        text = number != 0 && length > 0 ? String(decoding: try reader.clr("warning text") ?? [], as: UTF8.self) : ""
    }

    package func encode(to writer: WireWriter) {
        let bytes = Array(text.utf8.prefix(0xFFFF))
        writer.ub(number)
        writer.ub(bytes.count)
        writer.ub(UInt16(0))
        if number != 0, !bytes.isEmpty { writer.clr(bytes) }
    }
}
