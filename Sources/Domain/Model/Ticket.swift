/// One asynchronous O&M operation with its sub-steps.
package struct Ticket: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case startComponent, pauseComponent, removeComponent
    }

    package enum State: String, Sendable, CaseIterable {
        case initializing, ready, inProgress, successful, failed

        package var isFinished: Bool { self == .successful || self == .failed }
    }

    package struct Step: Hashable, Sendable {
        package var title: String
        package var state: State
        package var detail: String
        package var finishedAt: Timestamp?

        package init(title: String, state: State = .ready, detail: String = "", finishedAt: Timestamp? = nil) {
            self.title = title
            self.state = state
            self.detail = detail
            self.finishedAt = finishedAt
        }
    }

    package let id: TicketID
    package var kind: Kind
    package var subject: Subject
    /// The name of the subject when the ticket was made; it may be gone later.
    package var subjectName: String
    package var by: Actor
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    package var state: State
    package var steps: [Step]
    package var failure: Failure?
    /// The generation of the intent that this ticket waits for.
    package var generation: Int64

    package init(
        id: TicketID, kind: Kind, subject: Subject, subjectName: String, by: Actor, createdAt: Timestamp,
        finishedAt: Timestamp? = nil, state: State = .initializing, steps: [Step], failure: Failure? = nil,
        generation: Int64 = 0
    ) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.subjectName = subjectName
        self.by = by
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.state = state
        self.steps = steps
        self.failure = failure
        self.generation = generation
    }
}
