import Net
import OracleWire
import Sockets
import Testing

@testable import DecoyServer

/// The client's end of a connection to a part of the server, in the client's own bytes.
final class WirePeer {
    let stream: ByteStream
    let writer = WireWriter()
    private let packets = PacketBuffer()

    init(_ stream: ByteStream) { self.stream = stream }

    func send() throws {
        try stream.write(writer.packets, until: .now + .seconds(10))
        writer.removeSent()
    }

    func send(bytes: [UInt8]) throws { try stream.write(bytes, until: .now + .seconds(10)) }

    func useLargePackets(_ size: Int) {
        var dialect = writer.dialect
        dialect.largePackets = true
        dialect.packetSize = size
        writer.dialect = dialect
        packets.largePackets = true
    }

    /// The next packet of the server; nil when it has ended the connection.
    func receive() throws -> Packet? {
        while true {
            if let packet = try packets.next() { return packet }
            let space = packets.space(atLeast: 4096)
            let count = try stream.read(into: space, until: .now + .seconds(10))
            if count == 0 { return nil }
            packets.filled(count)
        }
    }

    /// The next packet, which must come.
    func packet() throws -> Packet {
        let packet = try receive()
        return try #require(packet)
    }

    func marker() throws -> MarkerPacket { try MarkerPacket(packet()) }

    func refusal() throws -> Int? { try RefuseReply(packet()).error }

    func payload() throws -> [UInt8] {
        let packet = try packet()
        #expect(packet.type == .data)
        return Array(packet.payload)
    }

    /// Runs `serve` with the server's end on a thread of its own and `talk` with the client's.
    static func converse(
        _ options: WireOptions = WireOptions(), _ serve: @escaping @Sendable (PacketLink) -> Void,
        _ talk: @escaping @Sendable (WirePeer) throws -> Void
    ) async throws {
        let (stream, accepted) = try ByteStream.pair()
        try startThread("served") {
            serve(PacketLink(accepted, options))
            accepted.close()
        }
        try await onThread("client") { try talk(WirePeer(stream)) }
    }
}
