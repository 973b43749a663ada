/// Bytes from the server: what was read lies between `start` and `end`, one piece, in memory that is kept.
final class ReceiveBuffer {
    private(set) var memory: UnsafeMutableRawPointer
    private(set) var capacity: Int
    /// The first byte that nobody has taken.
    var start = 0
    private(set) var end = 0

    init(capacity: Int = 65_536) {
        self.capacity = capacity
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { memory.deallocate() }

    var available: Int { end - start }

    /// Free memory behind the bytes, at least `least`.
    func room(_ least: Int) -> UnsafeMutableRawBufferPointer {
        if capacity - end < least { grow(least) }
        return UnsafeMutableRawBufferPointer(start: memory + end, count: capacity - end)
    }

    func received(_ count: Int) {
        precondition(count >= 0 && count <= capacity - end, "no more arrives than there was room for")
        end += count
    }

    /// Moves what nobody has taken to the front; places in the buffer change.
    func compact() {
        guard start > 0 else { return }
        if start < end { memory.copyMemory(from: memory + start, byteCount: end - start) }
        end -= start
        start = 0
    }

    func removeAll() {
        start = 0
        end = 0
    }

    /// Takes the rest of another buffer as its own only content.
    func take(restOf other: ReceiveBuffer) {
        removeAll()
        guard other.available > 0 else { return }
        room(other.available).baseAddress?.copyMemory(from: other.memory + other.start, byteCount: other.available)
        received(other.available)
        other.end = other.start
    }

    private func grow(_ least: Int) {
        let larger = max(capacity * 2, end + least)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: memory, byteCount: end)
        memory.deallocate()
        memory = moved
        capacity = larger
    }
}
