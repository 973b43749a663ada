internal import OracleClient
internal import OracleWire

/// `decoy sql`: runs statements on any Oracle database by our own client and prints what comes back.
struct SQLCommand {
    static let help = """
        decoy sql USER/PASSWORD@ADDRESS [STATEMENT | -] [--lines]

          Runs one statement, or those of standard input, which lines of a single / separate, as in scripts for
          SQL*Plus. What was changed is committed at the end; the first failure ends the run, rolls back and is printed.
          --lines  one line per row, values separated by |, NULL as ∅, without headings
        """

    private let logon: LogonText
    private let statements: [String]
    private let printsLines: Bool

    init(_ words: some Collection<String>) throws(UsageFailure) {
        var plain: [String] = []
        var printsLines = false
        for word in words {
            if word == "--lines" {
                printsLines = true
            } else if word.hasPrefix("--"), plain.isEmpty {
                throw UsageFailure("There is no option \(word).")
            } else {
                plain.append(word)
            }
        }
        guard let first = plain.first else { throw UsageFailure("Where to? USER/PASSWORD@ADDRESS is missing.") }
        guard plain.count <= 2 else { throw UsageFailure("A statement is one argument: put it in quotes.") }
        logon = try LogonText(first)
        self.printsLines = printsLines
        if plain.count == 2, plain[1] != "-" {
            statements = [plain[1]]
        } else {
            statements = SQLCommand.split(String(decoding: Terminal.readAll(), as: UTF8.self))
        }
    }

    func run() async throws(OracleError) {
        let connection = try await OracleConnection.open(logon.endpoint)
        do throws(OracleError) {
            for statement in statements {
                guard try await run(SQLCommand.withoutSemicolon(statement), on: connection) else { break }
            }
            try await connection.commit()
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// False when nobody reads the output any more.
    private func run(_ statement: String, on connection: OracleConnection) async throws(OracleError) -> Bool {
        if SQLCommand.isQuery(statement) {
            let rows = try await connection.query(statement)
            return printsLines ? try await printLines(rows) : try await printTable(rows)
        }
        let outcome = try await connection.execute(statement)
        if outcome.isCompiledWithErrors { Terminal.note("created with compilation errors: see USER_ERRORS") }
        for rows in outcome.results {
            guard printsLines ? try await printLines(rows) : try await printTable(rows) else { return false }
        }
        if !printsLines { Terminal.say(SQLCommand.isChange(statement) ? "\(outcome.rowCount) rows" : "done") }
        return true
    }

    private func printLines(_ rows: OracleRows) async throws(OracleError) -> Bool {
        while let batch = try await rows.next() {
            var text = ""
            for row in 0..<batch.rowCount {
                let values = try batch.row(row).map { SQLCommand.escaped(ValueText.text($0)) }
                text += values.joined(separator: "|") + "\n"
            }
            guard Terminal.write(Array(text.utf8), to: 1) else { return false }
        }
        return true
    }

    private func printTable(_ rows: OracleRows) async throws(OracleError) -> Bool {
        let table = try await rows.readAll()
        let heads = table.columns.map(\.name)
        let lines = table.rows.map { row in row.map { SQLCommand.escaped(ValueText.text($0), bar: false) } }
        var widths = heads.map(\.count)
        for line in lines { for (at, value) in line.enumerated() { widths[at] = max(widths[at], value.count) } }
        let isRight = table.columns.map { [.number, .binaryFloat, .binaryDouble].contains($0.type) }
        func joined(_ line: [String]) -> String {
            var text = ""
            for (at, value) in line.enumerated() {
                let blanks = String(repeating: " ", count: max(0, widths[at] - value.count))
                if at > 0 { text += "  " }
                text += isRight[at] ? blanks + value : value + (at == line.count - 1 ? "" : blanks)
            }
            return text + "\n"
        }
        var text = joined(heads) + joined(widths.map { String(repeating: "-", count: $0) })
        for line in lines { text += joined(line) }
        return Terminal.write(Array((text + "\(lines.count) rows\n").utf8), to: 1)
    }

    /// A row stays one line, and the bars of a line stay those between its values.
    private static func escaped(_ text: String, bar: Bool = true) -> String {
        let needs: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D || $0 == 0x5C && bar || $0 == 0x7C && bar }
        guard text.utf8.contains(where: needs) else { return text }
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x0A: escaped += Array("\\n".utf8)
            case 0x0D: escaped += Array("\\r".utf8)
            case 0x5C where bar, 0x7C where bar: escaped += [0x5C, byte]
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    // MARK: Statements

    /// The statements of a script; those that are only comments are left out.
    static func split(_ script: String) -> [String] {
        var statements: [String] = []
        var lines: [Substring] = []
        func end() {
            let text = lines.joined(separator: "\n")
            if firstWord(text) != nil { statements.append(text) }
            lines = []
        }
        for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.filter({ !$0.isWhitespace }) == "/" { end() } else { lines.append(line) }
        }
        end()
        return statements
    }

    /// A habit of people: outside of PL/SQL, whose last semicolon belongs to it, the server takes none.
    static func withoutSemicolon(_ statement: String) -> String {
        var text = statement[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        guard text.last == ";", isQuery(statement) || isChange(statement) else { return String(text) }
        return String(text.dropLast())
    }

    private static func isQuery(_ text: String) -> Bool { ["SELECT", "WITH"].contains(firstWord(text)) }

    private static func isChange(_ text: String) -> Bool {
        ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(firstWord(text))
    }

    /// In upper case, behind comments, blanks and parentheses; nil when there is none.
    private static func firstWord(_ text: String) -> String? {
        var rest = text.utf8[...]
        while let first = rest.first {
            if first <= 0x20 || first == UInt8(ascii: "(") {
                rest = rest.dropFirst()
            } else if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != 0x0A }
            } else if rest.starts(with: "/*".utf8) {
                rest = rest.dropFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
                rest = rest.dropFirst(2)
            } else {
                return String(decoding: rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }, as: UTF8.self)
                    .uppercased()
            }
        }
        return nil
    }
}
