internal import Model

extension TableDraft {
    /// Partitions as far as the destination has them. Rows and keys come first: where a key and the partitions cannot
    /// both be kept, the key is, and where only some of the rows would find a partition, one for the others is added.
    mutating func addPartitions() {
        guard var partitioning = table.partitioning else { return }
        guard isExpressible(partitioning) else { return }
        dropSublevel(of: &partitioning)
        guard hasRoom(for: &partitioning) else { return }
        narrowLists(partitioning)
        completeRanges(&partitioning)
        completeLists(&partitioning)
        guard let level = level(partitioning.level) else {
            return leaveWhole("partition.column", "A column is missing.")
        }
        let spread = partitioning.level.columns + (partitioning.sublevel?.columns ?? [])
        guard settle(keysWith: spread) else { return }
        var clause = PartitionClause(
            rules: rules, names: names, level: level, sublevel: partitioning.sublevel.flatMap { self.level($0) })
        do throws(ConversionRefusal) {
            partitionClause = try clause.text(partitioning.partitions)
            partitionColumns = spread
            noteNulls(partitioning)
            noteNames(partitioning)
        } catch {
            restoreKeys()
            leaveWhole(error.rule, error.reason)
        }
    }

    mutating func leaveWhole(_ rule: String, _ reason: String) {
        note(.lossy, rule, "", "The table is made without partitions. \(reason)")
    }

    private mutating func isExpressible(_ partitioning: Partitioning) -> Bool {
        let missing = partitioning.level.columns.first { places[$0] == nil }
        if let missing {
            leaveWhole("partition.column", "\(missing) is not at the destination.")
            return false
        }
        switch partitioning.level.method {
        case .range, .list, .hash:
            guard partitioning.level.columns.isEmpty || partitioning.partitions.isEmpty else { return true }
            leaveWhole("partition.method", "Its partitions are not known.")
        case .reference:
            leaveWhole(
                "partition.reference",
                "The source spreads its rows as those of the table that a foreign key names, which cannot be said here."
            )
        case .system:
            leaveWhole(
                "partition.system", "The programs choose the partition at the source, which cannot be said here.")
        case .other: leaveWhole("partition.method", "This way of spreading rows cannot be said here.")
        }
        return false
    }

    private mutating func dropSublevel(of partitioning: inout Partitioning) {
        guard let sublevel = partitioning.sublevel else { return }
        let reason: String
        if let missing = sublevel.columns.first(where: { places[$0] == nil }) {
            reason = "\(missing) is not at the destination."
        } else if rules.family == .oceanBase {
            switch sublevel.method {
            case .range, .list, .hash: return
            default: reason = "Its method cannot be said here."
            }
        } else if sublevel.method == .hash && partitioning.level.method != .hash {
            return
        } else {
            reason = "The destination divides RANGE and LIST partitions by a hash only."
        }
        partitioning.sublevel = nil
        for place in partitioning.partitions.indices { partitioning.partitions[place].subpartitions = [] }
        note(.lossy, "partition.subpartitions", "", "The table is made without subpartitions. \(reason)")
    }

    private mutating func hasRoom(for partitioning: inout Partitioning) -> Bool {
        let whole = partitioning.partitions.reduce(0) { $0 + max(1, $1.subpartitions.count) }
        guard whole > rules.limits.partitionsMax else { return true }
        if partitioning.sublevel != nil && partitioning.partitions.count <= rules.limits.partitionsMax {
            partitioning.sublevel = nil
            for place in partitioning.partitions.indices { partitioning.partitions[place].subpartitions = [] }
            note(
                .lossy, "partition.count", "",
                "The table is made without subpartitions: \(whole) are more than \(rules.limits.partitionsMax).")
            return true
        }
        leaveWhole(
            "partition.count", "\(whole) partitions are more than the destination's \(rules.limits.partitionsMax).")
        return false
    }

    /// Where every row is in a list of whole numbers, the column can be an integer, which lists need at the
    /// destination.
    private mutating func narrowLists(_ partitioning: Partitioning) {
        let lists =
            [(partitioning.level, partitioning.partitions)]
            + (partitioning.sublevel.map { [($0, partitioning.partitions.flatMap(\.subpartitions))] } ?? [])
        for (level, partitions) in lists where level.method == .list && level.columns.count == 1 {
            let name = level.columns[0]
            guard let place = places[name], case .decimal(_, 0) = columns[place].stored, choices.types[name] == nil,
                !level.isAutomatic, !table.foreignKeys.contains(where: { $0.columns.contains(name) })
            else { continue }
            let areWhole = partitions.allSatisfy { partition in
                guard let rows = try? BoundReader.values(partition.boundText, columns: 1) else { return false }
                return rows.allSatisfy { row in
                    switch row.first {
                    case .null: true
                    case .number(let digits): digits.utf8.count <= 18 && Int64(digits) != nil
                    default: false
                    }
                }
            }
            guard areWhole else { continue }
            columns[place].stored = .integer(bits: 64, isUnsigned: false)
            note(
                .changed, "partition.list.integer", name,
                "The lists of the partitions hold whole numbers only, so the column is BIGINT.")
        }
    }

