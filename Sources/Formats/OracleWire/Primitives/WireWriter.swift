/// Builds messages, and cuts them into DATA packets of the session's packet size while they are written, so that the
/// owner only has to send `packets`. One allocation that is kept and used again.
///
/// A message ends with `endMessage`; several messages may wait in one writer. Not `Sendable`: one thread or actor.
package final class WireWriter {
    package var dialect: WireDialect {
        didSet { precondition(packetStart == nil, "a dialect changes between two messages") }
    }
    /// Without frames the writer holds plain bytes of TTC: for tests, and for bodies that go elsewhere.
    @usableFromInline let frames: Bool

    @usableFromInline @exclusivity(unchecked) var memory: UnsafeMutablePointer<UInt8>
    @usableFromInline @exclusivity(unchecked) var used = 0
    /// Counted bytes beyond this length go in chunks. A server lowers both numbers to test clients.
    package var longestInOnePiece = WireWriter.longestShort {
        didSet { precondition((0...252).contains(longestInOnePiece), "the short form holds at most 252 bytes") }
    }
    package var longestChunk = WireWriter.chunkLength {
        didSet { precondition(longestChunk > 0, "a chunk holds at least one byte") }
    }

    /// Where the open packet must end, never beyond what is allocated; equal to `used` while no packet is open.
    @usableFromInline @exclusivity(unchecked) var limit: Int
    private var capacity: Int
    /// Where the open packet starts; nil between messages.
    private var packetStart: Int?

    package init(dialect: WireDialect = WireDialect(), frames: Bool = true) {
        self.dialect = dialect
        self.frames = frames
        capacity = 65_536
        memory = .allocate(capacity: capacity)
        limit = frames ? 0 : capacity
    }

    deinit { memory.deallocate() }

    /// Everything that is complete and not sent yet. Valid until the next call of this writer.
    package var packets: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory, count: packetStart ?? used)
    }

    /// A copy, for tests and for bytes without frames.
    package var array: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: used)) }
    package var count: Int { used }

    /// How many bytes of complete packets wait; an owner sends them in portions while it writes many rows.
    package var completeBytes: Int { packetStart ?? used }

    /// Forgets the complete packets, which were sent; the open one stays.
    package func removeSent() {
        guard frames, let start = packetStart else {
            used = 0
            limit = frames ? 0 : capacity
            return
        }
        let length = used - start
        memory.update(from: memory + start, count: length)
        limit -= start
        used = length
        packetStart = 0
    }

    /// Forgets everything, also the open packet: after an error in the middle of a reply that was not sent.
    package func removeAll() {
        packetStart = nil
        used = 0
        limit = frames ? 0 : capacity
    }

    /// Completes the message: the open packet gets its length, and `flags` beside those the dialect asks for.
    package func endMessage(_ flags: DataFlags = []) {
        guard frames else { return }
        if packetStart == nil { openPacket() }
        closePacket(flags)
        limit = used
        packetStart = nil
    }

    /// Adds a packet that is no DATA packet, between two messages.
    package func packet(_ type: PacketType, flags: PacketFlags = [], body: RawSpan) {
        precondition(frames && packetStart == nil, "a packet stands between two messages")
        let start = used
        grow(to: used + PacketHeader.length + body.byteCount)
        used += PacketHeader.length + body.byteCount
        limit = used
        PacketHeader(type: type, flags: flags, length: used - start).store(
            at: memory + start, large: dialect.largePackets)
        body.withUnsafeBytes { bytes in
            guard let from = bytes.baseAddress else { return }
            UnsafeMutableRawPointer(memory + start + PacketHeader.length).copyMemory(
                from: from, byteCount: bytes.count)
        }
    }

    private func grow(to needed: Int) {
        guard capacity < needed else { return }
        let larger = max(needed, capacity &* 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: memory, count: used)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    private func openPacket() {
        grow(to: used + dialect.packetSize)
        packetStart = used
        limit = used + dialect.packetSize
        used += PacketHeader.length + 2
    }

    private func closePacket(_ flags: DataFlags) {
        guard let start = packetStart else { return }
        PacketHeader(type: .data, flags: [], length: used - start).store(
            at: memory + start, large: dialect.largePackets)
        memory[start + 8] = UInt8(truncatingIfNeeded: flags.rawValue >> 8)
        memory[start + 9] = UInt8(truncatingIfNeeded: flags.rawValue)
    }

    /// Called when the open packet is full: afterwards there is room for one byte at least.
    @usableFromInline
    func makeRoom() {
        guard frames else {
            grow(to: used + 1)
            limit = capacity
            return
        }
        closePacket([])
        openPacket()
    }

    @inlinable
    package func u8(_ byte: UInt8) {
        if used == limit { makeRoom() }
        memory[used] = byte
        used &+= 1
    }

    /// Bytes as they stand, over as many packets as they need.
    @inlinable
    package func raw(_ start: UnsafeRawPointer, count: Int) {
        if limit &- used >= count {
            UnsafeMutableRawPointer(memory + used).copyMemory(from: start, byteCount: count)
            used &+= count
        } else {
            split(start, count: count)
        }
    }

    @usableFromInline
    func split(_ start: UnsafeRawPointer, count: Int) {
        if !frames { grow(to: used + count) }
        if !frames { limit = capacity }
        var from = start
        var left = count
        while left > 0 {
            if used == limit { makeRoom() }
            let step = min(left, limit - used)
            UnsafeMutableRawPointer(memory + used).copyMemory(from: from, byteCount: step)
            used += step
            from += step
            left -= step
        }
    }

    package func raw(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        raw(start, count: bytes.count)
    }

    package func raw(_ bytes: RawSpan) { bytes.withUnsafeBytes { raw($0) } }
    package func raw(_ bytes: [UInt8]) { bytes.withUnsafeBytes { raw($0) } }
}
