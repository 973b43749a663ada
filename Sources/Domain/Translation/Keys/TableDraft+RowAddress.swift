internal import Model

extension TableDraft {
    /// Tables without a key get the four parts of the row's address at the source, and a unique key over them.
    mutating func addRowAddress() {
        guard rowKey == nil else { return }
        guard settings.rowAddress == .columns, table.storage != .indexOrganized else {
            note(
                .lossy, "table.key.none", "",
                "The table has no key, and the project keeps no addresses of rows: equal rows cannot be told apart.")
            return
        }
        for wish in ["OMS_OBJECT_NUMBER", "OMS_RELATIVE_FNO", "OMS_BLOCK_NUMBER", "OMS_ROW_NUMBER"] {
            var name = wish
            if !taken.columns.insert(rules.partNames.key(name)).inserted {
                name = NameShortening.fit(name, rules.limits.columnNameLengthMax, suffixOf: "\(table.name).\(wish)")
                taken.columns.insert(rules.partNames.key(name))
                note(.changed, "name.clash", wish, "The table has a column of this name; the address's is `\(name)`.")
            }
            addressColumns.append(name)
        }
        let (spread, isGlobal) = spreadOfAddress()
        let wish = "UK_\(destination.name)_OMS_ROWID"
        var name = names.fit(wish, 64)
        if !taken.parts.insert(rules.partNames.key(name)).inserted {
            name = NameShortening.fit(wish, 64, suffixOf: "\(table.name).OMS_ROWID")
        }
        keys.append(
            DraftKey(
                sourceName: name, name: name, isPrimary: false, columns: [nil],
                parts: (addressColumns + spread).map(NameText.quoted), isGlobal: isGlobal))
        note(
            .changed, "table.key.address", "",
            "The table has no key without NULL. Its rows carry their address at the source in four "
                + "\(visibility)columns with the unique key `\(name)`; drop them when the migration is over.")
    }

    /// The columns that the rows are spread by belong to the key as well, unless they are too long for one: then it is
    /// global, or the table is made without partitions.
    private mutating func spreadOfAddress() -> (columns: [String], isGlobal: Bool) {
        guard !partitionColumns.isEmpty else { return ([], false) }
        let known = partitionColumns.compactMap { column($0) }
        let bytes = known.reduce(4 * 8) { $0 + (StoredTypeText.bytes(of: $1.stored) ?? rules.limits.keyBytesMax) }
        let isFit = bytes <= rules.limits.keyBytesMax && known.count + 4 <= rules.limits.keyColumnsMax
        if isFit { return (known.map(\.name), false) }
        if rules.abilities.hasGlobalIndexes { return ([], true) }
        partitionClause = nil
        partitionColumns = []
        leaveWhole("partition.key", "Its columns are too long to be in the key over the address of the row.")
        return ([], false)
    }

    private var visibility: String { rules.abilities.hasInvisibleColumns ? "invisible " : "" }
}
