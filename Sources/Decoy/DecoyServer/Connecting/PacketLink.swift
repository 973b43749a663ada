internal import Glibc
internal import OracleWire
internal import Sockets

/// The packets of one connection in both directions. The reader pulls packets as it runs dry; what is written waits
/// until `send`, or goes out in portions while a long answer is written.
final class PacketLink {
    /// Why a reader was stopped, when it was not the fault of the bytes.
    enum Stop: Equatable {
        /// The client closed the connection, in the middle of something or politely.
        case peerLeft
        case socket(SocketFailure)
        /// A break, reset or interrupt instead of more bytes.
        case marker(MarkerPacket)
        /// A packet that has no place here.
        case strange(PacketType)
        /// The option `--drop-after-packets` ended the connection.
        case dropped
    }

    let stream: ByteStream
    let writer: WireWriter
    private(set) var reader = WireReader([])
    private let packets = PacketBuffer()
    private let options: WireOptions
    private var packetsLeft: Int
    /// Set when a read fails with `.stopped`.
    private(set) var stop: Stop?
    /// Until when the client must have said what is waited for; nil while it may think as long as it likes.
    var deadline: ContinuousClock.Instant?
    /// Part of the answer has left already: it cannot be taken back any more.
    private(set) var hasSentPart = false

    init(_ stream: ByteStream, _ options: WireOptions) {
        self.stream = stream
        self.options = options
        packetsLeft = options.dropAfterPackets ?? .max
        writer = WireWriter()
        if let limit = options.chunkBytes {
            writer.longestInOnePiece = min(limit, WireWriter.longestShort)
            writer.longestChunk = limit
        }
        // A request is never larger than what the session could hold in memory anyway.
        reader = WireReader { [unowned self] reader throws(WireFailure) in try refill(reader) }
    }

    /// What both sides have agreed on; set between two messages.
    var dialect: WireDialect {
        get { reader.dialect }
        set {
            reader.dialect = newValue
            packets.largePackets = newValue.largePackets
            var sending = newValue
            if let limit = options.packetBytes { sending.packetSize = min(sending.packetSize, limit + 10) }
            writer.dialect = sending
        }
    }

    // MARK: Receiving

    /// The next packet; its body is valid until the next call. Throws `.stopped` when there is none.
    func receive() throws(WireFailure) -> Packet {
        while true {
            if let packet = try packets.next() { return packet }
            let space = packets.space(atLeast: 32_768)
            let count: Int
            do throws(SocketFailure) {
                count = try stream.read(into: space, until: deadline)
            } catch {
                throw stopped(.socket(error))
            }
            guard count > 0 else { throw stopped(.peerLeft) }
            packets.filled(count)
        }
    }

    private func stopped(_ reason: Stop) -> WireFailure {
        stop = reason
        return WireFailure("packet", .stopped)
    }

    private func refill(_ reader: WireReader) throws(WireFailure) {
        while true {
            let packet = try receive()
            switch packet.type {
            case .data:
                if packet.isEndOfFile { throw stopped(.peerLeft) }
                if packet.payload.isEmpty { continue }
                reader.feed(packet.payload)
                return
            case .marker:
                throw stopped(.marker(try MarkerPacket(packet)))
            case let other:
                throw stopped(.strange(other))
            }
        }
    }

    /// Forgets what was read of a request that a marker broke off.
    func forgetInput() { reader.dropBuffered() }

    /// Whether bytes of the client wait, here or in the socket.
    var hasInput: Bool {
        if reader.hasBuffered || packets.buffered > 0 { return true }
        return (try? stream.isReadable()) ?? true
    }

    // MARK: Sending

    /// Sends what is complete, when it is enough to be worth a call: for long answers.
    func sendPortion() throws(WireFailure) {
        guard writer.completeBytes >= 65_536 else { return }
        try sendComplete()
        hasSentPart = true
    }

    /// Ends the answer that is being written and sends everything.
    func sendReply() throws(WireFailure) {
        if options.latencyMilliseconds > 0 { usleep(UInt32(options.latencyMilliseconds) * 1000) }
        writer.endReply()
        try sendComplete()
        hasSentPart = false
    }

    /// The same for the answers of the negotiation, which never have a marked end.
    func sendUnmarkedReply() throws(WireFailure) {
        writer.endMessage()
        try sendComplete()
    }

    /// Sends a packet that is none of DATA, and what waits before it.
    func send(_ type: PacketType, flags: PacketFlags = [], _ body: [UInt8]) throws(WireFailure) {
        writer.packet(type, flags: flags, body: body.span.bytes)
        try sendComplete()
    }

    /// Sends the packets that were written between messages.
    func sendPackets() throws(WireFailure) { try sendComplete() }

    func sendMarker(_ marker: MarkerPacket) throws(WireFailure) {
        marker.write(to: writer)
        try sendComplete()
    }

    /// Tells the client to drop what it has of an answer, and waits until it has done so. What it had sent before is
    /// dropped here.
    func exchangeResets() throws(WireFailure) {
        try sendMarker(.cancel)
        try sendMarker(.reset)
        while true {
            let packet = try receive()
            switch packet.type {
            case .marker where try MarkerPacket(packet) == .reset:
                reader.dropBuffered()
                return
            case .marker: continue
            case .data:
                if packet.isEndOfFile { throw stopped(.peerLeft) }
            case let other: throw stopped(.strange(other))
            }
        }
    }

    /// Takes back what was written and not sent.
    func forgetOutput() {
        writer.removeAll()
        hasSentPart = false
    }

    private func sendComplete() throws(WireFailure) {
        var bytes = writer.packets
        if options.dropAfterPackets != nil { bytes = try allowed(bytes) }
        do throws(SocketFailure) {
            try stream.write(bytes)
        } catch {
            throw stopped(.socket(error))
        }
        writer.removeSent()
        if packetsLeft <= 0 {
            stream.cut()
            throw stopped(.dropped)
        }
    }

    /// The packets that may still be sent before the connection is cut.
    private func allowed(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> UnsafeRawBufferPointer {
        var at = 0
        while at < bytes.count, packetsLeft > 0 {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
            let isLarge = dialect.largePackets && rest[4] != PacketType.accept.rawValue
            guard rest.count >= 8, let header = try PacketHeader(rest, large: isLarge, limit: .max) else { break }
            at += min(header.length, rest.count)
            packetsLeft -= 1
        }
        return UnsafeRawBufferPointer(rebasing: bytes[..<at])
    }
}
