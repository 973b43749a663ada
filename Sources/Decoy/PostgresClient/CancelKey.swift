/// The right to cancel what a backend does, from any thread, by a connection of its own.
package struct CancelKey: Hashable, Sendable {
    let port: UInt16
    package let backend: Int32
    let secret: Int32

    /// Returns when the server has passed the wish on; it is not told whether there was something to cancel.
    package func cancel() {
        guard let socket = try? PostgresSocket(port: port) else { return }
        defer { socket.close() }
        var message = MessageWriter(capacity: 16)
        message.append(Int32(16))
        message.append(Int32(80_877_102))
        message.append(backend)
        message.append(secret)
        guard let sent = try? socket.send(message.bytes), sent == 16 else { return }
        // The server closes without a word once the signal is on its way.
        let limit = ContinuousClock.now + .seconds(2)
        let place = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
        defer { place.deallocate() }
        while let ready = try? socket.wait(for: .readable, until: limit), !ready.isEmpty {
            guard (try? socket.receive(place)) != nil else { return }
        }
    }
}
