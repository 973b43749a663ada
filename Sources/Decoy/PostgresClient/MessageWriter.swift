internal import Glibc

/// The messages that wait to be sent, in one piece of memory that is kept. Numbers are written in network order.
package struct MessageWriter: ~Copyable {
    // Not private, because numbers are appended from inside the modules that write values.
    @usableFromInline var memory: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var written = 0
    @inlinable package var count: Int { written }
    private var lengthPlace: Int?

    package init(capacity: Int = 16_384) {
        precondition(capacity > 0, "a writer starts with room")
        self.capacity = capacity
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { memory.deallocate() }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

    package mutating func removeAll() {
        written = 0
        lengthPlace = nil
        // One unusually long statement must not hold its memory for the life of the session.
        guard capacity > 4 << 20 else { return }
        memory.deallocate()
        capacity = 16_384
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    @inlinable
    @inline(__always)
    package mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @usableFromInline
    mutating func grow(_ more: Int) {
        let (needed, overflow) = count.addingReportingOverflow(more)
        precondition(!overflow && more >= 0, "messages fit into the memory of the machine")
        let larger = max(needed, capacity &* 2)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: memory, byteCount: count)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    /// Memory for so many more bytes, valid until the next call; `wrote` says how many of them were filled.
    @inlinable
    @inline(__always)
    package mutating func room(_ count: Int) -> UnsafeMutableRawPointer {
        reserve(count)
        return memory + written
    }

    @inlinable
    @inline(__always)
    package mutating func wrote(_ count: Int) {
        precondition(count >= 0 && count <= capacity &- written, "what was filled lies inside of the room")
        written &+= count
    }

    @inlinable
    @inline(__always)
    package mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        let size = MemoryLayout<Number>.size
        reserve(size)
        memory.storeBytes(of: number.bigEndian, toByteOffset: count, as: Number.self)
        written &+= size
    }

    @inlinable
    @inline(__always)
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        (memory + count).copyMemory(from: start, byteCount: bytes.count)
        written &+= bytes.count
    }

    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    package mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// A text with its final NUL. A NUL inside would cut the message in two, so it ends the text.
    mutating func append(zeroTerminated text: String) {
        var text = text
        text.withUTF8 { bytes in
            let end = bytes.firstIndex(of: 0) ?? bytes.count
            append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<end]))
        }
        append(UInt8(0))
    }

    /// Makes room for a 32-bit number that is known later; `patch` sets it.
    package mutating func place() -> Int {
        append(UInt32(0))
        return count &- 4
    }

    package mutating func patch(_ place: Int, _ number: Int32) {
        precondition(place >= 0 && place <= count - 4, "a place lies in what was written")
        memory.storeBytes(of: number.bigEndian, toByteOffset: place, as: Int32.self)
    }

    /// Sets the number at the place to the bytes that were written behind it, as a field of a row has it.
    package mutating func patchLength(_ place: Int) {
        patch(place, Int32(clamping: count - place - 4))
    }

    /// Begins a message; `endMessage` sets its length.
    mutating func beginMessage(_ type: Character) {
        precondition(lengthPlace == nil, "one message at a time is written")
        append(type.asciiValue ?? 0)
        lengthPlace = place()
    }

    mutating func endMessage() {
        guard let place = lengthPlace else { preconditionFailure("a message was begun") }
        // The length counts itself. A message of 1 GiB or more is refused by the server, not cut by us.
        patch(place, Int32(clamping: count - place))
        lengthPlace = nil
    }

    /// Takes back an unfinished message.
    mutating func abandonMessage() {
        guard let place = lengthPlace else { return }
        written = place - 1
        lengthPlace = nil
    }
}
