/// Where a PostgreSQL server listens and who signs in; trust is the only way in.
package struct PostgresEndpoint: Hashable, Sendable {
    package var port: UInt16
    package var user: String
    package var database: String
    /// Settings of the session from its start, in addition to those of every connection of ours.
    package var settings: [String: String]

    package init(port: UInt16, user: String = "postgres", database: String, settings: [String: String] = [:]) {
        self.port = port
        self.user = user
        self.database = database
        self.settings = settings
    }
}
