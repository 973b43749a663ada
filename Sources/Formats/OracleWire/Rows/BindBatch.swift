/// The rows of binds of one request, as a server reads them: each value in its wire encoding, in memory that is used
/// again. LOBs are kept as `LobValue`, cursors as four bytes of their number.
package final class BindBatch {
    package private(set) var binds: [BindMetadata] = []
    package var rowCount: Int { storage.rowCount }
    private var storage = RowBatch(columnCount: 0)
    private var arrays: [[RowBatch.Cell]] = []

    package init() {}

    /// Reads `rows` messages 7. `present` says which binds have values in them; the others are null. A request that has
    /// no present bind has no message 7 either.
    package func read(
        rows: Int, of binds: [BindMetadata], present: [Bool]? = nil, isPLSQL: Bool, from reader: WireReader
    ) throws(WireFailure) {
        precondition(rows >= 0, "a request has a count of rows that is not negative")
        if storage.columnCount != binds.count { storage = RowBatch(columnCount: binds.count) }
        self.binds = binds
        storage.removeAll()
        arrays.removeAll()
        let order = BindMetadata.order(binds, isPLSQL: isPLSQL, dialect: reader.dialect)
            .filter { present?[$0] ?? true }
        for _ in 0..<rows {
            try storage.reserveRow()
            let cells = storage.cellCount
            for bind in binds.indices { storage.cells[cells + bind] = .null }
            if !order.isEmpty {
                let start = reader.offset
                let type = try MessageType(from: reader)
                guard type == .rowData else {
                    throw WireFailure("bind row", offset: start, .unexpected(Int64(type.rawValue)))
                }
            }
            for bind in order { storage.cells[cells + bind] = try read(binds[bind], reader) }
            storage.cellCount += binds.count
            storage.rowCount += 1
        }
    }

    private func read(_ bind: BindMetadata, _ reader: WireReader) throws(WireFailure) -> RowBatch.Cell {
        guard bind.isArray else { return try reader.bindValue(bind.type, into: storage) }
        var elements: [RowBatch.Cell] = []
        for _ in 0..<(try reader.count(1 << 24, "array length")) {
            elements.append(try reader.bindValue(bind.type, into: storage))
        }
        arrays.append(elements)
        return RowBatch.Cell(start: UInt32(arrays.count - 1), length: 0)
    }

    /// The bytes of a value; nil is null. Valid until the next `read`. Not for arrays.
    package func value(_ row: Int, _ bind: Int) -> UnsafeRawBufferPointer? {
        precondition(!binds[bind].isArray, "the values of an array are asked for one by one")
        return storage.value(row, bind)
    }

    /// How many elements an array bind has; 0 when it was not sent.
    package func elementCount(_ row: Int, _ bind: Int) -> Int {
        precondition(binds[bind].isArray, "only an array has elements")
        let cell = storage.cell(row, bind)
        return cell.length < 0 ? 0 : arrays[Int(cell.start)].count
    }

    package func element(_ row: Int, _ bind: Int, _ index: Int) -> UnsafeRawBufferPointer? {
        let cell = arrays[Int(storage.cell(row, bind).start)][index]
        if cell.length < 0 { return nil }
        return UnsafeRawBufferPointer(start: storage.memory + Int(cell.start), count: Int(cell.length))
    }
}

extension WireReader {
    /// One value of a bind row.
    fileprivate func bindValue(_ type: OracleTypeCode, into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        switch type {
        case .clob, .blob, .bfile: return try value(.lob, into: batch)
        case .json, .vector:
            // A locator without meaning stands in front of the content.
            if try count(LobRequest.longestLocator, "locator length") == 0 { return .null }
            try skipCLR("locator")
            return try value(.plain, into: batch)
        case .object:
            for _ in 0..<3 {
                if try count(longestValue, "object identity") > 0 { try skipCLR("object identity") }
            }
            _ = try ub4("object version")
            let length = try ub4("object length")
            _ = try ub4("object flags")
            return length == 0 ? .null : try value(.plain, into: batch)
        case .refCursor:
            if try ub4("cursor present") == 0 { return .null }
            let cursor = try ub4("cursor")
            let start = batch.used
            try batch.appendZeros(4)
            storeBig(cursor, at: batch.memory + start)
            return RowBatch.Cell(start: UInt32(start), length: 4)
        default: return try value(.plain, into: batch)
        }
    }
}
