// PostgresClient: our own client of PostgreSQL's protocol, version 3, for the sessions of Decoy. It is synchronous
// and belongs to one thread; only a `CancelKey` may be used from another. Messages are queued and written together,
// values travel in binary form, and rows are handed out as places in the bytes that were received.
//
// It refuses encryption and passwords (it talks to a server of our own on loopback), text results and anything that
// would allocate per value.
//
// Read next: PostgresConnection.swift, PostgresRows.swift.
