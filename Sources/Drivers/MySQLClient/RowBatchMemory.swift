/// The memory of a batch. It lives behind a pointer, so that filling it costs no check of exclusive access per cell.
@usableFromInline
struct RowBatchMemory {
    @usableFromInline var bytes: UnsafeMutablePointer<UInt8>
    @usableFromInline var used = 0
    @usableFromInline var capacity: Int
    /// The end of each cell; the highest bit marks NULL.
    @usableFromInline var ends: UnsafeMutablePointer<UInt32>
    @usableFromInline var cellCount = 0
    @usableFromInline var cellCapacity: Int
    @usableFromInline var columnCount = 0
    @usableFromInline var rowCount = 0

    init(bytesMax: Int) {
        capacity = bytesMax
        bytes = .allocate(capacity: bytesMax)
        cellCapacity = 1024
        ends = .allocate(capacity: 1024)
    }

    func deallocate() {
        bytes.deallocate()
        ends.deallocate()
    }

    /// Empties it for rows of this shape. Memory that one huge row had taken is given back.
    mutating func reset(columns: Int, bytesMax: Int) {
        columnCount = columns
        rowCount = 0
        used = 0
        cellCount = 0
        if capacity > bytesMax &* 4 {
            bytes.deallocate()
            capacity = bytesMax
            bytes = .allocate(capacity: capacity)
        }
    }

    mutating func appendNull() {
        if cellCount == cellCapacity { growCells() }
        ends[cellCount] = UInt32(truncatingIfNeeded: used) | 0x8000_0000
        cellCount &+= 1
    }

    /// False when the batch would pass 2 GiB, which its offsets cannot express.
    mutating func append(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 0, count <= 0x7fff_ffff &- used else { return false }
        if count > capacity &- used { growBytes(count) }
        if cellCount == cellCapacity { growCells() }
        UnsafeMutableRawPointer(bytes + used).copyMemory(from: start, byteCount: count)
        used &+= count
        ends[cellCount] = UInt32(truncatingIfNeeded: used)
        cellCount &+= 1
        return true
    }

    mutating func endRow() {
        precondition(cellCount == (rowCount + 1) * columnCount, "a row has a cell for every column")
        rowCount &+= 1
    }

    private mutating func growBytes(_ count: Int) {
        let larger = max(used + count, min(capacity * 2, 0x7fff_ffff))
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: bytes, count: used)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    private mutating func growCells() {
        let moved = UnsafeMutablePointer<UInt32>.allocate(capacity: cellCapacity * 2)
        moved.update(from: ends, count: cellCount)
        ends.deallocate()
        ends = moved
        cellCapacity *= 2
    }
}
