internal import Glibc

/// Where the program writes: straight to the descriptors, because whoever waits for a line must not wait for a buffer.
enum Terminal {
    static func say(_ text: String) { write(Array((text + "\n").utf8), to: 1) }

    static func note(_ text: String) { write(Array((text + "\n").utf8), to: 2) }

    /// False when nobody reads any more.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// All that comes on standard input.
    static func readAll() -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = part.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return all }
            all += part[..<count]
        }
    }
}
