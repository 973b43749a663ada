import Glibc
import Synchronization

/// A terminal without a screen: what a program writes to it is kept, and what is typed arrives as from a keyboard.
final class PseudoTerminal: Sendable {
    /// The end for the program.
    let path: String
    private let controller: Int32
    private let seen = Mutex<[UInt8]>([])

    init() throws {
        controller = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        var name = [CChar](repeating: 0, count: 128)
        guard controller >= 0, grantpt(controller) == 0, unlockpt(controller) == 0,
            ptsname_r(controller, &name, name.count) == 0
        else { throw NoTerminal(number: errno) }
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { close(controller) }

    struct NoTerminal: Error {
        let number: Int32
    }

    /// Everything that was written until now, with what was typed, as a person sees it.
    var out: String {
        seen.withLock { seen in
            var bytes = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(controller, &bytes, bytes.count)
                guard count > 0 else { return String(decoding: seen, as: UTF8.self) }
                seen += bytes.prefix(count)
            }
        }
    }

    /// One line and the key Enter.
    func type(_ line: String) { press(line + "\n") }

    func press(_ keys: String) {
        let bytes = Array(keys.utf8)
        let written = write(controller, bytes, bytes.count)
        precondition(written == bytes.count, "a few keys fit into the line of a terminal")
    }
}
