package import Bytes

/// Rows as they came, in the encodings of the database: all values in one piece of memory, and for each its place and
/// length, row by row. The memory is kept and used again; nothing is allocated per value.
package final class RowBatch {
    package typealias Cell = RowCell

    package let columnCount: Int
    package internal(set) var rowCount = 0
    /// REF CURSORs that stand in the rows.
    package internal(set) var cursors: [(body: DescribeBody, cursor: UInt16)] = []

    @usableFromInline @exclusivity(unchecked) var memory: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) var used = 0
    @exclusivity(unchecked) private(set) var capacity = 4096
    @usableFromInline @exclusivity(unchecked) var cells: UnsafeMutablePointer<Cell>
    @exclusivity(unchecked) private(set) var cellCapacity: Int
    @exclusivity(unchecked) var cellCount = 0

    package init(columnCount: Int) {
        precondition(columnCount >= 0, "a batch has a count of columns that is not negative")
        self.columnCount = columnCount
        memory = .allocate(capacity: capacity)
        cellCapacity = max(1, columnCount) * 8
        cells = .allocate(capacity: cellCapacity)
    }

    deinit {
        memory.deallocate()
        cells.deallocate()
    }

    package func removeAll() {
        rowCount = 0
        used = 0
        cellCount = 0
        cursors.removeAll()
    }

    /// Bytes of all values.
    package var byteCount: Int { used }

    @inlinable
    func cell(_ row: Int, _ column: Int) -> Cell {
        precondition(
            row >= 0 && row < rowCount && column >= 0 && column < columnCount, "a value of a batch is within it")
        return cells[row &* columnCount &+ column]
    }

    @inlinable
    package func isNull(_ row: Int, _ column: Int) -> Bool { cell(row, column).length < 0 }

    /// The bytes of a value; nil is null. Valid until the batch is filled again.
    @inlinable
    package func value(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        let cell = cell(row, column)
        if cell.length < 0 { return nil }
        return UnsafeRawBufferPointer(start: memory + Int(cell.start), count: Int(cell.length))
    }

    /// The same without an optional, for loops that have asked `isNull`; empty for null.
    @inlinable
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let cell = cell(row, column)
        return UnsafeRawBufferPointer(start: memory + Int(cell.start), count: Int(max(0, cell.length)))
    }

    /// These rows as a block. The batch is not filled again while the block is held: whoever gives the batch back
    /// to be filled has let the block go.
    package func block() -> RowBlock {
        RowBlock(
            rowCount: rowCount, columnCount: columnCount, byteCount: used, memory: UnsafePointer(memory),
            cells: UnsafePointer(cells), owner: self)
    }

    /// More bytes than this do not fit into the places of one batch.
    static let largest = Int(UInt32.max)

    func reserve(_ more: Int) throws(WireFailure) {
        guard capacity - used < more else { return }
        guard more <= RowBatch.largest - used else {
            throw WireFailure(
                "row batch", .tooLarge(announced: UInt64(used) + UInt64(more), limit: UInt64(RowBatch.largest)))
        }
        let larger = max(used + more, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: memory, count: used)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    /// More values than this are refused, because values that repeat cost the peer no bytes.
    static let mostValues = 1 << 26

    func reserveRow() throws(WireFailure) {
        guard cellCount + columnCount <= RowBatch.mostValues, rowCount < RowBatch.mostValues else {
            throw WireFailure(
                "row batch", .tooLarge(announced: UInt64(cellCount) + 1, limit: UInt64(RowBatch.mostValues)))
        }
        guard cellCapacity - cellCount < columnCount else { return }
        let larger = cellCapacity * 2
        let moved = UnsafeMutablePointer<Cell>.allocate(capacity: larger)
        moved.update(from: cells, count: cellCount)
        cells.deallocate()
        cells = moved
        cellCapacity = larger
    }

    func appendZeros(_ count: Int) throws(WireFailure) {
        try reserve(count)
        (memory + used).update(repeating: 0, count: count)
        used += count
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        try reserve(bytes.count)
        guard let from = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(memory + used).copyMemory(from: from, byteCount: bytes.count)
        used += bytes.count
    }
}
