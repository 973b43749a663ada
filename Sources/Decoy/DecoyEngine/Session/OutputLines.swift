/// The buffer of DBMS_OUTPUT.
package struct OutputLines: Sendable {
    package var isEnabled = false
    /// nil is unlimited.
    package var byteLimit: Int?
    private var lines: [String] = []
    private var start = 0
    private var open = ""
    private var byteCount = 0

    package init() {}

    package enum Failure: Error {
        /// ORU-10027
        case overflow(limit: Int)
        /// ORU-10028
        case longLine
    }

    package mutating func enable(byteLimit: Int?) {
        isEnabled = true
        self.byteLimit = byteLimit
    }

    package mutating func disable() { self = OutputLines() }

    package mutating func put(_ text: String) throws(Failure) {
        guard isEnabled else { return }
        let (length, more) = (open.utf8.count, text.utf8.count)
        guard length + more <= 32_767 else { throw .longLine }
        if let byteLimit, byteCount + more > byteLimit { throw .overflow(limit: byteLimit) }
        open += text
        byteCount += more
    }

    package mutating func newLine() {
        guard isEnabled else { return }
        lines.append(open)
        open = ""
    }

    /// The next line; nil when there is none.
    package mutating func take() -> String? {
        guard start < lines.count else {
            lines.removeAll()
            start = 0
            return nil
        }
        defer { start += 1 }
        byteCount -= lines[start].utf8.count
        return lines[start]
    }
}
