/// Where to connect, as whom, and how the session shall be.
package struct MySQLEndpoint: Sendable {
    package var host: String
    package var port: Int
    /// As the server wants it: on OceanBase with `@tenant` and `#cluster`.
    package var user: String
    package var password: String
    package var database: String
    package var encryption: MySQLEncryption
    package var settings: MySQLSettings

    package init(
        host: String, port: Int, user: String, password: String, database: String = "",
        encryption: MySQLEncryption = .off, settings: MySQLSettings = MySQLSettings()
    ) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
        self.encryption = encryption
        self.settings = settings
    }

    var place: String { "\(host):\(port)" }
}

extension MySQLEndpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the password, however it is printed.
    package var description: String { "\(user) at \(place)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["place": place, "user": user]) }
}

package enum MySQLEncryption: Hashable, Sendable {
    case off
    /// Encrypted; nobody checks who the server is.
    case required
    /// Encrypted; certificate and host name are checked, against the file or the authorities of the system.
    case verified(authorityFile: String?)
}

/// What every session is set to, and its bounds.
package struct MySQLSettings: Hashable, Sendable {
    /// For each of: the TCP connection, the handshake.
    package var connectTimeout: Duration
    /// Silence after which a read fails; nil waits as long as the peer's kernel answers keep-alives.
    package var readTimeout: Duration?
    package var writeTimeout: Duration?
    /// How long a statement may take, and a streamed result may be read, on servers that bound it.
    package var statementTimeout: Duration
    /// How long a statement waits for a row lock before it fails with 1205.
    package var lockTimeout: Duration
    /// Zero dates are allowed, because sources hold them; 0 in an AUTO_INCREMENT column stays 0.
    package var sqlMode: String
    /// An UPDATE counts the rows that it found, also those that it did not change.
    package var countsFoundRows: Bool

    package init(
        connectTimeout: Duration = .seconds(10), readTimeout: Duration? = nil, writeTimeout: Duration? = nil,
        statementTimeout: Duration = .seconds(86_400), lockTimeout: Duration = .seconds(30),
        sqlMode: String = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO", countsFoundRows: Bool = true
    ) {
        self.connectTimeout = connectTimeout
        self.readTimeout = readTimeout
        self.writeTimeout = writeTimeout
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
        self.sqlMode = sqlMode
        self.countsFoundRows = countsFoundRows
    }
}

extension Duration {
    /// Whole seconds, rounded up, at least one: what the library's time-outs understand.
    var wholeSeconds: UInt32 {
        let (seconds, attoseconds) = components
        let rounded = seconds.addingReportingOverflow(attoseconds > 0 ? 1 : 0)
        return UInt32(clamping: max(1, rounded.overflow ? seconds : rounded.partialValue))
    }

    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000)
        return whole.overflow ? Int64.max / 2 : whole.partialValue &+ attoseconds / 1_000_000_000_000
    }
}
