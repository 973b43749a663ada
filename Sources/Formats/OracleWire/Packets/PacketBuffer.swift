/// One packet as it lies in a `PacketBuffer`; the view is valid until the buffer's next call.
package struct Packet {
    package let header: PacketHeader
    /// What stands behind the header.
    package let body: UnsafeRawBufferPointer

    package var type: PacketType { header.type }

    /// Flags of a DATA packet; empty for other packets and for one that is too short.
    package var dataFlags: DataFlags {
        guard header.type == .data, body.count >= 2 else { return [] }
        return DataFlags(rawValue: UInt16(body[0]) << 8 | UInt16(body[1]))
    }

    /// What stands behind the flags of a DATA packet.
    package var payload: UnsafeRawBufferPointer {
        body.count <= 2 ? UnsafeRawBufferPointer(start: nil, count: 0) : UnsafeRawBufferPointer(rebasing: body[2...])
    }

    /// Whether the peer says goodbye.
    package var isEndOfFile: Bool { dataFlags.contains(.endOfFile) && payload.isEmpty }
}

/// Finds packets in the bytes of a socket, however they arrive. The owner gives what it reads to `append` (or reads
/// straight into `space`), then takes packets with `next` until it gives nil.
package final class PacketBuffer {
    /// Packets have four-byte lengths; set after ACCEPT.
    package var largePackets = false
    /// The longest packet that is accepted. The protocol knows none above 2 097 152.
    package var longestPacket = 2_097_152 + 4096

    private var memory: UnsafeMutableRawPointer
    private var capacity = 16_384
    private var start = 0
    private var end = 0

    package init() { memory = .allocate(byteCount: 16_384, alignment: 8) }
    deinit { memory.deallocate() }

    package var buffered: Int { end - start }

    /// Takes the next whole packet; nil when more bytes are needed.
    package func next() throws(WireFailure) -> Packet? {
        let there = UnsafeRawBufferPointer(start: memory + start, count: end - start)
        guard let header = try PacketHeader(there, large: largePackets, limit: longestPacket),
            header.length <= there.count
        else { return nil }
        start += header.length
        return Packet(header: header, body: UnsafeRawBufferPointer(rebasing: there[8..<header.length]))
    }

    package func append(_ bytes: RawSpan) { bytes.withUnsafeBytes { append($0) } }

    package func append(_ bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        UnsafeMutableRawBufferPointer(rebasing: space(atLeast: bytes.count)[..<bytes.count])
            .copyMemory(from: UnsafeRawBufferPointer(start: from, count: bytes.count))
        filled(bytes.count)
    }

    /// Room to read from a socket straight into; `filled` says how much came. Invalidates every packet given before.
    package func space(atLeast count: Int = 8192) -> UnsafeMutableRawBufferPointer {
        precondition(count >= 0, "a reader asks for room of a length that is not negative")
        let unread = end - start
        if capacity - end < count {
            if capacity - unread < count {
                let larger = max(unread + count, capacity * 2)
                let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
                moved.copyMemory(from: memory + start, byteCount: unread)
                memory.deallocate()
                memory = moved
                capacity = larger
            } else {
                memory.copyMemory(from: memory + start, byteCount: unread)
            }
            start = 0
            end = unread
        }
        return UnsafeMutableRawBufferPointer(start: memory + end, count: capacity - end)
    }

    package func filled(_ count: Int) {
        precondition(count >= 0 && count <= capacity - end, "a socket fills no more than the room it was given")
        end += count
    }
}
