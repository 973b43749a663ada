/// Everything that `decoy serve` can be told.
package struct ServerOptions: Sendable {
    /// Holds the PostgreSQL of this server; made when it does not exist.
    package var directory: String
    package var host = "127.0.0.1"
    /// 0: a free one.
    package var port = 1521
    package var systemPassword = "decoy"
    package var service = "ORCLPDB1"
    package var container = "ORCLCDB"
    /// How long old versions of rows are kept for flashback.
    package var undoRetentionSeconds = 900
    /// PEM files; both or none. With them the listener speaks TLS only.
    package var certificateFile: String?
    package var keyFile: String?
    package var wire = WireOptions()
    /// One line per event of a connection goes to standard error.
    package var isVerbose = false

    package init(directory: String) { self.directory = directory }
}

/// The words of the command line were not understood.
package struct OptionFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
