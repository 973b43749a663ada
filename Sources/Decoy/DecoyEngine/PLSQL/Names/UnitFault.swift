internal import OracleSQL

/// Why PL/SQL cannot read the text of a unit.
struct UnitFault {
    let line: Int
    let column: Int
    /// `PLS-00103: …`, without its place.
    let text: String

    /// Nil when the text can be read.
    init?(of text: String) {
        do throws(OracleFailure) {
            var parser = try Parser(text, language: .block)
            _ = try parser.parseSourceUnit()
            return nil
        } catch {
            self.init(error, in: text)
        }
    }

    init(_ failure: OracleFailure, in text: String) {
        let unit = Unit(name: nil, owner: nil, text: text)
        let place = failure.position ?? 0
        line = unit.line(at: place)
        column = unit.column(at: place)
        let lines = failure.message.split(separator: "\n")
        self.text = String(
            lines.first { !$0.hasPrefix("ORA-06550") } ?? "PL/SQL: Compilation unit analysis terminated")
    }
}
