internal import DecoyCompiler
package import DecoyDictionary
package import OracleSQL
internal import PostgresClient

// Maintenance of partitions. A table whose partitions change is taken apart and put together again: partitions that
// stay are attached with their bounds, others are made, and rows of those that go are moved or forgotten.
extension DefinitionRunner {
    private enum Slot {
        case keep(Partition)
        case make(PartitionDefinition)

        func keeps(_ id: Int) -> Bool {
            if case .keep(let partition) = self { return partition.id == id }
            return false
        }
    }

    func apply(_ action: PartitionAction, to table: Table) throws(OracleFailure) {
        guard let scheme = table.partitioning else {
            throw OracleFailure(14_501, "object is not partitioned")
        }
        switch action {
        case .add(let parts): try addPartitions(parts, to: table, scheme)
        case .addSubpartition: throw .unsupported("MODIFY PARTITION ADD SUBPARTITION")
        case .drop(let choices, let isSubpartition): try dropPartitions(choices, isSubpartition, table, scheme)
        case .truncate(let choices, let isSubpartition):
            for choice in choices { try truncate(try partition(choice, isSubpartition, table), table) }
        case .split(let choice, let isSubpartition, let bound, let parts):
            guard !isSubpartition else { throw .unsupported("SPLIT SUBPARTITION") }
            try split(try partition(choice, false, table), at: bound, into: parts, table, scheme)
        case .merge(let choices, let isSubpartition, let into):
            guard !isSubpartition else { throw .unsupported("MERGE SUBPARTITIONS") }
            try merge(choices, into: into, table, scheme)
        case .exchange(let choice, let isSubpartition, let other):
            try exchange(try partition(choice, isSubpartition, table), with: try self.table(other), table)
        case .move(let choice, let isSubpartition):
            try moveRows(of: try partition(choice, isSubpartition, table))
        case .rename(let choice, let isSubpartition, let name):
            let found = try partition(choice, isSubpartition, table)
            guard scheme.partition(named: name.text) == nil else {
                throw OracleFailure(
                    14_081, "new partition name must differ from the old partition name", at: name.position)
            }
            try link.command(
                "UPDATE dict.partitions SET name = $1, is_generated = false WHERE id = \(found.id)", [.text(name.text)])
            try link.command("UPDATE dict.objects SET subname = $1 WHERE id = \(found.id)", [.text(name.text)])
        case .addValues(let choice, let isSubpartition, let bound):
            try changeValues(choice, isSubpartition, bound, isAdding: true, table, scheme)
        case .dropValues(let choice, let isSubpartition, let bound):
            try changeValues(choice, isSubpartition, bound, isAdding: false, table, scheme)
        case .coalesce:
            guard scheme.kind == .hash, scheme.partitions.count > 1 else {
                throw OracleFailure(14_259, "table is not partitioned by Hash method")
            }
            try reshape(
                table, to: scheme.partitions.dropLast().map { .make(Self.definition($0)) }, moving: scheme.partitions)
        case .accepted: break
        }
    }

    private static func definition(_ partition: Partition) -> PartitionDefinition {
        PartitionDefinition(
            name: partition.isNameGenerated ? nil : Name(partition.name), bound: nil, position: Position(0))
    }

    /// The partition that a statement names; ORA-02149 when there is none.
    func partition(
        _ choice: PartitionAction.Choice, _ isSubpartition: Bool, _ table: Table
    ) throws(OracleFailure) -> Partition {
        switch choice {
        case .named(let name):
            let scheme = table.partitioning
            let found = isSubpartition ? scheme?.subpartition(named: name.text) : scheme?.partition(named: name.text)
            guard let found else {
                throw isSubpartition
                    ? OracleFailure(14_251, "Specified subpartition does not exist", at: name.position)
                    : OracleFailure(2149, "Specified partition does not exist", at: name.position)
            }
            return found
        case .values(let values, let place):
            return try partition(of: values, table, at: place)
        }
    }

