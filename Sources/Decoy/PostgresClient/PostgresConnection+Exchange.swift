internal import Bytes

// Sending and receiving.
extension PostgresConnection {
    /// The largest message that a server of this protocol sends (MaxAllocSize of PostgreSQL, and its header).
    private static let messageBytesMax = 0x4000_0000 + 64

    /// Sends everything, and takes in meanwhile what the server has to say: otherwise both could wait for each other.
    func send() throws(PostgresFailure) {
        guard !isClosed else { throw .disconnected("closed before") }
        let bytes = outgoing.bytes
        var at = 0
        didRunOver = false
        do throws(PostgresFailure) {
            while at < bytes.count {
                let count = try socket.send(UnsafeRawBufferPointer(rebasing: bytes[at...]))
                at += count
                guard count == 0 else { continue }
                let ready = try socket.wait(for: [.readable, .writable], until: deadline)
                if ready.isEmpty { try runOver() }
                if ready.contains(.readable) { try takeIn() }
            }
        } catch {
            throw broken(error)
        }
        outgoing.removeAll()
    }

    private func takeIn() throws(PostgresFailure) {
        let place = incoming.room(65_536)
        incoming.received(try socket.receive(place))
    }

    /// Reads the answer of the oldest exchange. A refusal is thrown after the whole answer was read, so that the
    /// connection can go on; rows that came before it are in `rows`.
    package func receive(into rows: PostgresRows?) throws(PostgresFailure) -> PostgresAnswer {
        guard !isClosed else { throw .disconnected("closed before") }
        precondition(!underWay.isEmpty, "an answer is read for an exchange that was sent")
        didRunOver = false
        incoming.compact()
        rows?.removeAll()
        var reading = PostgresReading(underWay.removeFirst())
        do throws(PostgresFailure) {
            while !reading.isComplete { try readMessage(&reading, rows) }
        } catch {
            // What was noted lies in the buffer of the connection, which the rows do not get any more.
            rows?.removeAll()
            throw broken(error)
        }
        if let rows {
            let old = rows.adopt(incoming)
            old.take(restOf: incoming)
            incoming = old
        }
        if let report = reading.report { throw .refused(report) }
        return reading.answer
    }

    private func readMessage(_ reading: inout PostgresReading, _ rows: PostgresRows?) throws(PostgresFailure) {
        let (type, offset, length) = try nextMessage()
        let body = UnsafeRawBufferPointer(start: incoming.memory + offset, count: length)
        do throws(DecodingFailure) {
            try reading.take(type, body, at: offset, rows)
        } catch {
            throw .malformed(error)
        }
        if let notice = reading.takeNotice() { onNotice?(notice) }
        if let found = reading.status { status = found }
    }

    /// Takes the next message: its type, and where its body lies in the buffer.
    func nextMessage() throws(PostgresFailure) -> (type: UInt8, offset: Int, length: Int) {
        try fill(5)
        let head = incoming.memory + incoming.start
        let type = head.load(as: UInt8.self)
        let length = Int(Int32(bigEndian: head.loadUnaligned(fromByteOffset: 1, as: Int32.self)))
        guard length >= 4, length <= Self.messageBytesMax else {
            throw .malformed(DecodingFailure("length of a message", offset: incoming.start, .wrongForm))
        }
        try fill(1 + length)
        let offset = incoming.start + 5
        incoming.start += 1 + length
        return (type, offset, length - 4)
    }

    /// Waits until the buffer holds so many bytes.
    private func fill(_ count: Int) throws(PostgresFailure) {
        while incoming.available < count {
            let missing = count - incoming.available
            let place = incoming.room(min(max(65_536, missing), 8 << 20))
            let got = try socket.receive(place)
            incoming.received(got)
            if got > 0 { continue }
            if try socket.wait(for: .readable, until: deadline).isEmpty { try runOver() }
        }
    }

    /// The time is over: the server is asked to stop, which ends the statement by a refusal. One that does not
    /// listen within ten seconds is left.
    private func runOver() throws(PostgresFailure) {
        guard !didRunOver else { throw .disconnected("the server did not end a cancelled statement") }
        didRunOver = true
        deadline = .now + .seconds(10)
        cancelKey.cancel()
    }
}
