internal import DecoyDictionary
internal import OracleSQL

/// A compiled query; its columns are named `o0`, `o1` …
struct CompiledBlock {
    var sql: String
    var columns: [ResultColumn]
    /// Relations that FOR UPDATE can lock, with their aliases.
    var locks = false
    /// The values of a block that reads nothing but DUAL: many such rows are one list of PostgreSQL.
    var rows: [[String]]?
}

/// A select list while it is being made.
struct SelectList {
    struct Entry {
        var value: TypedExpression
        let name: String
        /// Named by AS: ORDER BY finds it by this name before any column.
        var hasAlias: Bool
        var isHidden = false
        var place: LargeValuePlace?
        /// Of a CURSOR expression: the columns of its rows.
        var nested: [ResultColumn]?
        var isJSON = false
    }

    var role = Scope.Role.part
    var entries: [Entry] = []

    var sql: String {
        var parts: [String] = []
        parts.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() { parts.append("\(entry.value.sql) AS o\(place)") }
        return parts.joined(separator: ", ")
    }

    /// The values as they may stand in a list of rows: nil where one needs the row of DUAL or a window. It may be nil
    /// for a text that only looks like that.
    func bareValues(_ scope: Scope) -> [String]? {
        let names = scope.relations.map { "\($0.alias)." } + [" OVER "]
        var values: [String] = []
        for entry in entries {
            guard entry.nested == nil, !entry.isHidden, !names.contains(where: { entry.value.sql.contains($0) }) else {
                return nil
            }
            values.append(entry.value.sql)
        }
        return values
    }

    var columns: [ResultColumn] {
        entries.map { entry in
            let value = entry.value
            var column = ResultColumn(
                name: entry.name, type: value.type, nullable: value.nullable || value.constant != nil,
                hidden: entry.isHidden)
            column.place = entry.place
            column.nested = entry.nested
            column.isJSON = entry.isJSON
            return column
        }
    }
}
