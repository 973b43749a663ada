internal import Model

extension TableDraft {
    func statement() -> String {
        var lines = columns.map(\.line)
        lines += addressColumns.map { "\(NameText.quoted($0)) BIGINT\(addressSuffix)" }
        lines += keys.sorted { $0.isPrimary && !$1.isPrimary }.map(\.line)
        lines += extraKeys
        lines += checks
        var text = "CREATE TABLE \(NameText.quoted(destination.schema)).\(NameText.quoted(destination.name)) (\n  "
        text += lines.joined(separator: ",\n  ")
        text += "\n)"
        if rules.family != .oceanBase { text += " ENGINE=InnoDB" }
        if let autoIncrementNext { text += " AUTO_INCREMENT=\(autoIncrementNext)" }
        text += " DEFAULT CHARSET=\(rules.characterSet) COLLATE=\(rules.collation)"
        if let comment = table.comment, !comment.isEmpty {
            text += " COMMENT=\(NameText.literal(CommentRules.fit(comment, rules.limits.tableCommentMax)))"
        }
        if let partitionClause { text += "\n\(partitionClause)" }
        return text
    }

    private var addressSuffix: String {
        (rules.abilities.hasInvisibleColumns ? " INVISIBLE" : "")
            + " COMMENT 'Part of the address of the row at its source'"
    }

    func copyPlan() -> CopyPlan {
        let copied = columns.filter(\.isCopied).map { column in
            CopyColumn(
                sourceName: column.source.name, sourceType: column.source.type, destinationName: column.name,
                destinationType: column.stored, onLoss: column.onLoss)
        }
        var plan = CopyPlan(
            source: table.name, destination: destination, columns: copied, addressing: addressing,
            filter: choices.filter, addressColumns: addressColumns)
        let names = Set(copied.map(\.sourceName))
        plan.rowKey = table.rowKey.flatMap { key in key.columns.allSatisfy(names.contains) ? key.columns : nil }
        plan.isKeyless = table.rowKey == nil
        plan.rowsEstimated = table.rowsEstimated
        plan.bytesEstimated = table.bytesEstimated
        return plan
    }

    private var addressing: CopyPlan.Addressing {
        switch table.storage {
        case .heap, .clustered: return .rowAddress
        case .indexOrganized: return table.rowKey.map { .key($0.columns) } ?? .whole
        default: return .whole
        }
    }
}