    /// Interval partitions appear by themselves at the source only: rows beyond the last one get a partition.
    private mutating func completeRanges(_ partitioning: inout Partitioning) {
        guard let interval = partitioning.level.intervalText, let last = partitioning.partitions.last else { return }
        note(
            .lossy, "partition.interval", "",
            "New partitions do not appear by themselves every \(interval). A last partition without a bound takes the "
                + "rows beyond. \(advice)")
        guard !last.boundText.uppercased().contains("MAXVALUE") else { return }
        let bound = partitioning.level.columns.map { _ in "MAXVALUE" }.joined(separator: ", ")
        partitioning.partitions.append(twin(of: last, name: "P_MAXVALUE", bound: bound))
    }

    private var advice: String {
        rules.family == .oceanBase
            ? "To add partitions, drop it while it is empty, add the new ones, and add it again."
            : "To add partitions, divide it with REORGANIZE PARTITION."
    }

    private mutating func completeLists(_ partitioning: inout Partitioning) {
        guard partitioning.level.isAutomatic, partitioning.level.method == .list,
            let last = partitioning.partitions.last
        else { return }
        note(
            .lossy, "partition.automatic", "",
            "New partitions do not appear by themselves for new values; a partition for all others takes their rows.")
        guard !partitioning.partitions.contains(where: { $0.boundText.uppercased().contains("DEFAULT") }) else {
            return
        }
        partitioning.partitions.append(twin(of: last, name: "P_DEFAULT", bound: "DEFAULT"))
    }

    private func twin(of last: Partitioning.Partition, name: String, bound: String) -> Partitioning.Partition {
        let inner = last.subpartitions.enumerated().map { number, sub in
            Partitioning.Partition(name: "\(name)_S\(number + 1)", boundText: sub.boundText)
        }
        return Partitioning.Partition(name: name, boundText: bound, subpartitions: inner)
    }

    private func level(_ level: Partitioning.Level) -> PartitionClause.Level? {
        let known = level.columns.compactMap { column($0) }
        guard known.count == level.columns.count else { return nil }
        return PartitionClause.Level(method: level.method, names: known.map(\.name), types: known.map(\.stored))
    }

    // MARK: Keys

    /// Every key of a partitioned table must hold the columns that the rows are spread by, or be global.
    private mutating func settle(keysWith spread: [String]) -> Bool {
        let odd = keys.indices.filter { place in !spread.allSatisfy { keys[place].columns.contains($0) } }
        guard !odd.isEmpty else { return true }
        guard rules.abilities.hasGlobalIndexes else {
            leaveWhole(
                "partition.key",
                "\(keys[odd[0]].sourceName) does not hold \(spread.joined(separator: ", ")), and without a global "
                    + "index the destination could then not keep it. Keys are kept, partitions are not.")
            return false
        }
        for place in odd {
            keys[place].isGlobal = true
            if keys[place].isPrimary {
                keys[place].isPrimary = false
                let isGenerated = table.primaryKey?.isNameGenerated ?? false
                let wish = isGenerated ? "UK_\(table.name.name)" : keys[place].sourceName
                keys[place].name = partName(wish, of: keys[place].sourceName)
                note(
                    .changed, "partition.primary", keys[place].sourceName,
                    "A primary key must hold the columns that the rows are spread by; it becomes a global unique key "
                        + "over columns without NULL, which keeps the same rule.")
            } else {
                note(.changed, "partition.unique", keys[place].sourceName, "The key is a global index.")
            }
        }
        return true
    }

    private mutating func restoreKeys() {
        let primary = table.primaryKey?.name
        for place in keys.indices where keys[place].isGlobal {
            keys[place].isGlobal = false
            guard keys[place].sourceName == primary,
                keys[place].plainColumns?.allSatisfy({ column($0)?.isCopied == true }) == true
            else { continue }
            keys[place].isPrimary = true
        }
        notes.removeAll { $0.rule == "partition.primary" || $0.rule == "partition.unique" }
    }

    // MARK: Notes

    private mutating func noteNulls(_ partitioning: Partitioning) {
        guard partitioning.level.method == .range else { return }
        for name in partitioning.level.columns where column(name)?.isNullable == true {
            note(
                .changed, "partition.nulls", name,
                "Rows in which it is NULL lie in the first partition here, in the last one at the source.")
        }
    }

    private mutating func noteNames(_ partitioning: Partitioning) {
        guard partitioning.level.method == .hash, partitioning.sublevel == nil else { return }
        note(
            .remark, "partition.names", "",
            "The destination names the \(partitioning.partitions.count) hash partitions.")
    }
}
