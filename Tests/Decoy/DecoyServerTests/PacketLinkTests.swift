import OracleWire
import Testing

@testable import DecoyServer

struct PacketLinkTests {
    @Test("A request is read however it is cut into packets and segments")
    func fragments() async throws {
        try await WirePeer.converse(WireOptions()) { link in
            guard let text = try? link.reader.clr("text") else { return }
            link.writer.clr(text.reversed())
            try? link.sendReply()
        } _: { (peer) throws in
            for byte in [3, 0x61, 0x62, 0x63] as [UInt8] {
                for part in [0, 11, 0, 0, 6, 0, 0, 0, 0, 0, byte] as [UInt8] { try peer.send(bytes: [part]) }
            }
            #expect(try peer.payload() == [3, 0x63, 0x62, 0x61])
        }
    }

    @Test("A marker in the middle of a request stops the reader, and the resets of both sides meet")
    func marker() async throws {
        try await WirePeer.converse(WireOptions()) { link in
            do throws(WireFailure) {
                _ = try link.reader.clr("text")
            } catch {
                guard case .marker(.cancel)? = link.stop else { return }
                link.forgetInput()
                try? link.exchangeResets()
                link.writer.u8(42)
                try? link.sendReply()
            }
        } _: { (peer) throws in
            try peer.send(bytes: [0, 12, 0, 0, 6, 0, 0, 0, 0, 0, 3, 0x61])
            MarkerPacket.cancel.write(to: peer.writer)
            try peer.send()
            #expect(try peer.marker() == .cancel)
            #expect(try peer.marker() == .reset)
            MarkerPacket.reset.write(to: peer.writer)
            try peer.send()
            #expect(try peer.payload() == [42])
        }
    }

    @Test("Answers are cut into packets of the size that was asked for")
    func smallPackets() async throws {
        var options = WireOptions()
        options.packetBytes = 2
        try await WirePeer.converse(options) { link in
            link.dialect = link.dialect
            link.writer.raw([1, 2, 3, 4, 5])
            try? link.sendReply()
        } _: { (peer) throws in
            #expect(try peer.payload() == [1, 2])
            #expect(try peer.payload() == [3, 4])
            #expect(try peer.payload() == [5])
        }
    }

    @Test("The connection is cut after as many packets as were allowed")
    func dropped() async throws {
        var options = WireOptions()
        options.dropAfterPackets = 2
        try await WirePeer.converse(options) { link in
            for number in 1...3 as ClosedRange<UInt8> {
                link.writer.u8(number)
                guard (try? link.sendReply()) != nil else { return }
            }
        } _: { (peer) throws in
            #expect(try peer.payload() == [1])
            #expect(try peer.payload() == [2])
            #expect(try peer.receive() == nil)
        }
    }

    @Test("Values go in chunks of the size that was asked for")
    func chunks() async throws {
        var options = WireOptions()
        options.chunkBytes = 2
        try await WirePeer.converse(options) { link in
            link.writer.clr(text: "ab")
            link.writer.clr(text: "abc")
            try? link.sendReply()
        } _: { (peer) throws in
            #expect(try peer.payload() == [2, 0x61, 0x62, 0xFE, 1, 2, 0x61, 0x62, 1, 1, 0x63, 0])
        }
    }
}
