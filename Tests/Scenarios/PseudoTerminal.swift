import Glibc
import Synchronization

/// A terminal without a screen: what a program writes to it is kept, and what is typed arrives as from a keyboard.
final class PseudoTerminal: Sendable {
    /// The end for the program.
    let path: String
    private let controller: Int32
    private let seen = Mutex<[UInt8]>([])

    init() throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        var (locked, number): (Int32, Int32) = (0, 0)
        guard controller >= 0, ioctl(controller, Self.setLock, &locked) == 0,
            ioctl(controller, Self.getNumber, &number) == 0
        else { throw NoTerminal(number: errno) }
        path = "/dev/pts/\(number)"
    }

    /// TIOCSPTLCK and TIOCGPTN of Linux, macros that Swift does not see.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    deinit { close(controller) }

    struct NoTerminal: Error {
        let number: Int32
    }

    /// Everything that was written until now, with what was typed, as a person sees it.
    var out: String {
        seen.withLock { seen in
            var bytes = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = Glibc.read(controller, &bytes, bytes.count)
                guard count > 0 else { return String(decoding: seen, as: UTF8.self) }
                seen += bytes.prefix(count)
            }
        }
    }

    /// One line and the key Enter.
    func type(_ line: String) { press(line + "\n") }

    func press(_ keys: String) {
        let bytes = Array(keys.utf8)
        let written = Glibc.write(controller, bytes, bytes.count)
        precondition(written == bytes.count, "a few keys fit into the line of a terminal")
    }
}
