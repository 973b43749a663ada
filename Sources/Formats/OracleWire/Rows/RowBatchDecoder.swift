internal import Bytes

/// Reads the rows of a result into batches: messages 6, 7 and 21 of any number of responses. It keeps the last row of
/// each response, because the next one may refer to it.
///
/// One decoder belongs to one execution of one cursor.
package final class RowBatchDecoder {
    package let layouts: [ValueLayout]
    /// For each column the first one from there on that is not plain.
    private let plainEnds: [Int]
    /// The last row of the response before: its values, and where each lies.
    private var carried = RowBatch(columnCount: 0)
    private var hasRow = false
    private let vectorLength: Int

    package init(layouts: [ValueLayout]) {
        self.layouts = layouts
        var ends = [Int](repeating: layouts.count, count: layouts.count)
        for column in layouts.indices.reversed() {
            if layouts[column] != .plain {
                ends[column] = column
            } else if column + 1 < layouts.count {
                ends[column] = ends[column + 1]
            }
        }
        plainEnds = ends
        vectorLength = BitVector.byteCount(columns: layouts.count)
        carried = RowBatch(columnCount: layouts.count)
    }

    /// With `defines` the columns come as they were defined, else as they were described.
    package convenience init(columns: [ColumnMetadata], defines: [BindMetadata] = []) {
        precondition(defines.isEmpty || defines.count == columns.count, "either all columns are defined or none")
        self.init(
            layouts: columns.indices.map {
                ValueLayout(column: columns[$0], define: defines.isEmpty ? nil : defines[$0])
            })
    }

    /// Appends the rows that come to `batch`, until a message of another type; its type is given, and its body is to be
    /// read by the caller. `first` is the type of the first message when it has been read already.
    package func decode(
        from reader: WireReader, into batch: RowBatch, first: MessageType? = nil
    ) throws(WireFailure) -> MessageType {
        precondition(batch.columnCount == layouts.count, "a batch has the columns of its decoder")
        var type = first
        // Whose columns are left out, the row before is in the batch, or carried from the response before.
        var vector: [UInt8]?
        while true {
            let message: MessageType
            if let given = type { message = given } else { message = try MessageType(from: reader) }
            type = nil
            switch message {
            case .rowHeader:
                let header = try RowHeader(from: reader)
                vector = header.bitVector.isEmpty ? nil : header.bitVector
            case .bitVector:
                _ = try reader.ub2("columns sent")
                vector = try reader.bytes(vectorLength, "bit vector")
            case .rowData:
                if let bits = vector {
                    try partial(bits, from: reader, into: batch)
                    vector = nil
                } else {
                    try rows(from: reader, into: batch)
                }
            default:
                try carry(batch)
                return message
            }
        }
    }

    /// Reads whole rows one behind the other as long as the next message is a row too.
    private func rows(from reader: WireReader, into batch: RowBatch) throws(WireFailure) {
        while true {
            try batch.reserveRow()
            var column = 0
            while column < layouts.count {
                let end = plainEnds[column]
                if column < end {
                    column = try plain(column..<end, reader, batch)
                    if column == end { continue }
                }
                batch.cells[batch.cellCount &+ column] = try reader.value(layouts[column], into: batch)
                column &+= 1
            }
            batch.cellCount &+= layouts.count
            batch.rowCount &+= 1
            guard reader.position < reader.end, reader.memory[reader.position] == MessageType.rowData.rawValue else {
                return
            }
            reader.position &+= 1
        }
    }

    /// The hot loop: values of the short form that lie whole in the reader. Stops at the first that does not, and gives
    /// its column, or the end of the columns.
    private func plain(
        _ columns: Range<Int>, _ reader: WireReader, _ batch: RowBatch
    ) throws(WireFailure) -> Int {
        // Room for the longest values of this form; the slack lets sixteen bytes be copied at once.
        try batch.reserve(columns.count &* 256 &+ 16)
        let from = reader.memory
        let end = reader.end
        let cells = batch.cells + batch.cellCount
        let memory = batch.memory
        var position = reader.position
        var used = batch.used
        var column = columns.lowerBound
        while column < columns.upperBound {
            guard position < end else { break }
            let length = Int(from[position])
            if length > 252 { break }
            let next = position &+ 1 &+ length
            guard next <= end else { break }
            if length == 0 {
                cells[column] = .null
            } else {
                let source = UnsafeRawPointer(from + position + 1)
                let place = UnsafeMutableRawPointer(memory + used)
                if length <= 16, next &+ 16 <= end {
                    place.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
                    place.storeBytes(
                        of: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8, as: UInt64.self)
                } else {
                    place.copyMemory(from: source, byteCount: length)
                }
                cells[column] = RowBatch.Cell(
                    start: UInt32(truncatingIfNeeded: used), length: Int32(truncatingIfNeeded: length))
                used &+= length
            }
            position = next
            column &+= 1
        }
        reader.position = position
        batch.used = used
        return column
    }

    /// A row some of whose columns are those of the row before.
    private func partial(_ bits: [UInt8], from reader: WireReader, into batch: RowBatch) throws(WireFailure) {
        guard bits.count >= vectorLength else { throw reader.failure("bit vector", .wrongForm) }
        try batch.reserveRow()
        for column in layouts.indices {
            let cell: RowBatch.Cell
            if bits[column / 8] & (1 << UInt8(column % 8)) != 0 {
                cell = try reader.value(layouts[column], into: batch)
            } else if batch.rowCount > 0 {
                cell = batch.cells[batch.cellCount - layouts.count + column]
            } else {
                guard hasRow else { throw reader.failure("bit vector", .wrongForm) }
                cell = try fromCarried(column, into: batch)
            }
            batch.cells[batch.cellCount &+ column] = cell
        }
        batch.cellCount &+= layouts.count
        batch.rowCount &+= 1
    }

    private func fromCarried(_ column: Int, into batch: RowBatch) throws(WireFailure) -> RowBatch.Cell {
        guard let value = carried.value(0, column) else { return .null }
        if layouts[column] == .cursor { throw WireFailure("bit vector", .wrongForm) }
        let start = batch.used
        try batch.append(value)
        return RowBatch.Cell(start: UInt32(start), length: Int32(value.count))
    }

    private func carry(_ batch: RowBatch) throws(WireFailure) {
        guard batch.rowCount > 0, !layouts.isEmpty else { return }
        carried.removeAll()
        for column in layouts.indices {
            guard let value = batch.value(batch.rowCount - 1, column) else {
                carried.cells[column] = .null
                continue
            }
            carried.cells[column] = RowBatch.Cell(start: UInt32(carried.used), length: Int32(value.count))
            try carried.append(value)
        }
        carried.rowCount = 1
        hasRow = true
    }
}
