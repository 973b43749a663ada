/// Where a project stands: what is true, as its driver sees it.
package enum ProjectState: String, Sendable, Codable, CaseIterable {
    case notStarted, running, modifying, integrating, paused, failed, completed, releasing, released
}

/// What the operator wants of a project.
package enum ProjectWish: String, Sendable, Codable, CaseIterable {
    case idle, running, paused, released
}

/// What a person may order for a project.
package enum ProjectOrder: String, Sendable, Codable, CaseIterable {
    case start, pause, resume, edit, rename, release, delete, clone
}

/// What the full step does with rows that are already in a destination table.
package enum NonEmptyPolicy: String, Sendable, Codable, CaseIterable {
    /// Stops before the first row.
    case stop
    /// Rows whose key exists stay as they are, and are counted.
    case ignore
    /// Tables without a unique key are emptied first; others stop.
    case truncateKeyless
}

/// Which chunks are read at one position of the source. Those of a single chunk always are.
package enum ReadConsistency: String, Sendable, Codable, CaseIterable {
    /// The chunks of each table whose rows may move while they are read.
    case movingTables
    /// All chunks of all tables: rows and their parents fit together. The source must be able to show that position
    /// until the last row is read.
    case project
    /// Every chunk by itself. Rows that move from one chunk to another may be lost or doubled.
    case never
}

/// What the schema step does about objects that the destination cannot express.
package enum UnsupportedPolicy: String, Sendable, Codable, CaseIterable {
    /// Ends failed when everything else is made, until each of them is edited, skipped or removed.
    case stop
    /// Goes on without them, and says so.
    case leaveOut
}

/// How hard the full step works.
package enum SpeedPreset: String, Sendable, Codable, CaseIterable {
    case smooth, normal, fast, custom
}
