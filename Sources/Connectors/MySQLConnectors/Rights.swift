/// The rights that SHOW GRANTS lists, as far as whole servers and whole databases go.
struct Rights: Hashable, Sendable {
    /// What a destination of a migration needs; a source needs the first alone.
    static let needed = ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "INDEX", "DROP", "CREATE VIEW"]

    private(set) var global: Set<String> = []
    private(set) var byDatabase: [String: Set<String>] = [:]

    init(grants: [String]) {
        for line in grants { add(line) }
    }

    /// The needed rights that are missing on a database; on the whole server when the name is empty.
    func missing(on database: String) -> [String] {
        let held = byDatabase.filter { matches($0.key, database) }.values.reduce(global) { $0.union($1) }
        return held.contains("ALL") ? [] : Rights.needed.filter { !held.contains($0) }
    }

    private mutating func add(_ line: String) {
        guard let rest = line.droppingPrefix("GRANT "), let (list, after) = rest.splitOnce(" ON "),
            let (scope, _) = after.splitOnce(" TO ")
        else { return }
        let names = Set(Rights.names(in: list))
        if scope == "*.*" {
            global.formUnion(names)
        } else if scope.hasSuffix(".*") {
            let database = scope.dropLast(2).filter { $0 != "`" }
            byDatabase[String(database), default: []].formUnion(names)
        }
    }

    /// `SELECT, INSERT (a, b), ALL PRIVILEGES` → SELECT, ALL; a right on single columns is not one on the table.
    private static func names(in list: Substring) -> [String] {
        var names: [String] = []
        var name = ""
        var depth = 0
        var hasColumns = false
        for character in list + "," {
            switch character {
            case "(":
                depth += 1
                hasColumns = true
            case ")": depth -= 1
            case "," where depth == 0:
                let word = name.split(separator: " ").joined(separator: " ").uppercased()
                if !hasColumns { names.append(word == "ALL PRIVILEGES" ? "ALL" : word) }
                name = ""
                hasColumns = false
            default: if depth == 0 { name.append(character) }
            }
        }
        return names
    }

    /// In a grant `_` and `%` stand for any character and any text; servers escape the literal ones.
    private func matches(_ pattern: String, _ database: String) -> Bool {
        guard !database.isEmpty else { return false }
        return Rights.matches(Array(pattern.lowercased())[...], Array(database.lowercased())[...])
    }

    private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "%":
            let starts = name.startIndex...name.endIndex
            return starts.contains { matches(rest, name[$0...]) }
        case "\\" where !rest.isEmpty:
            return name.first == rest.first && matches(rest.dropFirst(), name.dropFirst())
        case "_": return !name.isEmpty && matches(rest, name.dropFirst())
        default: return name.first == first && matches(rest, name.dropFirst())
        }
    }
}

extension String {
    fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

extension Substring {
    fileprivate func splitOnce(_ separator: String) -> (Substring, Substring)? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(separator) {
                return (self[..<at], self[index(at, offsetBy: separator.count)...])
            }
            at = index(after: at)
        }
        return nil
    }
}
