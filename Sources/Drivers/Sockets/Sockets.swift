// Sockets: byte streams for threads that may block: TCP, Unix sockets, TLS on top of both. A stream belongs to one
// thread at a time; another thread may only raise its signal or cut it. Every wait has a deadline and ends at once
// when the signal is raised, so that nobody hangs. It does not know any protocol, keeps no pool and never reconnects.
// No call raises SIGPIPE.
//
// Read next: ByteStream.swift, WakeSignal.swift, Listener.swift, ByteStream+Connect.swift.
package import Crypto
internal import Glibc

/// A deadline of these calls; nil means forever.
package typealias Deadline = ContinuousClock.Instant?

/// What a socket reports: what happened, where, and what can be done.
package struct SocketFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// The name has no address: the resolver's own words.
        case unknownHost(String)
        case system(call: String, errno: Int32)
        /// The deadline passed. A stream that was read stays whole; one that was written to is out of step.
        case deadline
        /// The signal was raised. Nothing was lost: the call may be made again once the signal is lowered.
        case woken
        /// The peer ended the connection where more had to come.
        case ended
        case tls(TLSFailure)
    }

    package let reason: Reason
    /// The peer or the address, `db.example.com:1521` or the path of a Unix socket.
    package let place: String

    package init(_ reason: Reason, place: String) {
        self.reason = reason
        self.place = place
    }

    package var description: String {
        switch reason {
        case .unknownHost(let why):
            "the host of \(place) is not known (\(why)); check its spelling and the name service"
        case .system(let call, let code): "\(call) with \(place): \(Self.text(code))\(Self.advice(code))"
        case .deadline: "\(place) did not answer in time"
        case .woken: "the call with \(place) was interrupted"
        case .ended: "\(place) closed the connection"
        case .tls(let failure): "TLS with \(place): \(failure)"
        }
    }

    private static func text(_ code: Int32) -> String {
        String(cString: strerror(code))
    }

    private static func advice(_ code: Int32) -> String {
        switch code {
        case ECONNREFUSED: "; nobody listens there: check host and port, and that the server is up"
        case EHOSTUNREACH, ENETUNREACH: "; check the route and the firewall"
        case EADDRINUSE: "; another program has the port: choose another one or stop that program"
        case EACCES: "; this user may not use it"
        case ENOENT: "; there is no such socket file: check the path, and that the server is up"
        case EMFILE, ENFILE: "; raise the limit of open files"
        case ECONNRESET, EPIPE: "; the peer or something on the way cut the connection"
        default: ""
        }
    }
}
