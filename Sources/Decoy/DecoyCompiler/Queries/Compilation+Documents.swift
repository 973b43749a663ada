internal import DecoyDictionary
internal import OracleSQL

/// Columns whose texts a constraint declares to be JSON: clients are told, and give them as documents.
extension Compilation {
    func markDocuments(in list: inout SelectList, _ scope: Scope) {
        for relation in scope.relations where !relation.alias.isEmpty {
            guard let table = relation.table else { continue }
            for number in Self.documentColumns(of: table) {
                guard let column = table.columns.first(where: { $0.number == number }) else { continue }
                let text = "\(relation.alias).\(column.physicalName)"
                for entry in list.entries.indices where list.entries[entry].value.sql == text {
                    list.entries[entry].isJSON = true
                }
            }
        }
    }

    private static func documentColumns(of table: Table) -> [Int] {
        table.constraints.compactMap { constraint in
            guard constraint.kind == .check, constraint.isEnabled, constraint.columnNumbers.count == 1,
                let text = constraint.condition, text.uppercased().contains("JSON")
            else { return nil }
            do throws(OracleFailure) {
                var parser = try Parser(text)
                guard case .isJSON(.reference, isNegated: false, _, _) = try parser.parseCondition() else { return nil }
                return constraint.columnNumbers[0]
            } catch {
                return nil
            }
        }
    }
}
