/// The columns of a result and what surrounds them: in the describe message, behind a REF CURSOR, in implicit results.
package struct DescribeBody: WireMessage, Sendable, Hashable {
    package var columns: [ColumnMetadata]
    package var longestRow: UInt32
    /// When the cursor was parsed: seven bytes of a DATE.
    package var date: [UInt8] = [120, 124, 1, 1, 1, 1, 1]
    package var flags: UInt32 = 0
    package var cacheKey: [UInt8] = []

    package init(columns: [ColumnMetadata]) {
        self.columns = columns
        longestRow = columns.reduce(0) { UInt32(clamping: UInt64($0) + UInt64($1.bufferSize)) }
    }

    package init(from reader: WireReader) throws(WireFailure) {
        longestRow = try reader.ub4("longest row")
        let count = try reader.count(Array<ColumnMetadata>.longestDescription, "number of columns")
        if count > 0 { _ = try reader.u8("columns present") }
        columns = try Array(count: count, from: reader)
        date = try reader.dalc("date of the cursor") ?? []
        flags = try reader.ub4("describe flags")
        for _ in 0..<3 { _ = try reader.ub4("describe numbers") }
        cacheKey = try reader.dalc("cache key") ?? []
    }

    package func encode(to writer: WireWriter) {
        writer.ub(longestRow)
        writer.ub(columns.count)
        if !columns.isEmpty { writer.u8(1) }
        for column in columns { column.encode(to: writer) }
        writer.dalc(date)
        writer.ub(flags)
        for number in [8168, 2, 2] as [UInt32] { writer.ub(number) }
        writer.dalc(cacheKey)
    }
}

/// Message 16: sent when a statement has just been parsed.
package struct DescribeReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .describe }
    /// Any bytes; a real server sends 23.
    package var identity: [UInt8]
    package var body: DescribeBody

    package init(columns: [ColumnMetadata]) {
        identity = [UInt8](repeating: 0x5A, count: 23)
        body = DescribeBody(columns: columns)
    }

    package var columns: [ColumnMetadata] { body.columns }

    package init(from reader: WireReader) throws(WireFailure) {
        identity = try reader.clr("cursor identity") ?? []
        body = try DescribeBody(from: reader)
    }

    package func encode(to writer: WireWriter) {
        writer.clr(identity)
        body.encode(to: writer)
    }
}

/// Message 8 behind function 98: the columns alone.
package struct DescribedColumns: WireReply, Sendable, Hashable {
    package static var type: MessageType { .parameters }
    package var columns: [ColumnMetadata]

    package init(_ columns: [ColumnMetadata]) { self.columns = columns }

    package init(from reader: WireReader) throws(WireFailure) {
        let count = try reader.count(Array<ColumnMetadata>.longestDescription, "number of columns")
        columns = try Array(count: count, from: reader)
    }

    package func encode(to writer: WireWriter) {
        writer.ub(columns.count)
        for column in columns { column.encode(to: writer) }
    }
}
