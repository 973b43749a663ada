/// Function 98, from ojdbc: the columns of a statement, without executing it.
package struct DescribeRequest: WireCall, Sendable, Hashable {
    package static var function: FunctionCode { .describe }
    package var flags: UInt8 = 0
    package var cursor: UInt32 = 0
    package var sql: [UInt8]?

    package init(sql: [UInt8]) { self.sql = sql }

    package init(from reader: WireReader) throws(WireFailure) {
        flags = try reader.u8("describe flags")
        cursor = try reader.ub4("cursor")
        let hasSQL = try reader.flag("statement present")
        let length = try reader.count(ExecuteRequest.longestStatement, "statement length")
        _ = try reader.ub4("describe version")
        try reader.skip(2, "reply pointers")
        sql = hasSQL && length > 0 ? try reader.chr(length: length, "statement") : nil
    }

    package func encode(to writer: WireWriter) {
        writer.u8(flags)
        writer.ub(cursor)
        let text = sql ?? []
        writer.flag(!text.isEmpty)
        writer.ub(text.count)
        writer.ub(UInt32(2))
        writer.u8(1)
        writer.u8(1)
        if !text.isEmpty { writer.chr(text) }
    }
}
