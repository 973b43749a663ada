internal import DecoyDictionary
internal import OracleSQL

// PARTITION BY REFERENCE.
extension DefinitionRunner {
    /// The partitions of a new table. Those by reference have the names of the parent's, and its subpartitions are
    /// partitions here. PostgreSQL spreads the rows by the foreign key, so that one partition holds other rows than at
    /// Oracle; statements on a single one are refused.
    func partitioning(of statement: CreateTable, _ table: Table) throws(OracleFailure) -> PartitioningDefinition? {
        guard let given = statement.partitioning, given.kind == .reference, let name = given.columns.first else {
            return statement.partitioning
        }
        guard let key = foreignKey(name, of: statement) else {
            throw OracleFailure(14_655, "reference partitioning constraint not found", at: name.position)
        }
        let isNullable = key.columns.contains { column in
            !(statement.columns.contains { $0.name.text == column.text && isNeverNull($0) }
                || statement.constraints.contains { isPrimary($0, over: column) })
        }
        guard !isNullable else {
            throw OracleFailure(14_652, "reference partitioning foreign key is not supported", at: name.position)
        }
        guard let scheme = try self.table(key.parent).partitioning else {
            throw OracleFailure(
                14_653, "parent table of a reference-partitioned table must be partitioned", at: name.position)
        }
        var resolved = PartitioningDefinition(kind: .reference, columns: key.columns, position: given.position)
        resolved.partitions = given.partitions
        let names = scheme.partitions.flatMap { partition in
            partition.subpartitions.isEmpty ? [partition.name] : partition.subpartitions.map(\.name)
        }
        if resolved.partitions.isEmpty {
            resolved.partitions = names.map { text in
                PartitionDefinition(
                    name: Name(text, isQuoted: true, at: given.position), bound: nil, position: given.position)
            }
        }
        guard resolved.partitions.count == names.count else {
            throw OracleFailure(
                14_654,
                "number of partitions of reference-partitioned table must equal number of partitions of parent table",
                at: given.position)
        }
        return resolved
    }

    private func foreignKey(_ name: Name, of statement: CreateTable) -> (columns: [Name], parent: ObjectName)? {
        for constraint in statement.constraints where constraint.name?.text == name.text {
            if case .foreignKey(let columns, let parent, _, _) = constraint.body { return (columns, parent) }
        }
        for column in statement.columns {
            for constraint in column.constraints where constraint.name?.text == name.text {
                if case .foreignKey(_, let parent, _, _) = constraint.body { return ([column.name], parent) }
            }
        }
        return nil
    }

    private func isNeverNull(_ column: ColumnDefinition) -> Bool {
        column.constraints.contains { constraint in
            switch constraint.body {
            case .notNull, .primaryKey: true
            default: false
            }
        }
    }

    private func isPrimary(_ constraint: ConstraintDefinition, over column: Name) -> Bool {
        if case .primaryKey(let names) = constraint.body { return names.contains { $0.text == column.text } }
        return false
    }
}
