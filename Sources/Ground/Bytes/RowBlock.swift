/// The rows of one read, in the encodings of the database they come from: all values in one piece of memory, and for
/// each its place and length, row by row. A block only looks into memory that `owner` keeps; whoever holds the block
/// holds that memory, and nothing is copied between a driver and whoever converts.
///
/// It belongs to whoever holds it; two threads never touch one block at once.
package final class RowBlock: @unchecked Sendable {
    package let rowCount: Int
    package let columnCount: Int
    /// Bytes of all values.
    package let byteCount: Int
    @usableFromInline let memory: UnsafePointer<UInt8>
    @usableFromInline let cells: UnsafePointer<RowCell>
    private let owner: AnyObject

    /// Every cell lies within the `byteCount` bytes at `memory`: the caller has checked it when it read them.
    package init(
        rowCount: Int, columnCount: Int, byteCount: Int, memory: UnsafePointer<UInt8>, cells: UnsafePointer<RowCell>,
        owner: AnyObject
    ) {
        precondition(rowCount >= 0 && columnCount >= 0 && byteCount >= 0, "a block has counts that are not negative")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.byteCount = byteCount
        self.memory = memory
        self.cells = cells
        self.owner = owner
    }

    @inlinable
    package func cell(_ row: Int, _ column: Int) -> RowCell {
        precondition(
            row >= 0 && row < rowCount && column >= 0 && column < columnCount, "a value of a block is within it")
        return cells[row &* columnCount &+ column]
    }

    @inlinable
    package func isNull(_ row: Int, _ column: Int) -> Bool { cell(row, column).isNull }

    /// The bytes of a value; empty for null. Valid while the block lives.
    @inlinable
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let cell = cell(row, column)
        return UnsafeRawBufferPointer(start: memory + Int(cell.start), count: Int(max(0, cell.length)))
    }

    /// This block without its last columns, one for each of `columns`: where such a mark is not null, the null of its
    /// column is an empty value. The bytes are shared.
    package func unmarked(_ columns: [Int]) -> RowBlock {
        let kept = columnCount - columns.count
        precondition(kept >= 0 && columns.allSatisfy { $0 < kept }, "marks stand behind the columns they speak of")
        let owned = OwnedCells(of: self, count: rowCount * kept)
        for row in 0..<rowCount {
            for column in 0..<kept { owned.cells[row * kept + column] = cell(row, column) }
            for (at, column) in columns.enumerated() where isNull(row, column) && !isNull(row, kept + at) {
                owned.cells[row * kept + column] = RowCell(start: 0, length: 0)
            }
        }
        return RowBlock(
            rowCount: rowCount, columnCount: kept, byteCount: byteCount, memory: memory,
            cells: UnsafePointer(owned.cells), owner: owned)
    }

    /// One row alone, where some values are only a part of their bytes. The bytes are shared.
    package func row(_ row: Int, cutting parts: [Int: Range<Int>]) -> RowBlock {
        let owned = OwnedCells(of: self, count: columnCount)
        for column in 0..<columnCount {
            let whole = cell(row, column)
            guard let part = parts[column], !whole.isNull else {
                owned.cells[column] = whole
                continue
            }
            precondition(part.lowerBound >= 0 && part.upperBound <= whole.length, "a part lies within its value")
            owned.cells[column] = RowCell(
                start: whole.start + UInt32(part.lowerBound), length: Int32(part.count))
        }
        return RowBlock(
            rowCount: 1, columnCount: columnCount, byteCount: byteCount, memory: memory,
            cells: UnsafePointer(owned.cells), owner: owned)
    }

    /// A block that owns a copy of these rows: for tests and for rows that must outlive their batch.
    package convenience init(rows: [[[UInt8]?]], columnCount: Int) {
        let owned = OwnedRows(rows: rows, columnCount: columnCount)
        self.init(
            rowCount: rows.count, columnCount: columnCount, byteCount: owned.byteCount,
            memory: UnsafePointer(owned.memory),
            cells: UnsafePointer(owned.cells), owner: owned)
    }
}

private final class OwnedCells {
    let block: RowBlock
    let cells: UnsafeMutablePointer<RowCell>

    init(of block: RowBlock, count: Int) {
        self.block = block
        cells = .allocate(capacity: max(1, count))
    }

    deinit { cells.deallocate() }
}

private final class OwnedRows {
    let memory: UnsafeMutablePointer<UInt8>
    let cells: UnsafeMutablePointer<RowCell>
    let byteCount: Int

    init(rows: [[[UInt8]?]], columnCount: Int) {
        byteCount = rows.reduce(0) { $0 + $1.reduce(0) { $0 + ($1?.count ?? 0) } }
        memory = .allocate(capacity: max(1, byteCount))
        cells = .allocate(capacity: max(1, rows.count * columnCount))
        var used = 0
        for (at, row) in rows.enumerated() {
            precondition(row.count == columnCount, "every row has the columns of its block")
            for (column, value) in row.enumerated() {
                guard let value else {
                    cells[at * columnCount + column] = .null
                    continue
                }
                (memory + used).update(from: value, count: value.count)
                cells[at * columnCount + column] = RowCell(start: UInt32(used), length: Int32(value.count))
                used += value.count
            }
        }
    }

    deinit {
        memory.deallocate()
        cells.deallocate()
    }
}
