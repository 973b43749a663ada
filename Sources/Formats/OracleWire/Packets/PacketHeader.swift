package enum PacketType: UInt8, Sendable, Hashable {
    case connect = 1
    case accept = 2
    case acknowledge = 3
    case refuse = 4
    case redirect = 5
    case data = 6
    case null = 7
    case abort = 9
    case resend = 11
    case marker = 12
    case attention = 13
    case control = 14
}

package struct PacketFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A redirect whose text follows in a DATA packet.
    package static let redirectWithData = PacketFlags(rawValue: 0x02)
    /// A connect that follows a redirect.
    package static let redirected = PacketFlags(rawValue: 0x04)
    /// The client must do a new TLS handshake on the same socket.
    package static let repeatHandshake = PacketFlags(rawValue: 0x08)
}

/// The two bytes in front of the payload of a DATA packet.
package struct DataFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// With no payload: the client says goodbye.
    package static let endOfFile = DataFlags(rawValue: 0x0040)
    package static let endOfRequest = DataFlags(rawValue: 0x0800)
    package static let beginPipeline = DataFlags(rawValue: 0x1000)
    package static let endOfResponse = DataFlags(rawValue: 0x2000)
}

/// The eight bytes in front of every packet. The length counts them too; it has two bytes before ACCEPT, and four after
/// it when TNS version 315 or above was agreed.
package struct PacketHeader: Sendable, Hashable {
    package static let length = 8

    package let type: PacketType
    package let flags: PacketFlags
    package let length: Int

    package init(type: PacketType, flags: PacketFlags = [], length: Int) {
        self.type = type
        self.flags = flags
        self.length = length
    }

    /// nil while fewer than eight bytes are there.
    package init?(_ bytes: UnsafeRawBufferPointer, large: Bool, limit: Int) throws(WireFailure) {
        guard bytes.count >= PacketHeader.length else { return nil }
        let high = Int(bytes[0]) << 8 | Int(bytes[1])
        let length = large ? high << 16 | Int(bytes[2]) << 8 | Int(bytes[3]) : high
        guard length >= PacketHeader.length else {
            throw WireFailure("packet length", offset: 0, .unexpected(Int64(length)))
        }
        guard length <= limit else {
            throw WireFailure("packet length", offset: 0, .tooLarge(announced: UInt64(length), limit: UInt64(limit)))
        }
        guard let type = PacketType(rawValue: bytes[4]) else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(bytes[4])))
        }
        self.init(type: type, flags: PacketFlags(rawValue: bytes[5]), length: length)
    }

    /// Writes the eight bytes. The caller has room for them.
    func store(at place: UnsafeMutablePointer<UInt8>, large: Bool) {
        precondition(large || length <= 0xFFFF, "a packet with a short header has at most 65 535 bytes")
        for at in 0..<4 { place[at] = 0 }
        let shift = large ? 24 : 8
        for at in 0..<(large ? 4 : 2) { place[at] = UInt8(truncatingIfNeeded: length >> (shift - 8 * at)) }
        place[4] = type.rawValue
        place[5] = flags.rawValue
        place[6] = 0
        place[7] = 0
    }
}
