internal import DecoyDictionary
internal import OracleSQL

/// A compiled query; its columns are named `o0`, `o1` …
struct CompiledBlock {
    var sql: String
    var columns: [ResultColumn]
    /// Relations that FOR UPDATE can lock, with their aliases.
    var locks = false
}

/// A select list while it is being made.
struct SelectList {
    struct Entry {
        var value: TypedExpression
        let name: String
        /// Named by AS: ORDER BY finds it by this name before any column.
        let hasAlias: Bool
        var isHidden = false
        var place: LargeValuePlace?
    }

    var entries: [Entry] = []

    var sql: String {
        var parts: [String] = []
        parts.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() { parts.append("\(entry.value.sql) AS o\(place)") }
        return parts.joined(separator: ", ")
    }

    var columns: [ResultColumn] {
        entries.map { entry in
            let value = entry.value
            var column = ResultColumn(
                name: entry.name, type: value.type, nullable: value.nullable || value.constant != nil,
                hidden: entry.isHidden)
            column.place = entry.place
            return column
        }
    }
}
