/// ALTER TABLE with its actions in order.
package struct AlterTable: Sendable {
    package let name: ObjectName
    package var actions: [Action]
    package let position: Position

    package enum ConstraintChoice: Sendable, Hashable {
        case named(Name)
        case primaryKey
        case unique([Name])
    }

    package indirect enum Action: Sendable {
        case addColumns([ColumnDefinition])
        case modifyColumns([ColumnDefinition])
        case addConstraint(ConstraintDefinition)
        case modifyConstraint(ConstraintChoice, ConstraintState, Position)
        case dropConstraint(ConstraintChoice, isCascading: Bool, keepsIndex: Bool, Position)
        case enableConstraint(ConstraintChoice, ConstraintState, isCascading: Bool, Position)
        case renameConstraint(Name, to: Name)
        case dropColumns([Name], isCascading: Bool)
        case setUnused([Name], isCascading: Bool)
        case dropUnusedColumns
        case renameColumn(Name, to: Name)
        case renameTable(Name)
        case partition(PartitionAction)
        case setInterval(Fragment?)
        case addLogGroup(LogGroupDefinition)
        case dropLogGroup(Name)
        case dropLogData([LogGroupDefinition.Data])
        case rowMovement(isEnabled: Bool)
        case readOnly(Bool)
        case triggers(areEnabled: Bool)
        /// MOVE: rows get other ROWIDs.
        case move
        /// SHRINK SPACE, STORAGE, LOGGING, PARALLEL, CACHE …: no effect that can be seen.
        case accepted(String)
    }
}

/// Maintenance of partitions and subpartitions.
package enum PartitionAction: Sendable {
    /// `PARTITION p` or `PARTITION FOR (values)`.
    package enum Choice: Sendable {
        case named(Name)
        case values([Expression], Position)
    }

    case add([PartitionDefinition])
    case addSubpartition(to: Choice, [PartitionDefinition])
    case drop([Choice], isSubpartition: Bool)
    case truncate([Choice], isSubpartition: Bool)
    /// SPLIT PARTITION p AT (…) INTO (…, …); VALUES (…) for lists; nil bound for INTO with bounds.
    case split(Choice, isSubpartition: Bool, at: PartitionBound?, into: [PartitionDefinition])
    case merge([Choice], isSubpartition: Bool, into: PartitionDefinition?)
    case exchange(Choice, isSubpartition: Bool, with: ObjectName)
    case move(Choice, isSubpartition: Bool)
    case rename(Choice, isSubpartition: Bool, to: Name)
    case addValues(Choice, isSubpartition: Bool, PartitionBound)
    case dropValues(Choice, isSubpartition: Bool, PartitionBound)
    case coalesce
    case accepted(String)
}
