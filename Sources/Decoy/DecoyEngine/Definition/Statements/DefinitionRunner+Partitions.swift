internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// What PostgreSQL is told about a partitioned table.
struct PhysicalScheme {
    var keys: [Column]
    var subkeys: [Column]
    var clause: String
    var subclause: String
}

// Partitions of new tables.
extension DefinitionRunner {
    func scheme(_ definition: PartitioningDefinition, _ table: Table) throws(OracleFailure) -> PhysicalScheme {
        let keys = try definition.columns.map { name throws(OracleFailure) in try key(name, table) }
        let isWideList = definition.kind == .list && keys.count > 1
        let isWideSublist = definition.subpartitionKind == .list && definition.subpartitionColumns.count > 1
        guard !isWideList, !isWideSublist else {
            throw .unsupported("list partitioning by several columns", at: definition.position)
        }
        let subkeys = try definition.subpartitionColumns.map { name throws(OracleFailure) in try key(name, table) }
        guard definition.kind != .list || keys.count == 1, definition.subpartitionKind != .list || subkeys.count == 1
        else { throw .unsupported("list partitioning by several columns", at: definition.position) }
        return PhysicalScheme(
            keys: keys, subkeys: subkeys, clause: try clause(definition.kind, keys, table),
            subclause: try clause(definition.subpartitionKind, subkeys, table))
    }

    private func key(_ name: Name, _ table: Table) throws(OracleFailure) -> Column {
        guard let column = table.column(named: name.text) else {
            throw .invalidIdentifier("\"\(name.text)\"", at: name.position)
        }
        guard !column.type.isLOB, column.type != .long, column.type != .longRaw else {
            throw OracleFailure(14_135, "a LOB column cannot serve as a partitioning column", at: name.position)
        }
        return column
    }

    /// A virtual column is no key of PostgreSQL, its expression is.
    private func clause(
        _ kind: PartitioningDefinition.Kind, _ keys: [Column], _ table: Table
    ) throws(OracleFailure) -> String {
        var names: [String] = []
        for key in keys { names.append(try virtualSQL(key, table).map { "(\($0))" } ?? key.physicalName) }
        switch kind {
        case .range: return "RANGE (\(names.joined(separator: ", ")))"
        case .hash, .reference: return "HASH (\(names.joined(separator: ", ")))"
        case .list where names.count == 1: return "LIST (\(names[0]))"
        case .list, .none: return ""
        }
    }

    func createPartitions(
        _ definition: PartitioningDefinition, _ scheme: PhysicalScheme, _ table: inout Table
    ) throws(OracleFailure) {
        var partitioning = Partitioning(
            kind: Partitioning.Kind(definition.kind), keyNumbers: scheme.keys.map(\.number))
        partitioning.interval = definition.interval?.text
        partitioning.subpartitionKind = Partitioning.Kind(definition.subpartitionKind)
        partitioning.subpartitionKeyNumbers = scheme.subkeys.map(\.number)
        partitioning.defaultSubpartitionCount = definition.subpartitionCount ?? 1
        for (offset, part) in definition.template.enumerated() {
            let name = part.name?.text ?? "SUBPART\(offset + 1)"
            let bound = try part.bound.map { bound throws(OracleFailure) in try shown(bound, scheme.subkeys) }
            partitioning.template.append(Partitioning.TemplatePart(name: name, bound: bound))
        }
        try saveScheme(partitioning, table)
        var parts = definition.partitions
        if definition.kind == .hash, parts.isEmpty {
            let count = definition.count ?? 1
            parts = (0..<max(1, min(count, 1024))).map { _ in
                PartitionDefinition(name: nil, bound: nil, position: definition.position)
            }
        }
        try checkBounds(parts, definition)
        table.partitioning = partitioning
        for (offset, part) in parts.enumerated() {
            try createPartition(part, position: offset + 1, of: parts.count, in: &table)
        }
    }