    /// PARTITION FOR (values): PostgreSQL is asked, with the bounds it keeps.
    private func partition(
        of values: [Expression], _ table: Table, at place: Position
    ) throws(OracleFailure) -> Partition {
        let scheme = table.partitioning
        let keys = (scheme?.keyNumbers ?? []).compactMap { table.column(number: $0) }
        guard let scheme, keys.count == values.count else {
            throw OracleFailure(2149, "Specified partition does not exist", at: place)
        }
        for (offset, partition) in scheme.partitions.enumerated() {
            guard let bound = partition.bound else { continue }
            let low = offset > 0 ? scheme.partitions[offset - 1].bound : nil
            if try holds(values, keys, bound, after: low, scheme.kind) { return partition }
        }
        throw OracleFailure(2149, "Specified partition does not exist", at: place)
    }

    private func holds(
        _ values: [Expression], _ keys: [Column], _ bound: String, after low: String?, _ kind: Partitioning.Kind
    ) throws(OracleFailure) -> Bool {
        if bound == "DEFAULT" { return true }
        let row = try zip(values, keys).map { pair throws(OracleFailure) in try constant(pair.0, as: pair.1.type) }
        let bounds = try Self.expressions(bound)
        var limits: [String] = []
        for (offset, value) in bounds.enumerated() {
            guard let value else { return true }
            limits.append(try constant(value, as: keys[min(offset, keys.count - 1)].type))
        }
        let text =
            kind == .list
            ? "\(row[0]) IN (\(limits.joined(separator: ", ")))"
            : "(\(row.joined(separator: ", "))) < (\(limits.joined(separator: ", ")))"
        return try link.number("SELECT CASE WHEN \(text) THEN 1 ELSE 0 END::bigint") == 1
    }

    // MARK: Reshaping

    private func reshape(
        _ table: Table, to slots: [Slot], moving gone: [Partition]
    ) throws(OracleFailure) {
        guard let scheme = table.partitioning else { return }
        // Partitions that rows called for begin at bounds of their own, whatever stands before them.
        var own: [Int: String] = [:]
        for partition in scheme.partitions {
            if partition.isInterval {
                own[partition.id] =
                    try link.texts(
                        "SELECT pg_get_expr(relpartbound, oid) FROM pg_class "
                            + "WHERE oid = '\(partition.physicalName)'::regclass"
                    ).first?.first ?? nil
            }
            try link.command("ALTER TABLE \(table.physicalName) DETACH PARTITION \(partition.physicalName)")
        }
        for partition in scheme.partitions where !slots.contains(where: { $0.keeps(partition.id) }) {
            try forgetKeys(of: partition, table)
            for part in [partition] + partition.subpartitions { try forget(part) }
        }
        var grown = table
        grown.partitioning?.partitions = []
        let keys = scheme.keyNumbers.compactMap { table.column(number: $0) }
        for (offset, slot) in slots.enumerated() {
            switch slot {
            case .make(let definition):
                try createPartition(definition, position: offset + 1, of: slots.count, in: &grown)
            case .keep(var partition):
                let next = try physicalBound(
                    scheme.kind, partition.bound, after: grown.partitioning?.partitions.last?.bound, keys,
                    (position: offset + 1, total: slots.count))
                let bound = own[partition.id] ?? next
                try link.command(
                    "ALTER TABLE \(table.physicalName) ATTACH PARTITION \(partition.physicalName) \(bound)")
                partition.position = offset + 1
                try link.command(
                    "UPDATE dict.partitions SET position = \(offset + 1), bound = $1 WHERE id = \(partition.id)",
                    [.text(partition.bound)])
                grown.partitioning?.partitions.append(partition)
            }
        }
        let stored = PhysicalTable.physicalColumns(table).filter { !$0.isVirtual }.map { ", c\($0.number)" }.joined()
        for partition in gone {
            try link.command(
                "INSERT INTO \(table.physicalName) (born\(stored)) SELECT born\(stored) FROM \(partition.physicalName)")
        }
        for partition in scheme.partitions where !slots.contains(where: { $0.keeps(partition.id) }) {
            try link.command("DROP TABLE \(partition.physicalName) CASCADE")
        }
    }

