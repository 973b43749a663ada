package import Model

/// The timelines of all subjects: appended, never changed.
extension Catalog {
    /// The newest first.
    package func stateChanges(of subject: Subject, limit: Int) throws(CatalogError) -> [StateChange] {
        try database.select(
            NumberedStateChange.self, "WHERE subject_kind = ? AND subject_id = ? ORDER BY number DESC LIMIT ?",
            [.text(subject.kind.rawValue), .text(subject.id), rowLimit(limit)]
        ).map(\.change)
    }

    /// For what changes outside the catalog: a machine that falls silent, say.
    package func append(_ change: StateChange) throws(CatalogError) {
        try database.write { () throws(CatalogError) in try appendChange(change) }
    }

    /// Removes what is older; the number of entries removed.
    @discardableResult
    package func trimStateChanges(before moment: Timestamp) throws(CatalogError) -> Int {
        let database = try database
        return try database.write { () throws(CatalogError) in
            try database.run("DELETE FROM state_change WHERE changed_at < ?", [.integer(moment.milliseconds)])
        }
    }

    /// Inside the transaction of the change itself.
    func appendChange(_ change: StateChange) throws(CatalogError) {
        let number = try nextNumber(.stateChange)
        try database.insert(NumberedStateChange(number: number, change: change))
    }

    /// Every list has a bound, whatever the caller asks for.
    func rowLimit(_ limit: Int) -> DatabaseValue { .integer(Int64(min(max(limit, 0), Limits.pageRowsMax))) }
}
