internal import Glibc
internal import OracleWire
internal import Sockets

/// Packets over one socket: what the session says goes out, what the server says comes in, with breaks and resets
/// kept apart from both. One thread at a time; others only raise the stream's signal.
final class OracleTransport {
    /// Why a wait inside of a message was broken off. Stands in `broken` when the reader reports `.stopped`.
    enum Break: Error {
        case socket(SocketFailure)
        case wire(WireFailure)
        /// The server sent a marker: its answer so far does not count, and a reset must follow.
        case marker(MarkerPacket)
        /// The server said that it ends the session: the number of the reason.
        case closing(UInt32)
    }

    /// Why we asked the server to stop.
    enum Interruption {
        case cancelled
        case deadline
    }

    let stream: ByteStream
    let writer = WireWriter()
    private(set) var reader = WireReader([])
    private let buffer = PacketBuffer()

    /// Until when the present call may take.
    var deadline: Moment?
    /// How long the server may take to stop after it was asked to; then the connection is given up.
    var recovery = Duration.seconds(10)
    /// Set while a break is on its way: the server owes us markers.
    private(set) var interruption: Interruption?
    private(set) var broken: Break?
    /// The number of an announcement that the session is about to close.
    private(set) var notification: UInt32?
    /// Whether a raised signal or a deadline breaks the call, or ends the connection as while it is made.
    var breaksCalls = false
    /// Whether any byte went out or came in since it was last lowered; for keep-alive of pools.
    private(set) var bytesIn = 0

    init(_ stream: ByteStream) {
        self.stream = stream
        reader = WireReader { [unowned self] (reader: WireReader) throws(WireFailure) in
            try self.refill(reader)
        }
    }

    var dialect: WireDialect {
        get { writer.dialect }
        set {
            writer.dialect = newValue
            reader.dialect = newValue
            buffer.largePackets = newValue.largePackets
        }
    }

    // MARK: Sending

    /// Sends what is complete in the writer. A signal in the middle does not tear a message: the break goes out
    /// behind it.
    func flush() throws(SocketFailure) {
        var wasWoken = false
        var rest = writer.packets
        while rest.count > 0 {
            do throws(SocketFailure) {
                let sent = try stream.writeSome(rest, until: deadline)
                rest = UnsafeRawBufferPointer(rebasing: rest[sent...])
            } catch {
                guard error.reason == .woken, breaksCalls else { throw error }
                stream.signal.lower()
                wasWoken = true
            }
        }
        writer.removeSent()
        if wasWoken { try interrupt(.cancelled) }
    }

    private func interrupt(_ reason: Interruption) throws(SocketFailure) {
        guard interruption == nil else { return }
        interruption = reason
        deadline = ContinuousClock.now + recovery
        try sendMarker(.interrupt)
    }

    private func sendMarker(_ marker: MarkerPacket) throws(SocketFailure) {
        let small = WireWriter(dialect: dialect)
        marker.write(to: small)
        try stream.write(small.packets, until: deadline)
    }

    // MARK: Receiving

    /// The next packet, whatever it is. A signal or a deadline sends a break once and goes on reading.
    func nextPacket() throws(Break) -> Packet {
        while true {
            do throws(WireFailure) {
                if let packet = try buffer.next() { return packet }
            } catch {
                throw .wire(error)
            }
            do throws(SocketFailure) {
                let space = buffer.space(atLeast: 16_384)
                let got = try stream.read(into: space, until: deadline)
                guard got > 0 else { throw SocketFailure(.ended, place: stream.place) }
                bytesIn &+= got
                buffer.filled(got)
            } catch {
                do throws(SocketFailure) {
                    try recover(from: error)
                } catch {
                    throw notification.map { .closing($0) } ?? .socket(error)
                }
            }
        }
    }

    private func recover(from failure: SocketFailure) throws(SocketFailure) {
        switch failure.reason {
        case .woken where breaksCalls:
            stream.signal.lower()
            try interrupt(.cancelled)
        case .deadline where breaksCalls && interruption == nil: try interrupt(.deadline)
        default: throw failure
        }
    }

    private func refill(_ reader: WireReader) throws(WireFailure) {
        do throws(Break) {
            while true {
                let packet = try nextPacket()
                switch packet.type {
                case .data:
                    if packet.isEndOfFile {
                        throw Break.socket(SocketFailure(.ended, place: stream.place))
                    }
                    guard !packet.payload.isEmpty else { continue }
                    reader.feed(packet.payload)
                    return
                case .marker: throw Break.marker(try marker(packet))
                case .control: try note(packet)
                default:
                    throw Break.wire(WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue))))
                }
            }
        } catch {
            broken = error
            throw WireFailure("packet", offset: reader.offset, .stopped)
        }
    }

    private func marker(_ packet: Packet) throws(Break) -> MarkerPacket {
        do throws(WireFailure) {
            return try MarkerPacket(packet)
        } catch {
            throw .wire(error)
        }
    }

    private func note(_ packet: Packet) throws(Break) {
        do throws(WireFailure) {
            if case .closing(let number) = try ControlPacket(packet) { notification = number }
        } catch {
            throw .wire(error)
        }
    }

    /// What the reader's `.stopped` stands for; forgotten afterwards.
    func takeBroken() -> Break? {
        defer { broken = nil }
        return broken
    }

    // MARK: Resetting

    /// After a marker of the server: we answer with a reset and drop everything up to the server's own. Then one
    /// answer follows, which says why.
    func reset(after marker: MarkerPacket) throws(Break) {
        if deadline == nil { deadline = ContinuousClock.now + recovery }
        reader.dropBuffered()
        do throws(SocketFailure) {
            try sendMarker(.reset)
        } catch {
            throw .socket(error)
        }
        var isReset = marker == .reset
        while !isReset {
            let packet = try nextPacket()
            switch packet.type {
            case .marker: isReset = try self.marker(packet) == .reset
            case .control: try note(packet)
            default: break
            }
        }
        try skipMarkers()
        interruption = nil
    }

    /// Markers may follow each other before the answer; the first packet that is none is given to the reader.
    private func skipMarkers() throws(Break) {
        while true {
            let packet = try nextPacket()
            switch packet.type {
            case .marker: continue
            case .control: try note(packet)
            case .data:
                if packet.isEndOfFile { throw .socket(SocketFailure(.ended, place: stream.place)) }
                reader.feed(packet.payload)
                return
            default:
                throw .wire(WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue))))
            }
        }
    }

    /// The call ended before the server saw our break: its markers and its answer to nothing are still to come.
    func awaitMarker() throws(Break) -> MarkerPacket {
        while true {
            let packet = try nextPacket()
            switch packet.type {
            case .marker: return try marker(packet)
            case .control: try note(packet)
            default:
                throw .wire(WireFailure("packet type", offset: 4, .unexpected(Int64(packet.type.rawValue))))
            }
        }
    }
}
