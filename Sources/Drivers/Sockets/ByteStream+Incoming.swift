internal import Glibc
internal import Synchronization

extension ByteStream {
    /// From any thread: whether bytes of the peer wait in the socket, or its end. Over TLS the bytes may be no content.
    package var hasIncoming: Bool {
        openSocket.withLock { open in
            guard let open else { return false }
            var one = pollfd(fd: open, events: Int16(POLLIN), revents: 0)
            return poll(&one, 1, 0) > 0
        }
    }
}
