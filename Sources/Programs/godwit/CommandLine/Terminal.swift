internal import Glibc
internal import JSON

/// Where a command writes: results to standard output, everything else to standard error.
struct Terminal: Sendable {
    let isInteractive: Bool
    let takesColour: Bool

    init() {
        isInteractive = isatty(1) == 1
        takesColour = isInteractive && getenv("NO_COLOR") == nil
    }

    func out(_ text: String) { Self.write(text + "\n", to: 1) }
    func note(_ text: String) { Self.write(text + "\n", to: 2) }
    func json(_ value: JSONValue) {
        Self.write(String(decoding: value.encoded(pretty: true), as: UTF8.self) + "\n", to: 1)
    }

    /// Text in a style, where the terminal shows styles.
    func styled(_ text: String, _ style: Style) -> String {
        takesColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    enum Style: String { case bold = "1", dim = "2", red = "31", green = "32", yellow = "33" }

    /// Asks for a secret without showing it; nil when nobody can be asked.
    func askSecret(_ question: String) -> String? {
        guard isatty(0) == 1 else { return nil }
        var before = termios()
        tcgetattr(0, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSANOW, &silent)
        defer {
            tcsetattr(0, TCSANOW, &before)
            Self.write("\n", to: 2)
        }
        Self.write(question + " ", to: 2)
        return readLine(strippingNewline: true)
    }

    /// One `write` per text, all of it: no interleaving of lines, no lost tail on a slow pipe.
    fileprivate static func write(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}

extension Terminal {
    /// Rewrites the present line of a terminal, cut to a usual width.
    func replaceLine(_ text: String) { Self.write("\r\u{1B}[K" + text.prefix(160), to: 1) }

    /// Text as it is, for what moves the cursor.
    func raw(_ text: String) { Self.write(text, to: 1) }

    /// Asks a person who sits at both ends; nil when nobody does.
    func ask(_ question: String) -> String? {
        guard isatty(0) == 1, isInteractive else { return nil }
        Self.write(question + " ", to: 1)
        return readLine(strippingNewline: true) ?? ""
    }
}