    private func checkBounds(
        _ parts: [PartitionDefinition], _ definition: PartitioningDefinition
    ) throws(OracleFailure) {
        var names: Set<String> = []
        for part in parts {
            if let name = part.name, !names.insert(name.text).inserted {
                throw OracleFailure(
                    14_011, "names assigned to resulting partitions must be distinct", at: name.position)
            }
            switch (definition.kind, part.bound) {
            case (.range, .lessThan(let values, _)):
                guard values.count == definition.columns.count else {
                    throw OracleFailure(
                        14_019,
                        "partition bound element must be one of: string, datetime or interval literal, "
                            + "number, or MAXVALUE", at: part.position)
                }
            case (.list, .values), (.list, .other), (.hash, nil), (.reference, nil): break
            case (.range, _):
                throw OracleFailure(
                    14_004, "missing PARTITION keyword or VALUES LESS THAN clause", at: part.position)
            default:
                throw OracleFailure(
                    14_301,
                    "table-level attributes must be specified before partition-level "
                        + "attributes", at: part.position)
            }
        }
    }

    private func saveScheme(_ scheme: Partitioning, _ table: Table) throws(OracleFailure) {
        try link.command(
            """
            UPDATE dict.tables SET part_kind = $1, part_keys = \(Self.array(scheme.keyNumbers)), interval_text = $2,
            sub_kind = $3, sub_keys = \(Self.array(scheme.subpartitionKeyNumbers)),
            sub_count = \(scheme.defaultSubpartitionCount) WHERE id = \(table.id)
            """, [.text(scheme.kind.rawValue), .text(scheme.interval), .text(scheme.subpartitionKind.rawValue)])
        for (offset, part) in scheme.template.enumerated() {
            try link.command(
                "INSERT INTO dict.templates VALUES (\(table.id), \(offset + 1), $1, $2)",
                [.text(part.name), .text(part.bound)])
        }
    }

    /// Makes one partition with its subpartitions, as the last of the table; one that a row called for lies anywhere
    /// above the first ones and begins at a bound of its own.
    func createPartition(
        _ part: PartitionDefinition, position: Int, of total: Int, in table: inout Table,
        startingAt start: String? = nil
    ) throws(OracleFailure) {
        guard var scheme = table.partitioning else { return }
        let id = try newObjectID()
        let name = part.name?.text ?? "SYS_P\(id)"
        let before = start ?? scheme.partitions.last?.bound
        let isInterval = start != nil
        let keys = scheme.keyNumbers.compactMap { table.column(number: $0) }
        let subkeys = scheme.subpartitionKeyNumbers.compactMap { table.column(number: $0) }
        let bound = try part.bound.map { bound throws(OracleFailure) in
            try shown(bound, keys)
        }
        let values = try physicalBound(
            scheme.kind, bound, after: before, keys, (position: position, total: total))
        let subclause = try clause(PartitioningDefinition.Kind(scheme.subpartitionKind), subkeys, table)
        let tail = subclause.isEmpty ? "" : " PARTITION BY \(subclause)"
        if isInterval {
            // Attaching lets other changes of the table go on meanwhile.
            try link.command(
                "CREATE TABLE data.t\(id) (LIKE data.t\(table.id) INCLUDING DEFAULTS INCLUDING CONSTRAINTS "
                    + "INCLUDING GENERATED)\(tail)")
            try link.command("ALTER TABLE data.t\(table.id) ATTACH PARTITION data.t\(id) \(values)")
        } else {
            try link.command("CREATE TABLE data.t\(id) PARTITION OF data.t\(table.id) \(values)\(tail)")
        }
        var partition = Partition(
            id: id, name: name, position: position, bound: bound, isInterval: isInterval, dataObjectID: id,
            isNameGenerated: part.name == nil)
        try savePartition(partition, parent: nil, table)
        if subclause.isEmpty {
            try finishLeaf(partition, table)
        } else {
            try createSubpartitions(part, of: &partition, scheme, subkeys, table)
        }
        scheme.partitions.append(partition)
        table.partitioning = scheme
    }

