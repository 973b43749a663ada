internal import Glibc

/// Ends the wait of a stream from another thread. Once raised, every wait of the streams that carry it ends with
/// `.woken`, also waits that begin later, until somebody lowers it. One signal may serve many streams.
package final class WakeSignal: Sendable {
    /// Readable while raised.
    let descriptor: Int32
    private let other: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let refused = socketpair(AF_UNIX, kind, 0, &ends)
        precondition(refused == 0, "the system gives no descriptors for a signal: errno \(errno)")
        descriptor = ends[0]
        other = ends[1]
    }

    deinit {
        close(descriptor)
        close(other)
    }

    /// From any thread. A signal that is raised already may be raised again.
    package func raise() {
        var one: UInt8 = 1
        // A full buffer means that it is raised.
        _ = send(other, &one, 1, Int32(MSG_NOSIGNAL))
    }

    /// Says whether it was raised.
    @discardableResult
    package func lower() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 256)
        var wasRaised = false
        while recv(descriptor, &bytes, bytes.count, 0) > 0 { wasRaised = true }
        return wasRaised
    }

    package var isRaised: Bool {
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&one, 1, 0) > 0
    }
}

extension WakeSignal {
    /// Sleeps; a raised signal ends it early with `.woken`.
    package func pause(until moment: ContinuousClock.Instant, place: String) throws(SocketFailure) {
        var one = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if try pollUntil(&one, moment, place: place) { throw SocketFailure(.woken, place: place) }
    }
}
