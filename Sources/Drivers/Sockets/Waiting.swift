internal import Glibc

/// Waits until the socket is ready for `events`; throws at the deadline and when the signal is raised.
func awaitSocket(
    _ socket: Int32, _ events: Int16, signal: WakeSignal, until deadline: Deadline, place: String
) throws(SocketFailure) {
    var both = [
        pollfd(fd: socket, events: events, revents: 0),
        pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    guard try pollUntil(&both, deadline, place: place) else { throw SocketFailure(.deadline, place: place) }
    if both[1].revents != 0 { throw SocketFailure(.woken, place: place) }
}

/// False when the deadline passed first.
func pollUntil(_ all: inout [pollfd], _ deadline: Deadline, place: String) throws(SocketFailure) -> Bool {
    while true {
        let ready = poll(&all, nfds_t(all.count), milliseconds(until: deadline))
        if ready > 0 { return true }
        if ready == 0 {
            if let deadline, ContinuousClock.now >= deadline { return false }
            continue
        }
        guard errno == EINTR else { throw SocketFailure(.system(call: "poll", errno: errno), place: place) }
    }
}

/// Rounded up, so that the wait never ends a moment before its deadline again and again.
private func milliseconds(until deadline: Deadline) -> Int32 {
    guard let deadline else { return -1 }
    let (seconds, attoseconds) = (deadline - .now).components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}
