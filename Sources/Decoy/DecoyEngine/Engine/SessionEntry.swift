internal import PostgresClient

/// What the engine knows of a session of its own.
struct SessionEntry: Sendable {
    var identity: SessionIdentity
    var user: String
    var backend: Int32
    var canceller: Canceller
    var counters: SessionCounters
}
