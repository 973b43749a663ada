internal import Model

/// Writes the clause that cuts a table into partitions, for what the destination allows.
struct PartitionClause {
    /// One level with the types of its columns.
    struct Level {
        let method: Partitioning.Method
        let names: [String]
        let types: [StoredType]
    }

    let rules: DestinationRules
    let names: DestinationNames
    let level: Level
    let sublevel: Level?
    /// Names of partitions that are taken.
    private var taken: Set<NameKey> = []

    init(rules: DestinationRules, names: DestinationNames, level: Level, sublevel: Level?) {
        self.rules = rules
        self.names = names
        self.level = level
        self.sublevel = sublevel
    }

    mutating func text(_ partitions: [Partitioning.Partition]) throws(ConversionRefusal) -> String {
        var text = "PARTITION BY \(try head(level))"
        // MySQL knows the second level by its number alone.
        let isCounted = sublevel != nil && rules.family != .oceanBase
        if let sublevel { text += " SUBPARTITION BY \(try head(sublevel))" }
        if isCounted { text += " SUBPARTITIONS \(partitions.map(\.subpartitions.count).max() ?? 1)" }
        if level.method == .hash && sublevel == nil { return "\(text) PARTITIONS \(max(1, partitions.count))" }
        var lines: [String] = []
        for partition in partitions {
            var line = "PARTITION \(NameText.quoted(name(partition.name)))"
            line += try bound(partition, level)
            if let sublevel, !isCounted { line += " (\(try subpartitions(of: partition, sublevel)))" }
            lines.append(line)
        }
        return "\(text) (\n  \(lines.joined(separator: ",\n  "))\n)"
    }

    private mutating func subpartitions(
        of partition: Partitioning.Partition, _ sublevel: Level
    ) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for subpartition in partition.subpartitions {
            let name = name(subpartition.name)
            texts.append("SUBPARTITION \(NameText.quoted(name))\(try bound(subpartition, sublevel))")
        }
        return texts.joined(separator: ", ")
    }

    private func head(_ level: Level) throws(ConversionRefusal) -> String {
        for (name, type) in zip(level.names, level.types) where !isAllowed(type, level.method) {
            throw ConversionRefusal(
                "partition.type",
                "The destination does not spread rows by \(name), which is \(StoredTypeText.text(of: type)). An "
                    + "integer type can be chosen for it if the values allow.")
        }
        let list = NameText.list(level.names)
        switch level.method {
        case .range: return "RANGE COLUMNS (\(list))"
        case .list: return "LIST COLUMNS (\(list))"
        default:
            if level.types.count == 1, case .integer = level.types[0] { return "HASH (\(list))" }
            return "KEY (\(list))"
        }
    }

    private func isAllowed(_ type: StoredType, _ method: Partitioning.Method) -> Bool {
        switch type {
        case .integer, .date, .dateTime, .text, .bytes: true
        case .decimal, .float, .double: method == .hash || (method == .range && rules.abilities.hasNumberRanges)
        case .timestamp: method == .hash || rules.family == .oceanBase
        default: false
        }
    }

    private func bound(
        _ partition: Partitioning.Partition, _ level: Level
    ) throws(ConversionRefusal) -> String {
        switch level.method {
        case .range:
            let bounds = try BoundReader.bounds(partition.boundText)
            guard bounds.count == level.types.count else { throw mismatch(partition) }
            return " VALUES LESS THAN (\(try row(bounds, level, partition, isUpperBound: true)))"
        case .list:
            guard let values = try BoundReader.values(partition.boundText, columns: level.types.count) else {
                guard rules.abilities.hasListDefault else {
                    throw ConversionRefusal(
                        "partition.default", "The destination has no partition for all other values of a list.")
                }
                return rules.family == .mariaDB ? " DEFAULT" : " VALUES IN (DEFAULT)"
            }
            var rows: [String] = []
            for value in values {
                let text = try row(value, level, partition, isUpperBound: false)
                rows.append(level.types.count == 1 ? text : "(\(text))")
            }
            return " VALUES IN (\(rows.joined(separator: ", ")))"
        default: return ""
        }
    }

    private func row(
        _ values: [BoundValue], _ level: Level, _ partition: Partitioning.Partition, isUpperBound: Bool
    ) throws(ConversionRefusal) -> String {
        var texts: [String] = []
        for (value, type) in zip(values, level.types) {
            guard let text = value.literal(for: type, isUpperBound: isUpperBound) else { throw mismatch(partition) }
            texts.append(text)
        }
        return texts.joined(separator: ", ")
    }

    private func mismatch(_ partition: Partitioning.Partition) -> ConversionRefusal {
        ConversionRefusal(
            "partition.bound",
            "The bound `\(partition.boundText.prefix(200))` of \(partition.name) does not fit the types of its columns."
        )
    }

    private mutating func name(_ source: String) -> String {
        var name = names.part(source)
        if !taken.insert(rules.partNames.key(name)).inserted {
            name = NameShortening.fit(name, 64, suffixOf: "\(taken.count) \(source)")
            taken.insert(rules.partNames.key(name))
        }
        return name
    }
}
