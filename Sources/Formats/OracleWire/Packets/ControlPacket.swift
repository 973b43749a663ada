/// News from the server beside the messages.
package enum ControlPacket: Sendable, Hashable {
    /// The session is about to close, for the reason of this error number (12572, 12573).
    case closing(error: UInt32)
    /// Urgent data does not arrive: the client must not use it.
    case noUrgentData
    /// A kind that has no meaning for us.
    case other(UInt16)

    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .control else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        let reader = WireReader(Array(packet.body))
        let kind = try reader.u16("control kind")
        switch kind {
        case 8:
            try reader.skip(4, "notification")
            self = .closing(error: try reader.u32("error number"))
        case 9: self = .noUrgentData
        default: self = .other(kind)
        }
    }

    package func write(to writer: WireWriter) {
        let body = WireWriter(frames: false)
        switch self {
        case .closing(let error):
            body.u16(8)
            body.u32(0)
            body.u32(error)
        case .noUrgentData: body.u16(9)
        case .other(let kind): body.u16(kind)
        }
        writer.packet(.control, body: body.array.span.bytes)
    }
}
