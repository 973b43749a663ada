/// One piece of session state that a server sends: schema 168, edition 172, transaction 201, priority 204.
package struct SessionEntry: Sendable, Hashable {
    package var keyword: UInt16
    package var text: [UInt8]
    package var value: [UInt8]

    package static let currentSchema: UInt16 = 168
    package static let edition: UInt16 = 172

    package init(keyword: UInt16, text: [UInt8], value: [UInt8] = []) {
        self.keyword = keyword
        self.text = text
        self.value = value
    }

    init(from reader: WireReader) throws(WireFailure) {
        text = try reader.counted("session entry") ?? []
        value = try reader.counted("session entry") ?? []
        keyword = try reader.ub2("session keyword")
    }

    func encode(to writer: WireWriter) {
        writer.dalc(text)
        writer.dalc(value)
        writer.ub(keyword)
    }
}

/// Message 8 behind functions 94, 4 and 78. Whether row counts stand in it follows from the request.
package struct ReturnParameters: Sendable, Hashable {
    /// The words of the call's answer, of which the second and third hold a system change number.
    package var words: [UInt32] = [0, 0, 0, 0, 0, 0]
    package var transaction: [UInt8] = []
    package var entries: [SessionEntry] = []
    package var registration: [UInt8] = []
    /// Rows changed by each iteration.
    package var rowCounts: [UInt64]?

    package init() {}

    package init(from reader: WireReader, wantsRowCounts: Bool) throws(WireFailure) {
        words = []
        for _ in 0..<(try reader.count(1024, "number of words")) { words.append(try reader.ub4("word")) }
        transaction = try reader.bytes(Int(try reader.ub2("transaction length")), "transaction")
        for _ in 0..<(try reader.count(1024, "number of session entries")) {
            entries.append(try SessionEntry(from: reader))
        }
        registration = try reader.bytes(Int(try reader.ub2("registration length")), "registration")
        guard wantsRowCounts else { return }
        let count = try reader.count(1 << 27, "number of row counts")
        var counts: [UInt64] = []
        for _ in 0..<count { counts.append(try reader.ub8("row count")) }
        rowCounts = counts
    }

    /// Writes the type byte too.
    package func encode(to writer: WireWriter) {
        writer.type(.parameters)
        writer.ub(words.count)
        for word in words { writer.ub(word) }
        writer.ub(transaction.count)
        writer.raw(transaction)
        writer.ub(entries.count)
        for entry in entries { entry.encode(to: writer) }
        writer.ub(registration.count)
        writer.raw(registration)
        guard let rowCounts else { return }
        writer.ub(rowCounts.count)
        for count in rowCounts { writer.ub(count) }
    }
}
