/// Rows as they stood on the wire, in one reused allocation: bytes, ends of cells, nulls. It belongs to whoever holds
/// it; two threads never touch it at once. Filling stops after the row that passes a bound, so memory stays within
/// `bytesMax` plus one row.
package final class MySQLRowBatch: @unchecked Sendable {
    package enum Form: Sendable {
        /// Values as text; BIT as raw bytes. FLOAT is rounded to six digits by the servers.
        case text
        /// Values of the binary protocol, little-endian, without their length prefixes.
        case binary
    }

    package let bytesMax: Int
    package let rowsMax: Int
    package private(set) var form = Form.text
    @usableFromInline let memory: UnsafeMutablePointer<RowBatchMemory>

    package init(bytesMax: Int = 512 << 10, rowsMax: Int = 65_536) {
        precondition(
            bytesMax > 0 && bytesMax <= 1 << 30 && rowsMax > 0, "a batch is bounded between one byte and 1 GiB")
        self.bytesMax = bytesMax
        self.rowsMax = rowsMax
        memory = .allocate(capacity: 1)
        memory.initialize(to: RowBatchMemory(bytesMax: bytesMax))
    }

    deinit {
        memory.pointee.deallocate()
        memory.deallocate()
    }

    @inlinable
    package var columnCount: Int { memory.pointee.columnCount }
    @inlinable
    package var rowCount: Int { memory.pointee.rowCount }
    @inlinable
    package var byteCount: Int { memory.pointee.used }
    package var isFull: Bool { byteCount >= bytesMax || rowCount >= rowsMax }

    @inlinable
    package func isNull(row: Int, column: Int) -> Bool {
        memory.pointee.ends[cell(row, column)] & 0x8000_0000 != 0
    }

    /// Where the bytes of a cell lie in `bytes`; empty for NULL.
    @inlinable
    package func range(row: Int, column: Int) -> Range<Int> {
        let cell = cell(row, column)
        let ends = memory.pointee.ends
        let start = cell == 0 ? 0 : Int(ends[cell &- 1] & 0x7fff_ffff)
        return start..<Int(ends[cell] & 0x7fff_ffff)
    }

    /// The bytes of one cell; empty for NULL.
    @_lifetime(borrow self)
    @inlinable
    package func value(row: Int, column: Int) -> RawSpan {
        let range = range(row: row, column: column)
        let span = RawSpan(_unsafeStart: memory.pointee.bytes + range.lowerBound, byteCount: range.count)
        return _overrideLifetime(span, borrowing: self)
    }

    /// All cells' bytes, one after the other.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        @inlinable
        get {
            let span = RawSpan(_unsafeStart: memory.pointee.bytes, byteCount: memory.pointee.used)
            return _overrideLifetime(span, borrowing: self)
        }
    }

    @inlinable
    func cell(_ row: Int, _ column: Int) -> Int {
        let columns = columnCount
        precondition(row >= 0 && row < rowCount && column >= 0 && column < columns, "a cell lies inside its batch")
        return row &* columns &+ column
    }

    func reset(_ form: Form, columns: Int) {
        self.form = form
        memory.pointee.reset(columns: columns, bytesMax: bytesMax)
    }
}
