/// What a user creates: the wish (specification, intent) and what is true (observation) in different places, always.
package struct Project: Hashable, Sendable {
    package let id: ProjectID
    package var specification: ProjectSpecification
    package var owner: Actor
    package var intent: Intent
    package var observation: Observation
    package var createdAt: Timestamp
    /// Grows with every change of specification or intent; the value for `If-Match`.
    package var revision: Int64

    package struct Intent: Hashable, Sendable {
        package var wish: ProjectWish
        package var generation: Int64
        package var at: Timestamp
        package var by: Actor

        package init(wish: ProjectWish, generation: Int64, at: Timestamp, by: Actor) {
            self.wish = wish
            self.generation = generation
            self.at = at
            self.by = by
        }
    }

    package struct Observation: Hashable, Sendable {
        package var state: ProjectState
        package var since: Timestamp
        /// The intent that was last acted upon.
        package var generation: Int64
        package var steps: [ProjectStep]
        package var failure: Failure?

        package init(
            state: ProjectState = .notStarted, since: Timestamp, generation: Int64 = 0, steps: [ProjectStep] = [],
            failure: Failure? = nil
        ) {
            self.state = state
            self.since = since
            self.generation = generation
            self.steps = steps
            self.failure = failure
        }
    }

    package init(
        id: ProjectID, specification: ProjectSpecification, owner: Actor, intent: Intent, observation: Observation,
        createdAt: Timestamp, revision: Int64 = 1
    ) {
        self.id = id
        self.specification = specification
        self.owner = owner
        self.intent = intent
        self.observation = observation
        self.createdAt = createdAt
        self.revision = revision
    }

    package var name: String { specification.name }
}
