/// What the compiler must know of the session. Everything else reaches the emitted SQL as PostgreSQL settings.
package struct SessionContext: Sendable, Hashable {
    /// The user who is logged on (or whose rights a stored unit runs with).
    package var user: String
    /// CURRENT_SCHEMA: where unqualified names are looked up first.
    package var schema: String
    /// `19`, `11` …: which functions and clauses exist.
    package var version = 19
    package var nlsDateFormat = "DD-MON-RR"
    package var nlsTimestampFormat = "DD-MON-RR HH.MI.SSXFF AM"
    package var nlsTimestampTZFormat = "DD-MON-RR HH.MI.SSXFF AM TZR"
    package var nlsNumericCharacters = ".,"
    /// NLS_LENGTH_SEMANTICS = CHAR.
    package var lengthsAreInCharacters = false

    package init(user: String, schema: String? = nil) {
        self.user = user
        self.schema = schema ?? user
    }
}
