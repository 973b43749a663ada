// OracleClient: a thin client of Oracle databases 12.1 to 23ai, over plain TCP or TLS, with nothing of Oracle's
// installed. `OracleConnection` is an actor on a thread of its own: connect, statements, binds, rows in batches, large
// objects, transactions, a pool. Cancelling a Swift task breaks its call on the server and keeps the connection usable.
// It never retries and never reconnects by itself: who calls knows what was at stake. It refuses native network
// encryption (TLS is the way), distributed transactions, queues, and binds of objects: they are read as images with the
// names of their types.
//
// Read next: OracleConnection.swift, Connecting/ConnectString.swift, Session/OracleSession.swift,
// Errors/OracleFailureTable.swift.

/// How long something may take, as a moment of the clock; nil means forever.
typealias Moment = ContinuousClock.Instant
