internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// `a.x = b.x(+)` as `a LEFT JOIN b ON a.x = b.x`: tables without the mark first, then every marked one behind
    /// those that its conditions name.
    func outerJoins(
        _ texts: [String], _ ranges: [Range<Int>], _ conditions: [Expression]
    ) throws(ConversionRefusal) -> String {
        var waiting: [Int: [Expression]] = [:]
        var needs: [Int: Set<Int>] = [:]
        for tree in conditions {
            let references = OuterMarks.references(tree)
            var marked: Set<Int> = []
            var others: Set<Int> = []
            for reference in references {
                guard let table = try table(of: reference, ranges) else { continue }
                if reference.isOuter { marked.insert(table) } else { others.insert(table) }
            }
            guard marked.count == 1, let table = marked.first, !others.contains(table) else {
                throw refusal(
                    "view.outer", "The condition with (+) names none or several of the tables.", at: tree.position)
            }
            waiting[table, default: []].append(tree)
            needs[table, default: []].formUnion(others)
        }
        for table in waiting.keys { markOuter(ranges[table]) }
        takesOuterMarks = true
        defer { takesOuterMarks = false }
        let plain = texts.indices.filter { waiting[$0] == nil }
        guard !plain.isEmpty else {
            throw ConversionRefusal("view.outer", "Every table of the query is marked with (+).")
        }
        var text = plain.map { texts[$0] }.joined(separator: " CROSS JOIN ")
        var made = Set(plain)
        while !waiting.isEmpty {
            guard let table = waiting.keys.sorted().first(where: { needs[$0, default: []].isSubset(of: made) }) else {
                throw ConversionRefusal("view.outer", "The tables marked with (+) need each other.")
            }
            var on: [String] = []
            for tree in waiting.removeValue(forKey: table) ?? [] { on.append("(\(try condition(tree)))") }
            text += " LEFT JOIN \(texts[table]) ON \(on.joined(separator: " AND "))"
            made.insert(table)
        }
        return text
    }

    /// The number of the table in FROM that a column belongs to; nil for columns of queries around this one.
    private func table(of reference: Reference, _ ranges: [Range<Int>]) throws(ConversionRefusal) -> Int? {
        let name = reference.last.text
        for (number, range) in ranges.enumerated() {
            for relation in scope.relations[range] {
                if reference.names.count > 1 {
                    if relation.name == reference.names[reference.names.count - 2].text { return number }
                } else if relation.columns?.contains(where: { $0.source == name }) == true {
                    return number
                }
            }
        }
        guard reference.names.count == 1, scope.relations.contains(where: { $0.columns == nil }) else { return nil }
        if ["SYSDATE", "USER", "SYSTIMESTAMP"].contains(name) { return nil }
        throw refusal(
            "view.outer", "To which table \(name) belongs is not known here; write the table before it.",
            at: reference.position)
    }
}
