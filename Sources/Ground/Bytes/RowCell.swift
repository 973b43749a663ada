/// Where a value lies in the bytes of a row batch. A length of −1 is null.
@frozen
package struct RowCell: Sendable, Hashable {
    package var start: UInt32
    package var length: Int32

    @inlinable
    package init(start: UInt32, length: Int32) {
        self.start = start
        self.length = length
    }

    @inlinable package static var null: RowCell { RowCell(start: 0, length: -1) }
    @inlinable package var isNull: Bool { length < 0 }
}
