/// The listener sends the client elsewhere: an address, and what to say there.
package struct RedirectReply: Sendable, Hashable {
    /// The address to connect to, as a descriptor.
    package var address: String { String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) }
    /// The connect data to send there, with the packet flag `redirected`; nil when only an address was given.
    package var connectData: [UInt8]? { text.firstIndex(of: 0).map { Array(text[($0 + 1)...]) } }
    package private(set) var text: [UInt8]
    package private(set) var length: Int

    package init(address: String, connectData: [UInt8]) {
        text = Array(address.utf8) + [0] + connectData
        length = text.count
    }

    package var isComplete: Bool { text.count == length }

    /// The text stands in the packet itself (old servers), or in the DATA packets that follow: see `complete`.
    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .redirect else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        let reader = WireReader(Array(packet.body.prefix(2)))
        length = Int(try reader.u16("redirect length"))
        text = Array(packet.body.dropFirst(2).prefix(length))
    }

    package mutating func complete(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .data, !packet.payload.isEmpty else {
            throw WireFailure("redirect", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        guard packet.payload.count <= length - text.count else {
            throw WireFailure("redirect", offset: length, .excess(packet.payload.count))
        }
        text.append(contentsOf: packet.payload)
    }

    package func write(to writer: WireWriter) {
        precondition(text.count <= 0xFFFF, "the text of a redirect has at most 65 535 bytes")
        let body = [UInt8(truncatingIfNeeded: text.count >> 8), UInt8(truncatingIfNeeded: text.count)]
        writer.packet(.redirect, flags: .redirectWithData, body: body.span.bytes)
        writer.packet(.data, body: ([0, 0] + text).span.bytes)
    }
}
