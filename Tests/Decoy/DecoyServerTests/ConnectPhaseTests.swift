import OracleWire
import Testing

@testable import DecoyServer

struct ConnectPhaseTests {
    private static func serve(_ link: PacketLink, _ wire: WireOptions) {
        var options = ServerOptions(directory: "unused")
        options.wire = wire
        _ = try? ConnectPhase(link: link, options: options, place: ("127.0.0.1", 1521)).run()
    }

    private func connect(
        _ wire: WireOptions = WireOptions(), service: String = "ORCLPDB1", padding: Int = 0,
        _ check: @escaping @Sendable (WirePeer, ConnectRequest) throws -> Void
    ) async throws {
        let program = String(repeating: "p", count: padding)
        let text = "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=\(service))(CID=(PROGRAM=\(program)))))"
        let request = ConnectRequest(descriptor: Array(text.utf8))
        try await WirePeer.converse(wire, { Self.serve($0, wire) }) { (peer) throws in
            request.write(to: peer.writer)
            try peer.send()
            try check(peer, request)
        }
    }

    @Test("A known service is accepted without native encryption, with the smaller packet size", arguments: [0, 300])
    func accepted(padding: Int) async throws {
        var wire = WireOptions()
        wire.packetLimit = 4096
        try await connect(wire, padding: padding) { (peer, _) throws in
            let accept = try AcceptReply(try peer.packet())
            #expect(accept.version == 318 && accept.packetSize == 4096)
            #expect(accept.encryption.contains(.disabled) && accept.flags.isEmpty)
        }
    }

    @Test("An unknown service is refused with 12514")
    func refused() async throws {
        try await connect(service: "nowhere") { (peer, _) throws in
            #expect(try peer.refusal() == 12_514)
            #expect(try peer.receive() == nil)
        }
    }

    @Test("RESEND is asked for once, then the same packet is accepted")
    func resent() async throws {
        var wire = WireOptions()
        wire.resends = true
        try await connect(wire) { (peer, request) throws in
            #expect(try peer.receive()?.type == .resend)
            request.write(to: peer.writer)
            try peer.send()
            #expect(try peer.receive()?.type == .accept)
        }
    }

    @Test("REDIRECT names the listener and repeats what the client said; a redirected client is accepted")
    func redirected() async throws {
        var wire = WireOptions()
        wire.redirects = true
        try await connect(wire) { (peer, request) throws in
            var reply = try RedirectReply(try peer.packet())
            if !reply.isComplete { try reply.complete(try peer.packet()) }
            #expect(reply.address == "(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=1521))")
            #expect(reply.connectData == request.descriptor)
        }
    }

    @Test("A demand for native encryption is written into ACCEPT")
    func encryption() async throws {
        var wire = WireOptions()
        wire.requiresEncryption = true
        try await connect(wire) { (peer, _) throws in
            let accept = try AcceptReply(try peer.packet())
            #expect(accept.encryption.contains(.required) && !accept.encryption.contains(.disabled))
        }
    }

    @Test("What is no CONNECT ends the connection")
    func strange() async throws {
        let wire = WireOptions()
        for bytes: [UInt8] in [[0, 9, 0, 0, 6, 0, 0, 0, 1], [0, 8, 0, 0, 99, 0, 0, 0], [0, 3, 0, 0, 1, 0, 0, 0]] {
            try await WirePeer.converse(wire, { Self.serve($0, wire) }) { (peer) throws in
                try peer.send(bytes: bytes)
                #expect(try peer.receive() == nil)
            }
        }
    }
}
