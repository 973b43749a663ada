import OracleSQL

/// One definition of which ALL_, DBA_, USER_ and CDB_ views are made.
///
/// A column is a line `NAME type SQL`. The types: `v30` VARCHAR2(30), `n` NUMBER, `d` DATE, `t` TIMESTAMP(6), `l` LONG,
/// `c` CLOB, `r16` RAW(16).
struct ViewFamily {
    /// `TABLES`
    let name: String
    let columns: String
    /// FROM and WHERE of the query; `WHERE` is always there.
    let from: String
    /// The SQL of the owner that USER_ compares with the current user.
    var owner = "o.owner"
    /// The SQL of the object id whose grants make a row visible in ALL_; nil shows all rows to everybody.
    var object: String? = "o.id"
    /// USER_ views leave out the first column when it is the owner.
    var hidesOwner = true
    var prefixes = ["ALL", "DBA", "USER", "CDB"]

    var views: [SystemView] { prefixes.map(view) }

    private func view(_ prefix: String) -> SystemView {
        var parts = ViewFamily.columns(columns)
        if prefix == "USER", hidesOwner, let first = parts.first,
            first.name.hasSuffix("OWNER") || first.name == "GRANTEE"
        {
            parts.removeFirst()
        }
        if prefix == "CDB" { parts.append((name: "CON_ID", type: .plainNumber, sql: "3")) }
        var test = ""
        switch prefix {
        case "USER": test = " AND \(owner) = dict.me()"
        case "ALL":
            if let object {
                test = " AND (\(owner) = dict.me() OR (SELECT dict.sees_all()) OR \(object) IN (SELECT dict.granted()))"
            }
        default: break
        }
        let list = parts.map(\.sql).joined(separator: ", ")
        return SystemView(
            name: "\(prefix)_\(name)", columns: parts.map { ($0.name, $0.type) },
            query: "SELECT \(list) FROM \(from)\(test)", isPublic: prefix == "ALL" || prefix == "USER")
    }

    /// Reads the lines of a definition.
    static func columns(_ text: String) -> [(name: String, type: OracleType, sql: String)] {
        var found: [(name: String, type: OracleType, sql: String)] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
            precondition(words.count == 3, "a column is a name, a type and an expression: \(line)")
            found.append((String(words[0]), type(words[1]), String(words[2])))
        }
        return found
    }

    private static func type(_ text: Substring) -> OracleType {
        let size = Int(text.dropFirst()) ?? 0
        switch text.first {
        case "v": return .varchar2(size, .byte)
        case "n": return .plainNumber
        case "d": return .date
        case "t": return .timestamp(6)
        case "l": return .long
        case "c": return .clob
        case "r": return .raw(size)
        default: preconditionFailure("\(text) is a type of a view's column")
        }
    }

    /// A view outside of the families.
    static func single(
        _ name: String, _ columns: String, from: String, isPublic: Bool = true, isTable: Bool = false
    ) -> SystemView {
        let parts = ViewFamily.columns(columns)
        return SystemView(
            name: name, columns: parts.map { ($0.name, $0.type) },
            query: "SELECT \(parts.map(\.sql).joined(separator: ", ")) FROM \(from)", isPublic: isPublic,
            isTable: isTable)
    }
}
