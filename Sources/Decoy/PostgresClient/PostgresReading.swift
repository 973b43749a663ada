package import Bytes

/// Takes the messages of one answer apart. It does no input or output, so that it can be fed with any bytes.
package struct PostgresReading {
    private let exchange: PostgresExchange
    package private(set) var answer = PostgresAnswer()
    package private(set) var report: PostgresReport?
    package private(set) var isComplete = false
    package private(set) var status: PostgresConnection.TransactionStatus?
    private var notice: PostgresReport?
    private var step = 0

    init(_ exchange: PostgresExchange) { self.exchange = exchange }

    /// For tests: an answer with executions whose rows are all kept.
    package init(executionCount: Int) {
        var exchange = PostgresExchange()
        exchange.executionCount = executionCount
        exchange.kept = 0..<max(0, executionCount)
        self.exchange = exchange
    }

    mutating func takeNotice() -> PostgresReport? {
        guard let notice else { return nil }
        self.notice = nil
        return notice
    }

    /// `offset` is the place of the body in the buffer that `rows` will adopt.
    package mutating func take(
        _ type: UInt8, _ body: UnsafeRawBufferPointer, at offset: Int, _ rows: PostgresRows?
    ) throws(DecodingFailure) {
        switch type {
        case UInt8(ascii: "D"):
            if let rows, exchange.kept.contains(step) { try rows.note(body, at: offset) }
        case UInt8(ascii: "C"):
            answer.counts.append(Self.count(inTag: body))
            step += 1
        case UInt8(ascii: "s"):
            answer.counts.append(0)
            answer.isSuspended = true
            step += 1
        case UInt8(ascii: "I"):
            answer.counts.append(0)
            step += 1
        case UInt8(ascii: "E"):
            var found = try PostgresReport(body)
            found.step = step < exchange.executionCount ? step : nil
            if report == nil { report = found }
        case UInt8(ascii: "N"): notice = try PostgresReport(body)
        case UInt8(ascii: "Z"): try ready(body, at: offset)
        case UInt8(ascii: "T"): answer.columns = try Self.columns(body, at: offset)
        case UInt8(ascii: "t"): answer.parameters = try Self.parameters(body, at: offset)
        // Completions of parse, bind and close; no columns; a setting changed; a notification that nobody asked for.
        case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "n"), UInt8(ascii: "S"),
            UInt8(ascii: "A"):
            break
        default: throw DecodingFailure("type of a message", offset: offset, .wrongForm)
        }
    }

    private mutating func ready(_ body: UnsafeRawBufferPointer, at offset: Int) throws(DecodingFailure) {
        guard let first = body.first, let found = PostgresConnection.TransactionStatus(rawValue: first) else {
            throw DecodingFailure("state of the transaction", offset: offset, .wrongForm)
        }
        status = found
        isComplete = true
    }

    /// The number at the end of `INSERT 0 5`, `UPDATE 3`; 0 for a command without one.
    private static func count(inTag body: UnsafeRawBufferPointer) -> Int {
        var number = 0
        for byte in body {
            if byte == UInt8(ascii: " ") { number = 0 }
            guard byte >= 48, byte <= 57 else { continue }
            let (more, overflow) = number.multipliedReportingOverflow(by: 10)
            if overflow { return 0 }
            number = more &+ Int(byte &- 48)
        }
        return max(0, number)
    }

    private static func columns(
        _ body: UnsafeRawBufferPointer, at offset: Int
    ) throws(DecodingFailure) -> [PostgresColumn] {
        var reader = Reader(body.bytes)
        let count = Int(try reader.big(UInt16.self, "number of columns"))
        var columns: [PostgresColumn] = []
        for _ in 0..<count {
            guard let end = body[reader.offset...].firstIndex(of: 0) else {
                throw DecodingFailure("name of a column", offset: offset + reader.offset, .wrongForm)
            }
            let name = String(decoding: body[reader.offset..<end], as: UTF8.self)
            _ = try reader.take(end - reader.offset + 1, "name of a column")
            _ = try reader.take(6, "origin of a column")
            let oid: UInt32 = try reader.big(UInt32.self, "type of a column")
            _ = try reader.take(2, "length of a column")
            let modifier: Int32 = try reader.big(Int32.self, "modifier of a column")
            _ = try reader.take(2, "format of a column")
            columns.append(PostgresColumn(name: name, type: PostgresType(oid: oid), modifier: modifier))
        }
        return columns
    }

    private static func parameters(
        _ body: UnsafeRawBufferPointer, at offset: Int
    ) throws(DecodingFailure) -> [PostgresType] {
        var reader = Reader(body.bytes)
        let count = Int(try reader.big(UInt16.self, "number of parameters"))
        var types: [PostgresType] = []
        for _ in 0..<count {
            let oid: UInt32 = try reader.big(UInt32.self, "type of a parameter")
            types.append(PostgresType(oid: oid))
        }
        return types
    }
}
