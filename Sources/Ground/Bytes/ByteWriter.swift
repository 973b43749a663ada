/// Output in one allocation that grows and is reused: `removeAll` keeps it. Noncopyable, so that nobody pays for a
/// copy by accident.
package struct ByteWriter: ~Copyable {
    @usableFromInline var memory: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    package init(capacity: Int = 4096) {
        precondition(capacity > 0, "a writer starts with room for at least one byte")
        self.capacity = capacity
        memory = .allocate(capacity: capacity)
    }

    deinit { memory.deallocate() }

    @inlinable
    package var count: Int { used }
    @inlinable
    package var isEmpty: Bool { used == 0 }

    @inlinable
    package mutating func removeAll() { used = 0 }

    /// Forgets what was written after the first `count` bytes.
    @inlinable
    package mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= used, "a writer is cut to something that it holds")
        used = count
    }

    /// Makes room for `more` bytes and gives the place where they go; `advance` must follow.
    @inlinable
    mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - used < more { grow(more) }
        return memory + used
    }

    @usableFromInline
    mutating func grow(_ more: Int) {
        let (needed, overflow) = used.addingReportingOverflow(more)
        precondition(!overflow, "a writer holds fewer bytes than an Int can count")
        let larger = max(needed, capacity &* 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: memory, count: used)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    @inlinable
    package mutating func append(_ byte: UInt8) {
        room(1).pointee = byte
        used &+= 1
    }

    @inlinable
    package mutating func append(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        room(length).update(from: literal.utf8Start, count: length)
        used &+= length
    }

    @inlinable
    package mutating func append(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { append($0) }
    }

    @inlinable
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(room(bytes.count)).copyMemory(from: start, byteCount: bytes.count)
        used &+= bytes.count
    }

    /// Labelled, because a literal would otherwise be taken for a String and lose the fast way.
    package mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// What has been written so far.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = RawSpan(_unsafeStart: memory, byteCount: used)
            return _overrideLifetime(span, borrowing: self)
        }
    }

    /// A copy, for tests and small things.
    package var array: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: used)) }
}
