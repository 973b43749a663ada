/// How rows are fetched.
package struct OracleFetchOptions: Hashable, Sendable {
    package enum LOBs: Hashable, Sendable {
        /// The whole content comes with the row, in the same round trip.
        case inline
        /// Each is an `OracleLOB`, to be read in pieces.
        case locators
    }

    /// How many bytes a batch has, about; how many rows that are follows from what the rows turn out to be.
    package var batchBytes = 512 << 10
    /// A batch has no more rows than that.
    package var rowsMax = 20_000
    /// How many rows come with the execution, in the same round trip, before anything of their size is known.
    package var firstRows = 100
    package var lobs = LOBs.inline
    /// The next batch is asked for before the present one is used.
    package var asksAhead = true

    package init() {}
}