    private func createSubpartitions(
        _ part: PartitionDefinition, of partition: inout Partition, _ scheme: Partitioning, _ keys: [Column],
        _ table: Table
    ) throws(OracleFailure) {
        var parts: [(name: String?, bound: String?)] = []
        for subpart in part.subpartitions {
            let bound = try subpart.bound.map { bound throws(OracleFailure) in try shown(bound, keys) }
            parts.append((subpart.name?.text, bound))
        }
        if parts.isEmpty, !scheme.template.isEmpty {
            parts = scheme.template.map { ("\(partition.name)_\($0.name)", $0.bound) }
        }
        if parts.isEmpty {
            let count = part.subpartitionCount ?? scheme.defaultSubpartitionCount
            let other =
                scheme.subpartitionKind == .range ? "MAXVALUE" : scheme.subpartitionKind == .list ? "DEFAULT" : nil
            let total = scheme.subpartitionKind == .hash ? max(1, min(count, 1024)) : 1
            parts = (0..<total).map { _ in (nil, other) }
        }
        for (offset, subpart) in parts.enumerated() {
            let id = try newObjectID()
            let values = try physicalBound(
                scheme.subpartitionKind, subpart.bound, after: partition.subpartitions.last?.bound, keys,
                (position: offset + 1, total: parts.count))
            try link.command("CREATE TABLE data.t\(id) PARTITION OF data.t\(partition.id) \(values)")
            let made = Partition(
                id: id, name: subpart.name ?? "SYS_SUBP\(id)", position: offset + 1, bound: subpart.bound,
                dataObjectID: id, isNameGenerated: subpart.name == nil)
            try savePartition(made, parent: partition, table)
            try finishLeaf(made, table)
            partition.subpartitions.append(made)
        }
    }

    /// The ROWIDs and triggers of a relation that holds rows.
    func finishLeaf(_ partition: Partition, _ table: Table) throws(OracleFailure) {
        try link.command(PhysicalTable.sequence(partition.dataObjectID))
        try placeRows(partition, of: partition.dataObjectID)
        for text in PhysicalTable.pastTriggers(table, on: partition.physicalName) { try link.command(text) }
    }

    func placeRows(_ partition: Partition, of dataID: Int) throws(OracleFailure) {
        try link.command(
            "CREATE OR REPLACE TRIGGER place_row BEFORE INSERT ON \(partition.physicalName) FOR EACH ROW "
                + "EXECUTE FUNCTION dict.place_row('\(dataID)')")
    }

