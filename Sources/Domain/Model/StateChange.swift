/// One entry of the timeline of a subject.
package struct StateChange: Hashable, Sendable {
    package var subject: Subject
    package var from: String
    package var to: String
    package var cause: String
    package var by: Actor
    package var at: Timestamp

    package init(subject: Subject, from: String, to: String, cause: String, by: Actor, at: Timestamp) {
        self.subject = subject
        self.from = from
        self.to = to
        self.cause = cause
        self.by = by
        self.at = at
    }
}
