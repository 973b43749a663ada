import Glibc

/// A port that the kernel accepts connections on while nobody ever answers; when `isFull`, not even the kernel does,
/// which looks like a host behind a firewall.
final class SilentListener {
    let port: Int
    private let descriptor: Int32
    private var fillers: [Int32] = []

    struct NoSocket: Error {}

    init(isFull: Bool) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var fillers: [Int32] = []
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (address) -> Bool in
                guard bind(descriptor, address, length) == 0, listen(descriptor, isFull ? 0 : 16) == 0,
                    getsockname(descriptor, address, &length) == 0
                else { return false }
                for _ in 0..<(isFull ? 4 : 0) {
                    let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                    _ = connect(filler, address, length)
                    fillers.append(filler)
                }
                return true
            }
        }
        guard bound else { throw NoSocket() }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.fillers = fillers
    }

    func close() {
        for filler in fillers { Glibc.close(filler) }
        Glibc.close(descriptor)
    }
}
