package import Bytes
package import Model

/// What a stream gives at once: a block of rows, and the values that are too large to lie in it.
package struct RowPage: Sendable {
    package let rows: RowBlock
    /// Of the only row of `rows`, which holds the beginning of each.
    package let large: [any LargeValue]

    package init(_ rows: RowBlock, large: [any LargeValue] = []) {
        precondition(large.isEmpty || rows.rowCount == 1, "a row with values that are read in pieces stands alone")
        self.rows = rows
        self.large = large
    }
}

/// A value that is read piece by piece while it is written, so that its length takes no memory. The stream that gave
/// it must be open still.
package protocol LargeValue: Sendable {
    /// Its place in the plan.
    var column: Int { get }
    /// Of the whole value: bytes, or units of UTF-16 of a text.
    var length: Int64 { get }
    /// The bytes that follow, in the form of the column, never a part of a character; nil at the end.
    func next() async throws(DatabaseRefusal) -> [UInt8]?
}

extension RowPage {
    /// The row with its large values whole: for those that cannot be written in pieces. Nil when they are together
    /// longer than `lengthMax`, in bytes or units of UTF-16; then nothing is read, or no more than twice as many bytes.
    package func whole(lengthMax: Int64) async throws(DatabaseRefusal) -> RowBlock? {
        guard !large.isEmpty else { return rows }
        var lengthLeft = lengthMax
        for value in large {
            guard value.length <= lengthLeft else { return nil }
            lengthLeft -= max(0, value.length)
        }
        // No value of a block is longer than this, whatever the source said of its length.
        var bytesLeft = Int(min(lengthMax, Int64(Int32.max / 2))) * 2
        var values: [[UInt8]?] = (0..<rows.columnCount).map { column in
            rows.isNull(0, column) ? nil : Array(rows.bytes(0, column))
        }
        for value in large {
            bytesLeft -= values[value.column]?.count ?? 0
            while let piece = try await value.next() {
                bytesLeft -= piece.count
                guard bytesLeft >= 0 else { return nil }
                values[value.column]?.append(contentsOf: piece)
            }
        }
        return RowBlock(rows: [values], columnCount: rows.columnCount)
    }
}

extension RowRejection {
    /// The block held the beginning of these values only.
    package mutating func note(_ large: [any LargeValue]) {
        for value in large where shown?.indices.contains(value.column) == true {
            shown?[value.column].byteCount = Int(clamping: value.length)
            shown?[value.column].isCut = true
        }
    }
}
