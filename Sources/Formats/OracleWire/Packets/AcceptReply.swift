/// What the server agrees to. The packet itself has a short header; the switch to large packets comes behind it.
package struct AcceptReply: Sendable, Hashable {
    /// Bits that count from version 318 on.
    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let urgentProbe = Flags(rawValue: 0x1)
        package static let endsResponses = Flags(rawValue: 0x0200_0000)
        package static let fastAuthentication = Flags(rawValue: 0x1000_0000)
    }

    package var version: UInt16 = 318
    package var options: ServiceOptions = .dontCare
    package var packetSize: UInt32 = 8192
    package var transportSize: UInt32 = 65_535
    package var encryption = EncryptionFlags(rawValue: 0xC5)
    package var flags: Flags = []
    /// Any 16 bytes that name the connection.
    package var identity = [UInt8](repeating: 0, count: 16)

    package init() {}

    package var hasLargePackets: Bool { version >= 315 }

    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .accept else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        let reader = WireReader(Array(packet.body))
        version = try reader.u16("version")
        options = ServiceOptions(rawValue: try reader.u16("service options"))
        packetSize = UInt32(try reader.u16("packet size"))
        transportSize = UInt32(try reader.u16("transport size"))
        try reader.skip(6, "accept data")
        encryption = EncryptionFlags(rawValue: try reader.u8("encryption flags"))
        if version >= 315 {
            try reader.skip(9, "reserved")
            packetSize = try reader.u32("packet size")
            transportSize = try reader.u32("transport size")
            try reader.skip(1, "reserved")
            if version >= 318 { flags = Flags(rawValue: try reader.u32("accept flags")) }
        }
        guard packetSize >= 32 else {
            throw WireFailure("packet size", offset: 32, .unexpected(Int64(packetSize)))
        }
    }

    package func write(to writer: WireWriter) {
        precondition(identity.count == 16, "a connection is named by 16 bytes")
        let body = WireWriter(frames: false)
        for word in [
            version, options.rawValue, UInt16(clamping: packetSize), UInt16(clamping: transportSize), 0x0100, 0,
        ] {
            body.u16(word)
        }
        body.u16(hasLargePackets ? 61 : 32)
        body.u8(encryption.rawValue)
        body.raw([UInt8](repeating: 0, count: 9))
        if hasLargePackets {
            body.u32(packetSize)
            body.u32(transportSize)
            body.u8(0)
            body.u32(flags.rawValue)
            body.raw(identity)
        }
        writer.packet(.accept, body: body.array.span.bytes)
    }
}
