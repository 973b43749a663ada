/// Bits of the service options of CONNECT and ACCEPT.
package struct ServiceOptions: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let dontCare = ServiceOptions(rawValue: 0x0001)
    /// Breaks may come as urgent data of TCP. We neither offer nor use it.
    package static let urgentBreaks = ServiceOptions(rawValue: 0x0400)
}

/// What a side thinks of the native encryption of the network.
package struct EncryptionFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let wanted = EncryptionFlags(rawValue: 0x01)
    package static let disabled = EncryptionFlags(rawValue: 0x04)
    package static let required = EncryptionFlags(rawValue: 0x10)
    package static let renegotiates = EncryptionFlags(rawValue: 0x80)
}

/// The first packet of a client. A descriptor of more than 230 bytes follows in a DATA packet of its own.
package struct ConnectRequest: Sendable, Hashable {
    package var version: UInt16 = 319
    package var lowestVersion: UInt16 = 300
    package var options: ServiceOptions = .dontCare
    package var packetSize: UInt32 = 8192
    package var transportSize: UInt32 = 65_535
    package var encryption: (EncryptionFlags, EncryptionFlags) {
        get { (first, second) }
        set { (first, second) = newValue }
    }
    private var first: EncryptionFlags = [.renegotiates, .disabled]
    private var second: EncryptionFlags = [.renegotiates, .disabled]
    /// nil for clients so old that they do not send the word.
    package var connectFlags: UInt32? = 0
    /// The descriptor, as far as it has come.
    package var descriptor: [UInt8]
    /// How many bytes the descriptor has. More than are there: they come in DATA packets, see `complete`.
    package private(set) var descriptorLength: Int

    static let longestInPlace = 230

    package init(descriptor: [UInt8]) {
        self.descriptor = descriptor
        descriptorLength = descriptor.count
    }

    package var isComplete: Bool { descriptor.count == descriptorLength }

    package init(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .connect else {
            throw WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        let reader = WireReader(Array(packet.body))
        version = try reader.u16("version")
        lowestVersion = try reader.u16("lowest version")
        options = ServiceOptions(rawValue: try reader.u16("service options"))
        packetSize = UInt32(try reader.u16("packet size"))
        transportSize = UInt32(try reader.u16("transport size"))
        try reader.skip(6, "characteristics")
        descriptorLength = Int(try reader.u16("descriptor length"))
        let place = Int(try reader.u16("descriptor offset"))
        try reader.skip(4, "receivable length")
        first = EncryptionFlags(rawValue: try reader.u8("encryption flags"))
        second = EncryptionFlags(rawValue: try reader.u8("encryption flags"))
        guard place >= 34, place <= packet.header.length else {
            throw WireFailure("descriptor offset", offset: 26, .unexpected(Int64(place)))
        }
        // Ancient clients end their header earlier, and the large sizes count only when they are not zero.
        connectFlags = nil
        if place >= 66 {
            try reader.skip(24, "reserved")
            let (large, largeTransport) = (try reader.u32("packet size"), try reader.u32("transport size"))
            if large != 0 { packetSize = large }
            if largeTransport != 0 { transportSize = largeTransport }
            if place >= 70 { try reader.skip(4, "connect flags") }
            if place >= 74 { connectFlags = try reader.u32("connect flags") }
        }
        descriptor = Array(packet.body.dropFirst(place - PacketHeader.length).prefix(descriptorLength))
    }

    /// Takes a DATA packet that carries the rest of the descriptor.
    package mutating func complete(_ packet: Packet) throws(WireFailure) {
        guard packet.type == .data, !packet.payload.isEmpty else {
            throw WireFailure("descriptor", offset: 4, .unexpected(Int64(packet.type.rawValue)))
        }
        guard packet.payload.count <= descriptorLength - descriptor.count else {
            throw WireFailure("descriptor", offset: descriptorLength, .excess(packet.payload.count))
        }
        descriptor.append(contentsOf: packet.payload)
    }

    /// Writes the packet, and the DATA packet behind it when the descriptor is long.
    package func write(to writer: WireWriter, flags: PacketFlags = []) {
        precondition(descriptor.count <= 0xFFFF, "a descriptor has at most 65 535 bytes")
        let place = UInt16(connectFlags == nil ? 70 : 74)
        let body = WireWriter(frames: false)
        for word in [version, lowestVersion, options.rawValue] { body.u16(word) }
        body.u16(UInt16(clamping: packetSize))
        body.u16(UInt16(clamping: transportSize))
        for word in [0x4F98, 0, 1, UInt16(descriptor.count), place] as [UInt16] { body.u16(word) }
        body.u32(0)
        body.u8(first.rawValue)
        body.u8(second.rawValue)
        body.raw([UInt8](repeating: 0, count: 24))
        body.u32(packetSize)
        body.u32(transportSize)
        body.u32(0)
        if let connectFlags { body.u32(connectFlags) }
        let fits = descriptor.count <= ConnectRequest.longestInPlace
        if fits { body.raw(descriptor) }
        writer.packet(.connect, flags: flags, body: body.array.span.bytes)
        if !fits { writer.packet(.data, body: ([0, 0] + descriptor).span.bytes) }
    }
}
