package import Model

/// What happened to one subject, as far back as it is kept.
extension Catalog {
    /// What was done with one object until this moment, the newest first.
    package func audit(of subject: Subject, until end: Timestamp, limit: Int) throws(CatalogError) -> [AuditEntry] {
        try database.select(
            AuditEntry.self,
            """
            WHERE object_kind = ? AND object_id = ? AND happened_at <= ? ORDER BY happened_at DESC, number DESC LIMIT ?
            """,
            [.text(subject.kind.rawValue), .text(subject.id), .integer(end.milliseconds), rowLimit(limit)])
    }

    /// Its changes of state until this moment, the newest first.
    package func stateChanges(
        of subject: Subject, until end: Timestamp, limit: Int
    ) throws(CatalogError) -> [StateChange] {
        try database.select(
            NumberedStateChange.self,
            "WHERE subject_kind = ? AND subject_id = ? AND changed_at <= ? ORDER BY number DESC LIMIT ?",
            [.text(subject.kind.rawValue), .text(subject.id), .integer(end.milliseconds), rowLimit(limit)]
        ).map(\.change)
    }
}
