package import DecoyDictionary

/// A change of a table with row triggers, in two texts: one finds the rows with their old and new values, the other
/// writes what the triggers left of them. Between the two the engine runs the triggers.
package struct TriggeredRows: Sendable {
    /// Takes the parameters of the change. Its columns: the rid (not of INSERT), the old values of `columns` (not of
    /// INSERT), the new values of `columns` (not of DELETE). Rows that are there already are locked.
    package var findSQL: String
    /// The columns of `:OLD` and `:NEW`, in order.
    package var columns: [Column]
    /// Every parameter is an array over the rows: the rid (not of INSERT), then the written columns (not of DELETE).
    /// Its result is that of the change: the rid and what RETURNING names.
    package var writeSQL: String
    /// The places in `columns` of those that are written: all but virtual ones.
    package var written: [Int]
}
