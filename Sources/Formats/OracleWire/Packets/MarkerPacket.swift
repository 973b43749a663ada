/// A break, or the reset that follows it: the only thing that may stand between the packets of a message.
package enum MarkerPacket: UInt8, Sendable, Hashable {
    case cancel = 1
    case reset = 2
    case interrupt = 3

    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .marker else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        // One old form has a body of a single byte: a break.
        let kind = packet.body.count >= 3 ? packet.body[2] : 1
        guard let marker = MarkerPacket(rawValue: kind) else {
            throw WireFailure("marker", offset: 10, .unexpected(Int64(kind)))
        }
        self = marker
    }

    package func write(to writer: WireWriter) {
        writer.packet(.marker, body: [1, 0, rawValue].span.bytes)
    }
}
