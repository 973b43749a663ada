import Net
import OracleWire
import Sockets
import Synchronization

/// Passes bytes on between clients and a server, cuts a connection after so many of them or changes one. It notes where
/// messages begin and what they are.
final class CutProxy: Sendable {
    enum Direction: Hashable, Sendable, CaseIterable { case toServer, toClient }

    enum Harm: Sendable {
        case none
        case cut(Direction, after: Int)
        case change(Direction, at: Int, by: UInt8)
    }

    /// What one connection has said in one direction.
    struct Record: Sendable {
        var byteCount = 0
        /// Where the first packet after one of the other side begins.
        var messageStarts: [Int] = []
        /// The type of each packet; of DATA packets that begin a message also its first two bytes.
        var kinds: Set<Kind> = []
    }

    enum Kind: Hashable, Sendable {
        case packet(PacketType)
        case message(MessageType)
        /// A call, or a piggyback in front of one.
        case function(FunctionCode)
    }

    private struct State {
        var harm = Harm.none
        var records: [Direction: Record] = [:]
        var latest: Direction?
    }

    let port: Int
    private let listener: Listener
    private let destination: Int
    private let state = Mutex(State())
    private let streams = Mutex<[ByteStream]>([])

    init(to destination: Int) throws {
        self.destination = destination
        listener = try Listener.tcp(host: "127.0.0.1", port: 0)
        port = listener.port
        try startThread("cut-proxy") { [weak self, listener] in
            while let client = try? listener.accept() {
                guard let self else { return }
                guard let server = try? ByteStream.connect(host: "127.0.0.1", port: destination) else {
                    client.close()
                    continue
                }
                streams.withLock { $0 += [client, server] }
                try? startThread("to server") { self.pass(client, server, .toServer) }
                try? startThread("to client") { self.pass(server, client, .toClient) }
            }
        }
    }

    deinit { stop() }

    func stop() {
        listener.stop()
        for stream in streams.withLock({ $0 }) { stream.cut() }
    }

    /// For the next connection. What was noted is forgotten.
    func begin(_ harm: Harm = .none) {
        streams.withLock { streams in
            for stream in streams { stream.cut() }
            streams = []
        }
        state.withLock { $0 = State(harm: harm) }
    }

    func record(_ direction: Direction) -> Record { state.withLock { $0.records[direction] ?? Record() } }

    private func pass(_ from: ByteStream, _ to: ByteStream, _ direction: Direction) {
        let packets = PacketBuffer()
        var allowed = Int.max
        var change: (place: Int, by: UInt8)?
        switch state.withLock({ $0.harm }) {
        case .cut(direction, let limit): allowed = limit
        case .change(direction, let place, let by): change = (place, by)
        default: break
        }
        var passed = 0
        while var bytes = try? from.read(16_384), !bytes.isEmpty {
            note(bytes, direction, packets)
            if let (place, by) = change, place >= passed, place < passed + bytes.count { bytes[place - passed] ^= by }
            passed += bytes.count
            let part = bytes.prefix(allowed)
            allowed -= part.count
            guard (try? to.write(Array(part))) != nil, allowed > 0 else { break }
        }
        // Both ends of both connections, at once: as when something on the way goes away.
        from.cut()
        to.cut()
    }

    private func note(_ bytes: [UInt8], _ direction: Direction, _ packets: PacketBuffer) {
        packets.append(bytes.span.bytes)
        state.withLock { state in
            var record = state.records[direction] ?? Record()
            let isTurn = state.latest != direction
            if isTurn { record.messageStarts.append(record.byteCount) }
            state.latest = direction
            record.byteCount += bytes.count
            var isFirst = isTurn
            while let packet = try? packets.next() {
                record.kinds.insert(.packet(packet.type))
                // Packets are longer behind CONNECT and ACCEPT.
                packets.largePackets = true
                if packet.type == .data, isFirst, let type = packet.payload.first.flatMap({ MessageType(rawValue: $0) })
                {
                    record.kinds.insert(.message(type))
                    if [.function, .piggyback].contains(type), packet.payload.count > 1,
                        let function = FunctionCode(rawValue: packet.payload[1])
                    {
                        record.kinds.insert(.function(function))
                    }
                }
                isFirst = false
            }
            state.records[direction] = record
        }
    }
}