    /// The keys that a relation of global keys holds for the rows of a partition.
    private func forgetKeys(of partition: Partition, _ table: Table) throws(OracleFailure) {
        let keys = Set((table.partitioning?.keyNumbers ?? []) + (table.partitioning?.subpartitionKeyNumbers ?? []))
        for constraint in table.constraints where constraint.kind == .primaryKey || constraint.kind == .unique {
            guard constraint.isEnabled, !keys.isSubset(of: Set(constraint.columnNumbers)) else { continue }
            try link.command(
                "DELETE FROM data.g\(constraint.id) WHERE rid IN (SELECT rid FROM \(partition.physicalName))")
        }
        for index in table.indexes where index.isUnique {
            try link.command(
                "DO $$ BEGIN IF to_regclass('data.g\(index.id)') IS NOT NULL THEN DELETE FROM data.g\(index.id) "
                    + "WHERE rid IN (SELECT rid FROM \(partition.physicalName)); END IF; END $$")
        }
    }

    /// The dictionary's rows and the sequence of a partition that goes.
    private func forget(_ partition: Partition) throws(OracleFailure) {
        try link.command("DELETE FROM dict.objects WHERE id = \(partition.id)")
        try link.command("DROP SEQUENCE IF EXISTS data.r\(partition.dataObjectID) CASCADE")
    }

    private func addPartitions(
        _ parts: [PartitionDefinition], to table: Table, _ scheme: Partitioning
    ) throws(OracleFailure) {
        for part in parts {
            if let name = part.name, scheme.partition(named: name.text) != nil {
                throw OracleFailure(14_013, "duplicate partition name", at: name.position)
            }
        }
        let keys = scheme.keyNumbers.compactMap { table.column(number: $0) }
        switch scheme.kind {
        case .reference: throw OracleFailure(14_650, "operation not supported for reference-partitioned tables")
        case .hash:
            let all = scheme.partitions.map { Slot.make(Self.definition($0)) } + parts.map(Slot.make)
            try reshape(table, to: all, moving: scheme.partitions)
        case .range:
            guard scheme.interval == nil else {
                throw OracleFailure(14_760, "ADD PARTITION is not permitted on Interval partitioned objects")
            }
            var grown = table
            for part in parts {
                guard case .lessThan(let values, _) = part.bound else {
                    throw OracleFailure(
                        14_004, "missing PARTITION keyword or VALUES LESS THAN clause", at: part.position)
                }
                if let last = grown.partitioning?.partitions.last?.bound {
                    try demandHigher(values, than: last, keys, at: part.position)
                }
                let count = (grown.partitioning?.partitions.count ?? 0) + 1
                try createPartition(part, position: count, of: count, in: &grown)
            }
        case .list:
            guard !scheme.partitions.contains(where: { $0.bound == "DEFAULT" }) else {
                throw OracleFailure(14_323, "cannot add partition when DEFAULT partition exists")
            }
            var grown = table
            for part in parts {
                let count = (grown.partitioning?.partitions.count ?? 0) + 1
                try createPartition(part, position: count, of: count, in: &grown)
            }
        case .none: return
        }
    }

    private func demandHigher(
        _ values: [Expression?], than last: String, _ keys: [Column], at place: Position
    ) throws(OracleFailure) {
        let refusal = OracleFailure(
            14_074, "partition bound must collate higher than that of the last partition", at: place)
        guard !last.hasPrefix("MAXVALUE") else { throw refusal }
        let before = try Self.expressions(last)
        guard let new = values.first ?? nil, let old = before.first ?? nil, let key = keys.first else { return }
        let isHigher =
            try link.number(
                "SELECT CASE WHEN \(try constant(new, as: key.type)) >= \(try constant(old, as: key.type)) "
                    + "THEN 1 ELSE 0 END::bigint") == 1
        guard isHigher else { throw refusal }
    }

    private func dropPartitions(
        _ choices: [PartitionAction.Choice], _ isSubpartition: Bool, _ table: Table, _ scheme: Partitioning
    ) throws(OracleFailure) {
        if isSubpartition { throw .unsupported("DROP SUBPARTITION") }
        guard scheme.kind != .hash else {
            throw OracleFailure(
                14_255, "table is not partitioned by Range, List, Composite Range or Composite List method")
        }
        var gone: Set<Int> = []
        for choice in choices { gone.insert(try partition(choice, false, table).id) }
        guard scheme.partitions.contains(where: { !gone.contains($0.id) }) else {
            throw OracleFailure(14_083, "cannot drop the only partition of a partitioned table")
        }
        try reshape(
            table, to: scheme.partitions.filter { !gone.contains($0.id) }.map(Slot.keep), moving: [])
    }

