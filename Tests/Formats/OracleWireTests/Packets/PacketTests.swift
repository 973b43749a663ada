import Testing

@testable import OracleWire

@Suite struct PacketTests {
    /// The packets in `bytes`, which arrive one byte at a time.
    private func packets(_ bytes: [UInt8], large: Bool = false, _ body: (Packet) throws -> Void) throws {
        let buffer = PacketBuffer()
        buffer.largePackets = large
        for byte in bytes {
            buffer.append([byte].span.bytes)
            if let packet = try buffer.next() { try body(packet) }
        }
        #expect(buffer.buffered == 0)
    }

    private func wire(_ body: (WireWriter) -> Void) -> [UInt8] {
        let writer = WireWriter()
        body(writer)
        return Array(writer.packets)
    }

    @Test(arguments: [0, 1, 230, 231, 5000]) func aConnectComesBackWithItsDescriptor(length: Int) throws {
        var request = ConnectRequest(descriptor: [UInt8](repeating: 0x41, count: length))
        request.packetSize = 2_097_152
        request.connectFlags = length == 1 ? nil : 1
        let bytes = wire { request.write(to: $0) }
        #expect(Int(bytes[26]) << 8 | Int(bytes[27]) == (length == 1 ? 70 : 74))
        var back: ConnectRequest?
        try packets(bytes) { packet in
            if packet.type == .connect { back = try ConnectRequest(packet) } else { try back?.complete(packet) }
        }
        #expect(back == request && back?.isComplete == true)
    }

    @Test func anAncientConnectHasSmallSizes() throws {
        let body =
            hex("01 36 01 2c 00 00 08 00 7f ff 4f 98 00 00 00 01 00 03 00 3a 00 00 00 00 41 41")
            + [UInt8](repeating: 0, count: 24) + Array("abc".utf8)
        try packets([0, UInt8(body.count + 8), 0, 0, 1, 0, 0, 0] + body) { packet in
            let request = try ConnectRequest(packet)
            #expect(request.descriptor == Array("abc".utf8) && request.packetSize == 2048)
            #expect(request.connectFlags == nil && request.version == 310)
        }
    }

    @Test(arguments: [314, 315, 317, 318, 319] as [UInt16]) func anAcceptComesBack(version: UInt16) throws {
        var reply = AcceptReply()
        reply.version = version
        reply.packetSize = 100_000
        reply.flags = [.fastAuthentication, .endsResponses]
        let bytes = wire { reply.write(to: $0) }
        #expect(bytes.count == (version >= 315 ? 61 : 32))
        try packets(bytes) { packet in
            let back = try AcceptReply(packet)
            #expect(back.packetSize == (version >= 315 ? 100_000 : 65_535) && back.encryption.contains(.disabled))
            #expect(back.flags == (version >= 318 ? reply.flags : []) && back.hasLargePackets == (version >= 315))
        }
    }

    @Test func aRefusalSaysItsNumber() throws {
        try packets(wire { RefuseReply(error: 12_514).write(to: $0) }) { packet in
            let refusal = try RefuseReply(packet)
            #expect(refusal.error == 12_514)
        }
        try packets([0, 12, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0]) { packet in
            let refusal = try RefuseReply(packet)
            #expect(refusal.error == nil)
        }
    }

    @Test func aRedirectComesInTwoPacketsOrInOne() throws {
        let reply = RedirectReply(address: "(ADDRESS=(PORT=1))", connectData: Array("data".utf8))
        var back: RedirectReply?
        try packets(wire { reply.write(to: $0) }) { packet in
            if packet.type == .redirect { back = try RedirectReply(packet) } else { try back?.complete(packet) }
        }
        #expect(back == reply && back?.address == "(ADDRESS=(PORT=1))" && back?.connectData == Array("data".utf8))
        try packets([0, 13, 0, 0, 5, 0, 0, 0, 0, 3, 0x61, 0, 0x62]) { packet in
            let inline = try RedirectReply(packet)
            #expect(inline.isComplete && inline.address == "a" && inline.connectData == [0x62])
        }
    }

    @Test func markersAndControlsComeBack() throws {
        for marker in [MarkerPacket.cancel, .reset, .interrupt] {
            try packets(wire { marker.write(to: $0) }) { packet in
                let back = try MarkerPacket(packet)
                #expect(back == marker)
            }
        }
        for control in [ControlPacket.closing(error: 12_572), .noUrgentData, .other(3)] {
            try packets(wire { control.write(to: $0) }) { packet in
                let back = try ControlPacket(packet)
                #expect(back == control)
            }
        }
        try packets([0, 9, 0, 0, 12, 0, 0, 0, 0]) { packet in
            let back = try MarkerPacket(packet)
            #expect(back == .cancel)
        }
    }

    @Test func wrongHeadersAreRefused() {
        for (bytes, large) in [
            ("00 07 00 00 06 00 00 00", false), ("00 08 00 00 08 00 00 00", false), ("00 08 00 00 ff 00 00 00", false),
            ("7f ff ff ff 06 00 00 00", true),
        ] {
            #expect(throws: WireFailure.self, "\(bytes)") { try packets(hex(bytes), large: large) { _ in } }
        }
    }

    @Test func theGoodbyeIsSeen() throws {
        try packets(wire { $0.endMessage(.endOfFile) }) { #expect($0.isEndOfFile) }
        try packets(
            wire {
                $0.u8(1)
                $0.endMessage(.endOfFile)
            }
        ) { #expect(!$0.isEndOfFile) }
    }

    @Test func sentPacketsLeaveTheOpenOneBehind() throws {
        var dialect = WireDialect()
        dialect.packetSize = 64
        let writer = WireWriter(dialect: dialect)
        var sent: [UInt8] = []
        for byte in 0..<200 {
            writer.u8(UInt8(byte))
            if writer.completeBytes > 0 {
                sent.append(contentsOf: writer.packets)
                writer.removeSent()
            }
        }
        writer.endMessage(.endOfResponse)
        sent.append(contentsOf: writer.packets)
        var payload: [UInt8] = []
        var flags: [DataFlags] = []
        try packets(sent) { packet in
            payload.append(contentsOf: packet.payload)
            flags.append(packet.dataFlags)
        }
        #expect(payload == (0..<200).map { UInt8($0) })
        #expect(flags == [[], [], [], .endOfResponse])
    }
}
