import Glibc
import Net

/// Stands where the service manager listens: a datagram socket with a name in the file system.
final class NoticeSocket: Sendable {
    let path: String
    private let descriptor: Int32

    struct Broken: Error {
        let call: String
        let errno: Int32
    }

    init(_ path: String, secondsMax: Int = 30) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Broken(call: "socket", errno: errno) }
        var most = timeval(tv_sec: secondsMax, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Broken(call: "name", errno: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw Broken(call: "bind", errno: errno) }
    }

    deinit { close(descriptor) }

    /// The notices up to this one; throws when it does not come within the bound.
    func notices(upTo last: String) async throws -> [String] {
        try await onThread("notices") {
            var notices: [String] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while !notices.contains(last) {
                let count = recv(self.descriptor, &buffer, buffer.count, 0)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { throw Broken(call: "recv after \(notices)", errno: errno) }
                let text = String(decoding: buffer[..<count], as: UTF8.self)
                notices += text.split(separator: "\n").map(String.init)
            }
            return notices
        }
    }
}
