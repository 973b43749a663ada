/// One object of a project: what it is at the source, what it becomes, and how far it is.
package struct ProjectObject: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Listed, its definition not read yet.
        case initializing
        /// Converted and ready to be created.
        case ready
        case creating
        case completed
        case failed
        /// The definition could not be read.
        case unread
        case unsupported
        case skipped
        /// Its kind is not migrated; the note says what the operator must do.
        case listed
    }

    /// What became of one part of a table: an index, a foreign key.
    package struct Part: Hashable, Sendable, Codable {
        package enum State: String, Hashable, Sendable, Codable, CaseIterable {
            case waiting, creating, completed, failed, skipped
        }

        package var state: State
        package var startedAt: Timestamp?
        package var finishedAt: Timestamp?
        package var failure: Failure?
        package var returnCode: String?

        package init(state: State = .waiting) { self.state = state }
    }

    /// Counts from 1 within its project: tables, then views, then what is only listed.
    package var number: Int64
    package var kind: ObjectKind
    package var source: ObjectName
    package var destination: ObjectName
    package var state: State
    /// The definition at the source, as text.
    package var sourceText: String
    package var converted: ConvertedObject?
    /// What the operator wrote instead of the converted statements.
    package var editedText: String?
    package var failure: Failure?
    /// The number that the destination answered with.
    package var returnCode: String?
    package var isRemoved: Bool
    /// The statements that the destination has run: what it holds under this name was made by this project.
    package var statementsDone: Int
    /// What its definition reads, where the source says it.
    package var dependsOn: [ObjectName]
    /// By the names of the converted parts; a part that is not here waits.
    package var parts: [String: Part]

    package init(
        number: Int64, kind: ObjectKind, source: ObjectName, destination: ObjectName, state: State = .initializing,
        sourceText: String = ""
    ) {
        self.number = number
        self.kind = kind
        self.source = source
        self.destination = destination
        self.state = state
        self.sourceText = sourceText
        isRemoved = false
        statementsDone = 0
        dependsOn = []
        parts = [:]
    }

    /// What the destination has is not what the source had, though it may mean the same.
    package var isChangedByConversion: Bool { (converted?.worst ?? .remark) >= .changed || editedText != nil }
}
