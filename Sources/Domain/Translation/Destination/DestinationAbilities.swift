/// What a destination can express. The standard is the least that any of the family can.
struct DestinationAbilities: Hashable, Sendable {
    var hasCheckConstraints = false
    /// Checks can be kept without being enforced.
    var hasUnenforcedChecks = false
    var hasExpressionDefaults = false
    /// Columns of large types can have defaults.
    var hasLargeDefaults = false
    var hasFunctionIndexes = false
    /// Indexes over all partitions of a table.
    var hasGlobalIndexes = false
    var hasInvisibleColumns = false
    /// Nil: indexes cannot be hidden.
    var invisibleIndexWord: String?
    var hasDescendingIndexes = false
    /// Ranges of partitions over decimal and binary numbers.
    var hasNumberRanges = false
    /// A partition for all values that no list has.
    var hasListDefault = false
    var hasSequences = false
    var partitionsWithForeignKeys = false
    var needsKeyForAutoIncrement = true
}
