internal import Model

/// Tables that hold no rows of their own are not made.
enum StorageRules {
    /// The rule, and what to do; nil for tables that are migrated.
    static func refusal(of storage: TableDefinition.Storage) -> (rule: String, text: String)? {
        switch storage {
        case .heap, .indexOrganized, .clustered: nil
        case .temporary:
            (
                "table.temporary",
                "A temporary table keeps no rows. Create one at the destination where the programs need it, or let the "
                    + "programs create it per session."
            )
        case .external:
            (
                "table.external",
                "An external table reads files beside the source's database. Copy its rows into an ordinary table at "
                    + "the source and migrate that, or load the files at the destination."
            )
        case .nested:
            (
                "table.nested",
                "The table stores the collection of another table's column. Bring its rows into an ordinary table at "
                    + "the source."
            )
        }
    }
}
