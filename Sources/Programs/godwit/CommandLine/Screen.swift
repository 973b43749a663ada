internal import Glibc

/// A block of lines at the end of the output that is drawn again in place. One write per drawing, inside the
/// terminal's own brackets for one picture, so that nothing flickers and nothing is half drawn.
struct Screen {
    private let terminal: Terminal
    private var drawnLines = 0

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// Columns and rows of the terminal; the usual ones when it does not tell.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Replaces what was drawn before. Lines are cut to the terminal's width, and their number to its height.
    mutating func draw(_ lines: [StyledLine]) {
        let (columns, rows) = Self.size
        let shown = lines.prefix(max(1, rows - 1))
        var text = "\u{1B}[?2026h" + start
        for line in shown { text += line.text(columns: columns - 1, terminal) + "\u{1B}[K\n" }
        text += "\u{1B}[J\u{1B}[?2026l"
        terminal.raw(text)
        drawnLines = shown.count
    }

    /// Takes the block away, so that lasting lines can be written.
    mutating func clear() {
        guard drawnLines > 0 else { return }
        terminal.raw(start + "\u{1B}[J")
        drawnLines = 0
    }

    private var start: String { drawnLines > 0 ? "\r\u{1B}[\(drawnLines)A" : "\r" }
}