    func truncate(_ partition: Partition, _ table: Table) throws(OracleFailure) {
        try forgetKeys(of: partition, table)
        try link.command("TRUNCATE \(partition.physicalName)")
        for leaf in partition.subpartitions.isEmpty ? [partition] : partition.subpartitions { try restart(leaf) }
        try touch(partition.id)
    }

    private func restart(_ leaf: Partition) throws(OracleFailure) {
        let dataID = try newObjectID()
        try link.command(PhysicalTable.sequence(dataID))
        try placeRows(leaf, of: dataID)
        try link.command("DROP SEQUENCE IF EXISTS data.r\(leaf.dataObjectID)")
        try link.command("UPDATE dict.partitions SET data_id = \(dataID) WHERE id = \(leaf.id)")
        try link.command("UPDATE dict.objects SET data_id = \(dataID) WHERE id = \(leaf.id)")
    }

    private func moveRows(of partition: Partition) throws(OracleFailure) {
        for leaf in partition.subpartitions.isEmpty ? [partition] : partition.subpartitions {
            try restart(leaf)
            let rows = try link.texts("SELECT data_id::text FROM dict.partitions WHERE id = \(leaf.id)")
            guard let dataID = rows.first?.first.flatMap({ $0 }).flatMap({ Int($0) }) else { continue }
            try withoutTriggers(leaf.physicalName) { () throws(OracleFailure) in
                try link.command("UPDATE \(leaf.physicalName) SET rid = \(PhysicalTable.nextRow(dataID))")
            }
        }
    }

    private func split(
        _ partition: Partition, at bound: PartitionBound?, into parts: [PartitionDefinition], _ table: Table,
        _ scheme: Partitioning
    ) throws(OracleFailure) {
        guard let index = scheme.partitions.firstIndex(where: { $0.id == partition.id }) else { return }
        var new = parts
        while new.count < 2 { new.append(PartitionDefinition(name: nil, bound: nil, position: Position(0))) }
        let old = try Self.bound(partition.bound, scheme.kind)
        if let bound {
            new[0].bound = bound
            new[1].bound = scheme.kind == .list ? try Self.rest(partition.bound, without: bound) : old
        } else if new[new.count - 1].bound == nil {
            new[new.count - 1].bound = old
        }
        var slots = scheme.partitions.map(Slot.keep)
        slots.replaceSubrange(index...index, with: new.map(Slot.make))
        try reshape(table, to: slots, moving: [partition])
    }

    /// A bound of the dictionary as a statement would give it.
    private static func bound(_ text: String?, _ kind: Partitioning.Kind) throws(OracleFailure) -> PartitionBound? {
        guard let text else { return nil }
        let fragment = Fragment(text, at: Position(0))
        if text == "DEFAULT" { return .other(fragment) }
        let values = try expressions(text)
        return kind == .list ? .values(values.compactMap { $0.map { [$0] } }, fragment) : .lessThan(values, fragment)
    }

    /// The values of a list that are not in the other one.
    private static func rest(_ text: String?, without bound: PartitionBound) throws(OracleFailure) -> PartitionBound? {
        guard let text, text != "DEFAULT" else { return .other(Fragment("DEFAULT", at: Position(0))) }
        guard case .values(let rows, _) = bound else { return nil }
        let taken = rows.compactMap(\.first)
        let left = try expressions(text).compactMap { $0 }.filter { !taken.contains($0) }
        return .values(left.map { [$0] }, Fragment(text, at: Position(0)))
    }

