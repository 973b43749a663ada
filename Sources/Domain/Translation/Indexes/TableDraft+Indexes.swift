internal import Model

extension TableDraft {
    /// Secondary indexes are parts of their own, so that they can be built after the rows.
    mutating func addIndexes() {
        var made = 0
        for index in table.indexes {
            if index.isUnique && index.kind == .ordinary { continue }
            guard made + keys.count < rules.limits.indexesMax else {
                note(
                    .unsupported, "index.count", index.name.name,
                    "The destination has at most \(rules.limits.indexesMax) indexes on a table; this one is left out.")
                continue
            }
            switch index.kind {
            case .ordinary: break
            case .bitmap:
                note(.changed, "index.bitmap", index.name.name, "A bitmap index becomes an ordinary one.")
            case .domain:
                note(
                    .unsupported, "index.domain", index.name.name,
                    "Indexes of extensions do not exist at the destination. For words in text a FULLTEXT index can be "
                        + "made by hand.")
                continue
            case .cluster, .other:
                note(
                    .unsupported, "index.kind", index.name.name,
                    "This kind of index does not exist at the destination.")
                continue
            }
            made += add(index) ? 1 : 0
        }
    }

    private mutating func add(_ index: IndexDefinition) -> Bool {
        let name = index.name.name
        do throws(ConversionRefusal) {
            let list = try indexParts(of: index)
            let called = partName(name, of: name)
            if standsInTable(index) {
                extraKeys.append("KEY \(NameText.quoted(called)) (\(list.joined(separator: ", ")))")
                noteDescending(index)
                return true
            }
            var text = "CREATE INDEX \(NameText.quoted(called)) ON \(NameText.quoted(destination.schema))."
            text += "\(NameText.quoted(destination.name)) (\(list.joined(separator: ", ")))"
            if partitionClause != nil && rules.abilities.hasGlobalIndexes {
                text += index.isLocal ? " LOCAL" : " GLOBAL"
            }
            if !index.isVisible {
                if let word = rules.abilities.invisibleIndexWord {
                    text += " \(word)"
                } else {
                    note(.changed, "index.invisible", name, "The destination's queries may use the index.")
                }
            }
            noteDescending(index)
            parts.append(ConvertedPart(kind: .index, name: called, statement: text))
            return true
        } catch {
            note(.unsupported, error.rule, name, "The index is left out. \(error.reason)")
            return false
        }
    }

    /// A plain index of a small table costs next to nothing while its rows come, and a statement of its own costs as
    /// much as the table. What the destination might refuse stays apart, so that the table does not fail with it.
    private func standsInTable(_ index: IndexDefinition) -> Bool {
        let isSmall = (table.bytesEstimated ?? .max) <= Self.smallTableBytes
        guard isSmall || !settings.indexesAfterRows else { return false }
        return index.isVisible && partitionClause == nil && index.parts.allSatisfy { plainColumn(of: $0) != nil }
    }

    static let smallTableBytes: Int64 = 1 << 20

    /// What stands between the parentheses of an index. Long texts are indexed by their first characters, which finds
    /// the same rows; only a unique index must not do so.
    mutating func indexParts(of index: IndexDefinition) throws(ConversionRefusal) -> [String] {
        guard index.parts.count <= rules.limits.keyColumnsMax else {
            throw ConversionRefusal(
                "index.columns", "It has more columns than the destination's \(rules.limits.keyColumnsMax).")
        }
        var free = rules.limits.keyBytesMax
        var texts: [String] = []
        for (place, part) in index.parts.enumerated() {
            let direction = part.isDescending && rules.abilities.hasDescendingIndexes ? " DESC" : ""
            if let name = plainColumn(of: part) {
                guard let column = column(name) else {
                    throw ConversionRefusal("index.column", "The column \(name) is not at the destination.")
                }
                let share = free / (index.parts.count - place)
                texts.append(try indexPart(of: column, index, bytes: share, free: &free) + direction)
            } else if let expression = part.expression {
                guard rules.abilities.hasFunctionIndexes else {
                    throw ConversionRefusal("index.function", "The destination indexes columns only, not expressions.")
                }
                let value = try translator.indexPart(expression, in: scope())
                for var inner in value.notes {
                    inner.subject = index.name.name
                    notes.append(inner)
                }
                texts.append("(\(value.text))\(direction)")
            } else {
                throw ConversionRefusal("index.part", "A part of it has neither column nor expression.")
            }
        }
        return texts
    }

    private mutating func indexPart(
        of column: DraftColumn, _ index: IndexDefinition, bytes share: Int, free: inout Int
    ) throws(ConversionRefusal) -> String {
        let name = NameText.quoted(column.name)
        if let bytes = StoredTypeText.bytes(of: column.stored), bytes <= share {
            free -= bytes
            return name
        }
        let length: Int
        switch column.stored {
        case .text, .largeText: length = min(share, 3072) / DestinationRules.bytesPerCharacter
        case .bytes, .largeBytes: length = min(share, 3072)
        default: throw ConversionRefusal("index.length", "Its columns are longer than the destination's limit.")
        }
        guard !index.isUnique, column.isCopied, length > 0 else {
            throw ConversionRefusal("index.length", "Its columns are longer than the destination's limit.")
        }
        free -= share
        note(
            .changed, "index.prefix", index.name.name,
            "\(column.source.name) is indexed by its first \(length) \(isText(column.stored) ? "characters" : "bytes")."
        )
        return "\(name)(\(length))"
    }

    private func isText(_ type: StoredType) -> Bool {
        switch type {
        case .text, .largeText: true
        default: false
        }
    }

    /// The column that a part names, also where Oracle keeps a descending column as an expression in quotes.
    func plainColumn(of part: IndexDefinition.Part) -> String? {
        if let column = part.column { return column }
        guard let text = part.expression, text.utf8.count > 2, text.first == "\"", text.last == "\"" else { return nil }
        let name = String(text.dropFirst().dropLast())
        return places[name] == nil ? nil : name
    }

    mutating func noteDescending(_ index: IndexDefinition) {
        guard !rules.abilities.hasDescendingIndexes, index.parts.contains(where: \.isDescending) else { return }
        note(.changed, "index.descending", index.name.name, "The destination keeps the index in ascending order only.")
    }
}