    func savePartition(_ partition: Partition, parent: Partition?, _ table: Table) throws(OracleFailure) {
        let kind: ObjectKind = parent == nil ? .tablePartition : .tableSubpartition
        try insertObject(
            partition.id, table.owner, table.name, kind, subname: partition.name, dataID: partition.dataObjectID)
        try link.command(
            """
            INSERT INTO dict.partitions (id, table_id, parent_id, name, position, bound, is_interval, data_id,
            is_generated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .int8(Int64(partition.id)), .int8(Int64(table.id)), .int8((parent?.id).map(Int64.init)),
                .text(partition.name), .int4(Int32(partition.position)), .text(partition.bound),
                .boolean(partition.isInterval), .int8(Int64(partition.dataObjectID)),
                .boolean(partition.isNameGenerated),
            ])
    }

    // MARK: Bounds

    /// HIGH_VALUE as the dictionary shows it.
    func shown(_ bound: PartitionBound, _ keys: [Column]) throws(OracleFailure) -> String {
        switch bound {
        case .other: return "DEFAULT"
        case .lessThan(let values, let text):
            guard values.count == keys.count else {
                throw OracleFailure(14_018, "partition bound list contains too few elements", at: text.position)
            }
            var parts: [String] = []
            for (offset, value) in values.enumerated() {
                guard let value else {
                    parts.append("MAXVALUE")
                    continue
                }
                parts.append(try shown(value, keys[offset], text))
            }
            return parts.joined(separator: ", ")
        case .values(let rows, let text):
            var parts: [String] = []
            for row in rows {
                guard let value = row.first, row.count == 1, let key = keys.first else { return text.text }
                parts.append(try shown(value, key, text))
            }
            return parts.joined(separator: ", ")
        }
    }

    private func shown(
        _ value: Expression, _ key: Column, _ text: Fragment
    ) throws(OracleFailure) -> String {
        if case .literal(.null, _) = value { return "NULL" }
        let sql = try constant(value, as: key.type)
        switch key.type {
        case .date:
            let shown = try link.texts("SELECT to_char((\(sql))::timestamp, ' YYYY-MM-DD HH24:MI:SS')").first?.first
            return "TO_DATE('\((shown ?? "") ?? "")', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"
        case .timestamp, .timestampLTZ:
            let shown = try link.texts(
                "SELECT to_char(timestamp '1970-01-01' + make_interval(secs => (\(sql))::float8), "
                    + "' YYYY-MM-DD HH24:MI:SS')"
            ).first?.first
            return "TIMESTAMP'\((shown ?? "") ?? "")'"
        case .number, .float:
            return (try link.texts("SELECT (trim_scale((\(sql))::numeric))::text").first?.first ?? nil) ?? ""
        case .varchar2, .nvarchar2, .char, .nchar:
            return Self.quote((try link.texts("SELECT rtrim((\(sql))::text)").first?.first ?? nil) ?? "")
        default: return text.text
        }
    }

    /// FOR VALUES … of PostgreSQL.
    func physicalBound(
        _ kind: Partitioning.Kind, _ bound: String?, after before: String?, _ keys: [Column],
        _ place: (position: Int, total: Int)
    ) throws(OracleFailure) -> String {
        switch kind {
        case .hash, .reference: return "FOR VALUES WITH (MODULUS \(place.total), REMAINDER \(place.position - 1))"
        case .list:
            guard let bound, bound != "DEFAULT" else { return "DEFAULT" }
            let values = try boundValues(bound, Array(repeating: keys[0], count: Self.count(bound)))
            return "FOR VALUES IN (\(values.joined(separator: ", ")))"
        case .range:
            guard let bound else { return "DEFAULT" }
            // Rows without a key value belong to the partition without an upper end, which PostgreSQL calls DEFAULT.
            if bound.hasPrefix("MAXVALUE") { return "DEFAULT" }
            let low = try before.map { before throws(OracleFailure) in try boundValues(before, keys) }
            let from = low ?? keys.map { _ in "MINVALUE" }
            let to = try boundValues(bound, keys)
            return "FOR VALUES FROM (\(from.joined(separator: ", "))) TO (\(to.joined(separator: ", ")))"
        case .none: return ""
        }
    }

    private static func count(_ bound: String) -> Int { (try? expressions(bound).count) ?? 1 }

    /// The expressions of a bound's text; nil for MAXVALUE.
    static func expressions(_ text: String) throws(OracleFailure) -> [Expression?] {
        var parser = try Parser(text)
        var values: [Expression?] = []
        repeat {
            if parser.accept("MAXVALUE") { values.append(nil) } else { values.append(try parser.parseExpression()) }
        } while parser.accept(mark: ",")
        return values
    }

    func boundValues(_ text: String, _ keys: [Column]) throws(OracleFailure) -> [String] {
        var values: [String] = []
        for (offset, value) in try Self.expressions(text).enumerated() {
            guard let value, offset < keys.count else {
                values.append("MAXVALUE")
                continue
            }
            if case .literal(.null, _) = value {
                values.append("NULL")
            } else {
                values.append(try constant(value, as: keys[offset].type))
            }
        }
        return values
    }
}

extension Partitioning.Kind {
    init(_ kind: PartitioningDefinition.Kind) {
        switch kind {
        case .range: self = .range
        case .list: self = .list
        case .hash: self = .hash
        case .reference: self = .reference
        case .none: self = .none
        }
    }
}

extension PartitioningDefinition.Kind {
    init(_ kind: Partitioning.Kind) {
        switch kind {
        case .range: self = .range
        case .list: self = .list
        case .hash: self = .hash
        case .reference: self = .reference
        case .none: self = .none
        }
    }
}