    private func merge(
        _ choices: [PartitionAction.Choice], into definition: PartitionDefinition?, _ table: Table,
        _ scheme: Partitioning
    ) throws(OracleFailure) {
        let gone = try choices.map { choice throws(OracleFailure) in try partition(choice, false, table) }
            .sorted { $0.position < $1.position }
        guard gone.count > 1, let first = gone.first, let last = gone.last,
            let index = scheme.partitions.firstIndex(where: { $0.id == first.id })
        else { throw OracleFailure(2149, "Specified partition does not exist") }
        if scheme.kind == .range, last.position - first.position != gone.count - 1 {
            throw OracleFailure(14_274, "partitions being merged are not adjacent")
        }
        var made = definition ?? PartitionDefinition(name: nil, bound: nil, position: Position(0))
        if scheme.kind == .list {
            let isRest = gone.contains { $0.bound == "DEFAULT" }
            let text = isRest ? "DEFAULT" : gone.compactMap(\.bound).joined(separator: ", ")
            made.bound = try Self.bound(text, .list)
        } else {
            made.bound = try Self.bound(last.bound, .range)
        }
        let ids = Set(gone.map(\.id))
        var slots: [Slot] = []
        for (offset, partition) in scheme.partitions.enumerated() {
            if offset == index {
                slots.append(.make(made))
            } else if !ids.contains(partition.id) {
                slots.append(.keep(partition))
            }
        }
        try reshape(table, to: slots, moving: gone)
    }

    private func exchange(_ partition: Partition, with other: Table, _ table: Table) throws(OracleFailure) {
        let mine = PhysicalTable.physicalColumns(table).filter { !$0.isVirtual }
        let theirs = PhysicalTable.physicalColumns(other).filter { !$0.isVirtual }
        guard mine.count == theirs.count else {
            throw OracleFailure(
                14_096, "tables in ALTER TABLE EXCHANGE PARTITION must have the same number of columns")
        }
        guard zip(mine, theirs).allSatisfy({ $0.type == $1.type }) else {
            throw OracleFailure(14_097, "column type or size mismatch in ALTER TABLE EXCHANGE PARTITION")
        }
        let left = mine.map { ", c\($0.number)" }.joined()
        let right = theirs.map { ", c\($0.number)" }.joined()
        try link.command(
            "CREATE TEMPORARY TABLE exchanged ON COMMIT DROP AS SELECT born\(left) FROM \(partition.physicalName)")
        try forgetKeys(of: partition, table)
        try link.command("TRUNCATE \(partition.physicalName)")
        do throws(OracleFailure) {
            try link.command(
                "INSERT INTO \(partition.physicalName) (born\(left)) SELECT born\(right) FROM \(other.physicalName)")
        } catch {
            guard [2290, 14_400, 14_401].contains(error.code) else { throw error }
            throw OracleFailure(14_099, "all rows in table do not qualify for specified partition")
        }
        try link.command("TRUNCATE \(other.physicalName)")
        try link.command("INSERT INTO \(other.physicalName) (born\(right)) SELECT born\(left) FROM exchanged")
        try link.command("DROP TABLE exchanged")
        try touch(other.id)
    }

    private func changeValues(
        _ choice: PartitionAction.Choice, _ isSubpartition: Bool, _ bound: PartitionBound, isAdding: Bool,
        _ table: Table, _ scheme: Partitioning
    ) throws(OracleFailure) {
        guard scheme.kind == .list, !isSubpartition else { throw .unsupported("values of subpartitions") }
        let found = try partition(choice, false, table)
        let keys = scheme.keyNumbers.compactMap { table.column(number: $0) }
        let text = try shown(bound, keys)
        var changed = found
        if isAdding {
            changed.bound = [found.bound, text].compactMap { $0 }.joined(separator: ", ")
        } else {
            guard let rest = try Self.rest(found.bound, without: bound) else { return }
            changed.bound = try shown(rest, keys)
        }
        try reshape(
            table, to: scheme.partitions.map { .keep($0.id == found.id ? changed : $0) }, moving: [])
    }
}

