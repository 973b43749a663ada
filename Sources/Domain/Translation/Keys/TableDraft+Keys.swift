internal import Model

extension TableDraft {
    /// The primary key and the unique constraints. A key that cannot be made whole is left out: a key over the first
    /// bytes of a value would refuse rows that the source takes.
    mutating func addKeys() {
        for (number, key) in table.keys.enumerated() {
            guard key.isEnabled else {
                note(.changed, "key.disabled", key.name, "The key is disabled at the source and not made.")
                continue
            }
            guard hasAllColumns(key.columns, of: key.name) else { continue }
            if let reason = obstacle(to: key.columns) {
                note(.unsupported, "key.length", key.name, "The key is left out: \(reason)")
                continue
            }
            add(key, number: number)
        }
        for key in keys where key.isPrimary { for name in key.plainColumns ?? [] { forbidNull(name) } }
    }

    private mutating func add(_ key: KeyDefinition, number: Int) {
        noteState(of: key)
        let isComputed = key.columns.contains { column($0)?.isCopied == false }
        let isPrimary = key.isPrimary && !isComputed
        if key.isPrimary && isComputed {
            note(
                .changed, "key.virtual", key.name,
                "A computed column cannot be in a primary key here; a unique key over columns without NULL is made.")
            for name in key.columns { forbidNull(name) }
        }
        let wish = key.isNameGenerated ? "UK_\(table.name.name)_\(number + 1)" : key.name
        let name = isPrimary ? "PRIMARY" : partName(wish, of: key.name)
        keys.append(
            DraftKey(
                sourceName: key.name, name: name, isPrimary: isPrimary, columns: key.columns.map { $0 },
                parts: key.columns.compactMap { column($0).map { NameText.quoted($0.name) } }))
    }

    private mutating func noteState(of key: KeyDefinition) {
        if key.isDeferrable { noteDeferrable(key.name) }
        if !key.isValidated {
            note(
                .remark, "key.novalidate", key.name,
                "The key was never proven for the rows that are there; rows that break it are refused and kept in "
                    + "quarantine.")
        }
        noteComparison(of: key.columns, in: key.name, isPrimary: key.isPrimary)
    }

    mutating func noteDeferrable(_ name: String) {
        note(.lossy, "key.deferrable", name, "The key is checked at every statement, not at commit.")
    }

    /// How the destination compares keys otherwise than the source.
    private mutating func noteComparison(of names: [String], in key: String, isPrimary: Bool = false) {
        let isNullable = names.contains { column($0)?.isNullable == true }
        if !isPrimary && names.count > 1 && isNullable {
            note(
                .lossy, "key.nulls", key,
                "Where one column is NULL the destination does not compare the others, which the source does.")
        }
        let texts = names.contains {
            if case .text(_, false) = column($0)?.stored { true } else { false }
        }
        if texts {
            note(
                .remark, "key.blanks", key,
                "Texts that differ only in blanks at their end are the same key at the destination.")
        }
    }

    private mutating func forbidNull(_ name: String) {
        if let place = places[name] { columns[place].isNullable = false }
    }

    mutating func hasAllColumns(_ wanted: [String], of subject: String) -> Bool {
        let missing = wanted.filter { places[$0] == nil }
        guard !missing.isEmpty || wanted.isEmpty else { return true }
        note(
            .unsupported, "key.columns", subject,
            "It is left out because these columns are not at the destination: \(missing.joined(separator: ", ")).")
        return false
    }

    /// Why the columns cannot be a key; nil when they can.
    func obstacle(to names: [String]) -> String? {
        if names.count > rules.limits.keyColumnsMax {
            return "\(names.count) columns are more than the destination's \(rules.limits.keyColumnsMax)."
        }
        var total = 0
        for name in names {
            guard let column = column(name) else { continue }
            guard let bytes = StoredTypeText.bytes(of: column.stored) else {
                return "\(name) is \(StoredTypeText.text(of: column.stored)), which can be in no key."
            }
            total += bytes
        }
        guard total > rules.limits.keyBytesMax else { return nil }
        return
            "it may need \(total) bytes, the destination holds \(rules.limits.keyBytesMax). A shorter type can be "
            + "chosen for its columns if the values allow."
    }

    /// Unique indexes without a constraint are unique keys as well.
    mutating func addUniqueIndexes() {
        for index in table.indexes where index.isUnique && index.kind == .ordinary {
            let plain = index.parts.compactMap(plainColumn(of:))
            if plain.count == index.parts.count {
                guard hasAllColumns(plain, of: index.name.name) else { continue }
                if let reason = obstacle(to: plain) {
                    note(.unsupported, "key.length", index.name.name, "The unique index is left out: \(reason)")
                    continue
                }
                if keys.contains(where: { $0.plainColumns == plain }) { continue }
                noteDescending(index)
                noteComparison(of: plain, in: index.name.name)
                keys.append(
                    DraftKey(
                        sourceName: index.name.name, name: partName(index.name.name, of: index.name.name),
                        isPrimary: false, columns: plain.map { $0 },
                        parts: plain.compactMap { column($0).map { NameText.quoted($0.name) } }))
            } else {
                addUniqueExpressions(index)
            }
        }
    }

    private mutating func addUniqueExpressions(_ index: IndexDefinition) {
        do throws(ConversionRefusal) {
            let parts = try indexParts(of: index)
            let columns = index.parts.map(plainColumn(of:))
            keys.append(
                DraftKey(
                    sourceName: index.name.name, name: partName(index.name.name, of: index.name.name),
                    isPrimary: false, columns: columns, parts: parts))
        } catch {
            note(
                .unsupported, error.rule, index.name.name,
                "The unique index is left out, and with it the rule that it keeps. \(error.reason)")
        }
    }

    /// The key that tells every row from the others at the destination.
    var rowKey: DraftKey? {
        keys.first { $0.isPrimary }
            ?? keys.first { key in
                key.plainColumns?.allSatisfy { column($0)?.isNullable == false } ?? false
            }
    }
}
