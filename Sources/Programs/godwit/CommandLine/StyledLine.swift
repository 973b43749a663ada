/// A line in pieces, each with a style or none: it can be cut to a width without cutting through a style.
struct StyledLine: ExpressibleByStringLiteral {
    private var pieces: [(text: String, style: Terminal.Style?)]

    init(_ text: String = "", _ style: Terminal.Style? = nil) { pieces = [(text, style)] }
    init(stringLiteral text: String) { self.init(text) }

    func adding(_ text: String, _ style: Terminal.Style? = nil) -> StyledLine {
        var line = self
        line.pieces.append((text, style))
        return line
    }

    /// Fills with blanks up to a column.
    func filled(to column: Int) -> StyledLine {
        let width = pieces.reduce(0) { $0 + $1.text.columns }
        return width < column ? adding(String(repeating: " ", count: column - width)) : self
    }

    func text(columns: Int, _ terminal: Terminal) -> String {
        var left = columns
        var text = ""
        for piece in pieces where left > 0 {
            let cut = piece.text.cut(toColumns: left)
            left -= cut.columns
            text += piece.style.map { terminal.styled(cut, $0) } ?? cut
        }
        return text
    }
}

extension String {
    /// Columns on a terminal: ideographs and full-width forms take two.
    var columns: Int { unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) } }

    func cut(toColumns count: Int) -> String {
        var left = count
        return String(
            prefix { character in
                left -= character.unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) }
                return left >= 0
            })
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xFFDC).contains(scalar.value) ? 2 : 1
    }
}