extension DefinitionRunner {
    /// The partition that a row needs whose key lies above all bounds of an interval-partitioned table. `key` is the
    /// key as PostgreSQL printed it.
    package func addIntervalPartition(_ table: Table, key: String) throws(OracleFailure) {
        guard let scheme = table.partitioning, let interval = scheme.interval,
            let last = scheme.partitions.last(where: { !$0.isInterval }),
            let column = scheme.keyNumbers.first.flatMap({ table.column(number: $0) }), let bound = last.bound,
            let start = try Self.expressions(bound).first.flatMap({ $0 })
        else { throw OracleFailure(14_400, "inserted partition key does not map to any partition") }
        var parser = try Parser(interval)
        let step = try compiler.compileExpression(try parser.parseExpression(), place: .defaultValue)
        let low = try constant(start, as: column.type)
        let value = "\(Self.quote(key))::\(column.type.representation.postgresType)"
        let query = Self.intervalQuery(column.type, step, from: low, around: value)
        guard let found = try link.texts(query).first, let from = found.first.flatMap({ $0 }),
            let to = found.last.flatMap({ $0 })
        else { return }
        let (lowest, high) = (Self.intervalBound(from, column.type), Self.intervalBound(to, column.type))
        guard !scheme.partitions.contains(where: { $0.bound == high }) else { return }
        let position = try position(ofBound: high, among: scheme, column)
        try link.command(
            "UPDATE dict.partitions SET position = position + 1 WHERE table_id = \(table.id) AND parent_id IS NULL "
                + "AND position >= \(position)")
        var grown = table
        let definition = PartitionDefinition(
            name: nil, bound: .lessThan(try Self.expressions(high), Fragment(high, at: Position(0))),
            position: Position(0))
        try createPartition(
            definition, position: position, of: scheme.partitions.count + 1, in: &grown, startingAt: lowest)
        try link.command("UPDATE dict.version SET version = version + 1")
        try reload()
    }

    /// Both ends of the interval that holds the value, counted from the highest bound that was given by hand.
    private static func intervalQuery(
        _ type: OracleType, _ step: CompiledExpression, from low: String, around value: String
    ) -> String {
        let shown = { (moment: String) in "to_char(\(moment), ' YYYY-MM-DD HH24:MI:SS')" }
        let moment = { (text: String) in
            type == .date
                ? "(\(text))::timestamp" : "(timestamp '1970-01-01' + make_interval(secs => (\(text))::float8))"
        }
        switch (type, step.type.representation) {
        case (.date, .intervalYM), (.timestamp, .intervalYM):
            let one = shown("low + make_interval(months => s * n)")
            let other = shown("low + make_interval(months => s * (n + 1))")
            return """
                SELECT \(one), \(other) FROM (SELECT low, s, CASE WHEN low + make_interval(months => s * m) > v
                THEN m - 1 ELSE m END AS n FROM (SELECT low, v, s, ((extract(year FROM v) - extract(year FROM low)) * 12
                + extract(month FROM v) - extract(month FROM low))::int / s AS m FROM (SELECT \(moment(low)) AS low,
                \(moment(value)) AS v, (\(step.sql))::int AS s) a) b) c
                """
        case (.date, .intervalDS), (.timestamp, .intervalDS):
            let one = shown("low + make_interval(secs => (s * n)::float8)")
            let other = shown("low + make_interval(secs => (s * (n + 1))::float8)")
            return """
                SELECT \(one), \(other) FROM (SELECT low, s, floor(extract(epoch FROM v - low) / s) AS n FROM
                (SELECT \(moment(low)) AS low, \(moment(value)) AS v, (\(step.sql))::numeric AS s) a) b
                """
        default:
            return """
                SELECT trim_scale(low + s * n)::text, trim_scale(low + s * (n + 1))::text FROM
                (SELECT low, s, floor((v - low) / s) AS n FROM (SELECT (\(low))::numeric AS low, \(value) AS v,
                (\(step.sql))::numeric AS s) a) b
                """
        }
    }

    private static func intervalBound(_ text: String, _ type: OracleType) -> String {
        switch type {
        case .date: "TO_DATE('\(text)', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"
        case .timestamp: "TIMESTAMP'\(text)'"
        default: text
        }
    }

    /// Partitions stand in the order of their bounds.
    private func position(
        ofBound bound: String, among scheme: Partitioning, _ column: Column
    ) throws(OracleFailure) -> Int {
        let value = try boundValues(bound, [column]).first ?? "NULL"
        var tests: [String] = []
        for partition in scheme.partitions {
            guard let other = partition.bound, let text = try boundValues(other, [column]).first else { continue }
            tests.append("((\(text)) < (\(value)))::int")
        }
        guard !tests.isEmpty else { return 1 }
        return try link.number("SELECT \(tests.joined(separator: " + "))") + 1
    }
}
