internal import DecoyDictionary
internal import OracleSQL

/// A view of the server as a few lines: `NAME TYPE expression`, one column a line, and what the rows come from.
///
/// Types: `N` NUMBER, `V30` VARCHAR2(30), `D` DATE, `R8` RAW(8), `C` CLOB, `Z` TIMESTAMP WITH TIME ZONE. A column
/// without an expression is NULL.
struct ViewText {
    let name: String
    let columns: String
    /// Behind FROM; empty for a single row.
    let rows: String
    var isPublic = false

    /// The declared view, and for a `V$` view its `GV$` twin with the number of the instance.
    func views() -> [SystemView] {
        var list = [view(named: name, prefix: [])]
        if name.hasPrefix("V$") {
            list.append(view(named: "G" + name, prefix: [("INST_ID", .plainNumber, "1")]))
        }
        return list
    }

    private func view(named name: String, prefix: [(String, OracleType, String)]) -> SystemView {
        var columns: [(name: String, type: OracleType)] = []
        var selected: [String] = []
        for (column, type, expression) in prefix + parsed {
            columns.append((column, type))
            selected.append("(\(expression))::\(type.representation.postgresType) AS \"\(column)\"")
        }
        let rest = rows.isEmpty ? "" : " FROM \(rows)"
        return SystemView(
            name: name, columns: columns, query: "SELECT \(selected.joined(separator: ", "))\(rest)",
            isPublic: isPublic, objectName: ViewText.objectName(name))
    }

    /// `V$SESSION` is a public synonym of `V_$SESSION`.
    static func objectName(_ name: String) -> String {
        guard let sign = name.firstIndex(of: "$"), name[..<sign] == "V" || name[..<sign] == "GV" else { return name }
        return "\(name[..<sign])_\(name[sign...])"
    }

    private var parsed: [(String, OracleType, String)] {
        columns.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
            precondition(parts.count >= 2, "A column of \(name) has a name and a type: \(line)")
            return (String(parts[0]), type(parts[1]), parts.count > 2 ? String(parts[2]) : "NULL")
        }
    }

    private func type(_ text: Substring) -> OracleType {
        let size = Int(text.dropFirst()) ?? 0
        switch text.first {
        case "N": return .plainNumber
        case "V": return .varchar2(size, .byte)
        case "R": return .raw(size)
        case "D": return .date
        case "C": return .clob
        case "Z": return .timestampTZ(3)
        default: preconditionFailure("A column of \(name) has an unknown type: \(text)")
        }
    }
}
