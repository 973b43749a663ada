internal import Bytes

/// The values that come back from a block, or from the RETURNING of a DML statement, as a client reads them: for each
/// call of `read`, for each bind that is not pure input, a list of values.
package final class OutValues {
    private let storage = RowBatch(columnCount: 0)
    private var lists: [[RowBatch.Cell]] = []

    package init() {}

    package func removeAll() {
        storage.removeAll()
        lists.removeAll()
    }

    /// REF CURSORs; the value of their bind is the index, four bytes in big-endian order.
    package var cursors: [(body: DescribeBody, cursor: UInt16)] { storage.cursors }
    package var listCount: Int { lists.count }

    /// Reads the body of one message 7 behind a bind vector. `binds` are those that come back, in their order. With
    /// RETURNING each has as many values as the iteration changed rows.
    package func read(
        _ binds: [BindMetadata], isReturning: Bool, from reader: WireReader
    ) throws(WireFailure) {
        for bind in binds {
            let isList = isReturning || bind.isArray
            let count = isList ? try reader.count(1 << 26, "number of values") : 1
            var layout = ValueLayout(bind: bind)
            if layout == .long { layout = .plain }
            var cells: [RowBatch.Cell] = []
            for _ in 0..<count {
                cells.append(try reader.value(layout, into: storage))
                _ = try reader.sb4("return code")
            }
            lists.append(cells)
        }
    }

    package func count(_ list: Int) -> Int { lists[list].count }

    /// nil is null. Valid until the next `read`.
    package func value(_ list: Int, _ index: Int = 0) -> UnsafeRawBufferPointer? {
        let cell = lists[list][index]
        if cell.length < 0 { return nil }
        return UnsafeRawBufferPointer(start: storage.memory + Int(cell.start), count: Int(cell.length))
    }
}
