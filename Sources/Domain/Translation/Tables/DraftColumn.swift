internal import Model

/// A column while its table is put together.
struct DraftColumn {
    let source: ColumnDefinition
    var name: String
    var stored: StoredType
    var onLoss: LossRule = .refuse
    var isNullable: Bool
    /// The translated expression of a virtual column.
    var generated: String?
    var defaultText: String?
    var isAutoIncrement = false
    var isInvisible = false
    var comment: String?

    /// Values are sent for it, rather than computed at the destination.
    var isCopied: Bool { generated == nil }

    /// As it stands in CREATE TABLE.
    var line: String {
        var line = "\(NameText.quoted(name)) \(StoredTypeText.text(of: stored))"
        if let generated { line += " GENERATED ALWAYS AS (\(generated)) VIRTUAL" }
        if !isNullable {
            line += " NOT NULL"
        } else if case .timestamp = stored {
            // Some servers take a TIMESTAMP for NOT NULL unless told otherwise.
            line += " NULL"
        }
        if let defaultText { line += " DEFAULT \(defaultText)" }
        if isAutoIncrement { line += " AUTO_INCREMENT" }
        if isInvisible { line += " INVISIBLE" }
        if let comment { line += " COMMENT \(NameText.literal(comment))" }
        return line
    }
}

/// A primary or unique key while its table is put together.
struct DraftKey {
    /// As the source calls it, for notes.
    let sourceName: String
    var name: String
    var isPrimary: Bool
    /// The source's names of its columns; an expression stands as nil.
    var columns: [String?]
    /// As they stand between the parentheses.
    var parts: [String]
    /// Unique over all partitions although it lacks a column of theirs.
    var isGlobal = false

    var line: String {
        let list = parts.joined(separator: ", ")
        if isPrimary { return "PRIMARY KEY (\(list))" }
        return "UNIQUE KEY \(NameText.quoted(name)) (\(list))" + (isGlobal ? " GLOBAL" : "")
    }

    /// The columns, when the key has no expressions.
    var plainColumns: [String]? {
        let plain = columns.compactMap { $0 }
        return plain.count == columns.count ? plain : nil
    }
}
