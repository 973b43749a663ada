/// How a server is started.
package struct EngineOptions: Sendable {
    /// Where everything lies; made when it is missing.
    package var directory: String
    /// The password of SYS and SYSTEM, set when the database is made.
    package var systemPassword: String
    /// How long old versions of rows are kept for AS OF.
    package var undoRetention: Duration
    /// 11, 12, 18, 19, 21, 23: what the version views say and which functions exist.
    package var version: Int

    package init(
        directory: String, systemPassword: String = "decoy", undoRetention: Duration = .seconds(900), version: Int = 19
    ) {
        self.directory = directory
        self.systemPassword = systemPassword
        self.undoRetention = undoRetention
        self.version = version
    }
}
