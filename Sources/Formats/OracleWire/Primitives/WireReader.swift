/// Takes the bytes of one direction of a session apart, value by value. Messages have no length of their own, so the
/// reader asks its owner for more whenever it runs dry: `refill` gets the reader and must `feed` it the payload of the
/// next packet, or throw. Parsing is therefore plain code that pulls, however the bytes were cut into packets.
///
/// Not `Sendable`: one reader belongs to one thread or one actor. A failure leaves the stream at an unknown place: the
/// session is over, unless `dropBuffered` and the protocol (a reset) agree on a new start.
package final class WireReader {
    package typealias Refill = (_ reader: WireReader) throws(WireFailure) -> Void

    package var dialect: WireDialect
    /// The longest single value that is accepted, chunks counted together.
    package var longestValue = 0x7FFF_FFFF

    @usableFromInline @exclusivity(unchecked) var memory: UnsafeMutablePointer<UInt8>
    @usableFromInline @exclusivity(unchecked) var position = 0
    @usableFromInline @exclusivity(unchecked) var end = 0
    @usableFromInline var capacity: Int
    /// Where `memory` starts in the stream.
    @usableFromInline @exclusivity(unchecked) var base = 0
    private let refill: Refill

    package init(dialect: WireDialect = WireDialect(), refill: @escaping Refill) {
        self.dialect = dialect
        self.refill = refill
        capacity = 16_384
        memory = .allocate(capacity: capacity)
    }

    /// A reader over bytes that are all there; it fails with `.ended` behind them.
    package convenience init(_ bytes: [UInt8], dialect: WireDialect = WireDialect()) {
        self.init(dialect: dialect) { (reader: WireReader) throws(WireFailure) in
            throw WireFailure("stream", offset: reader.offset, .ended)
        }
        feed(bytes.span.bytes)
    }

    deinit { memory.deallocate() }

    /// Adds bytes behind those that are still to be read. Called by `refill`, or in advance.
    package func feed(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { feed($0) }
    }

    package func feed(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        makeRoom(bytes.count)
        UnsafeMutableRawPointer(memory + end).copyMemory(from: start, byteCount: bytes.count)
        end += bytes.count
    }

    /// Moves what is unread to the front, and to a larger place if it must be.
    private func makeRoom(_ more: Int) {
        let unread = end - position
        let (needed, overflow) = unread.addingReportingOverflow(more)
        precondition(!overflow, "a reader holds fewer bytes than an Int can count")
        if capacity < needed {
            let larger = max(needed, capacity &* 2)
            let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            moved.update(from: memory + position, count: unread)
            memory.deallocate()
            memory = moved
            capacity = larger
        } else if capacity - end < more {
            memory.update(from: memory + position, count: unread)
        } else {
            return
        }
        base += position
        position = 0
        end = unread
    }

    /// Bytes read since the reader was made.
    @inlinable package var offset: Int { base &+ position }
    /// Bytes that are there and not read yet.
    @inlinable package var buffered: Int { end &- position }
    @inlinable package var hasBuffered: Bool { position != end }

    /// Forgets what is there and unread: after a reset, or the body of a call that nobody knows.
    package func dropBuffered() { position = end }

    /// Makes sure that `count` bytes lie in one piece from `position`. Memory grows only as bytes really come.
    @inlinable
    package func require(_ count: Int, _ field: FieldName = "field") throws(WireFailure) {
        if end &- position < count { try requireMore(count, field) }
    }

    @usableFromInline
    func requireMore(_ count: Int, _ field: FieldName) throws(WireFailure) {
        precondition(count >= 0, "a reader is asked for a count of bytes that is not negative")
        while end - position < count {
            let before = end - position
            try refill(self)
            guard end - position > before else { throw WireFailure(field, offset: offset, .ended) }
        }
    }

    /// Refuses bytes that nobody read: for messages that must end where the bytes end.
    package func finish(_ field: FieldName = "message") throws(WireFailure) {
        guard position == end else { throw WireFailure(field, offset: offset, .excess(end - position)) }
    }

    /// Looks at the next byte and leaves it.
    package func peek(_ field: FieldName = "byte") throws(WireFailure) -> UInt8 {
        try require(1, field)
        return memory[position]
    }

    func failure(_ field: FieldName, _ reason: WireFailure.Reason) -> WireFailure {
        WireFailure(field, offset: offset, reason)
    }
}
