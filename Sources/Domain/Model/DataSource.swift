/// The kind of a data source, as its connector names it. Open: this floor knows no product.
package struct DataSourceKind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package enum DataSourceRole: String, Sendable, Codable, CaseIterable {
    case primary, standby, both
}

/// How a connection is protected.
package enum Encryption: String, Sendable, CaseIterable {
    /// Plain text on the wire.
    case off
    /// Encrypted; the server's certificate is not checked.
    case required
    /// Encrypted; certificate and host name are checked.
    case verified
}

/// A saved connection. Its password is a secret of the catalog and never part of this value.
package struct DataSource: Hashable, Sendable {
    package let id: DataSourceID
    package var name: String
    package var kind: DataSourceKind
    package var role: DataSourceRole
    package var region: String
    package var host: String
    package var port: Int
    package var user: String
    package var database: String
    package var encryption: Encryption
    /// What only this kind has, by the names of its connector's fields (tenant, cluster, …).
    package var options: [String: String]
    package var remark: String
    package var lastTest: ConnectionTest?
    package var createdAt: Timestamp
    package var revision: Int64

    package init(
        id: DataSourceID, name: String, kind: DataSourceKind, role: DataSourceRole = .primary, region: String = "",
        host: String, port: Int, user: String, database: String = "", encryption: Encryption = .off,
        options: [String: String] = [:], remark: String = "", lastTest: ConnectionTest? = nil,
        createdAt: Timestamp, revision: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.role = role
        self.region = region
        self.host = host
        self.port = port
        self.user = user
        self.database = database
        self.encryption = encryption
        self.options = options
        self.remark = remark
        self.lastTest = lastTest
        self.createdAt = createdAt
        self.revision = revision
    }
}

/// The result of *Test connection*: every step with its own outcome.
package struct ConnectionTest: Hashable, Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case passed, warning, failed, skipped
    }

    package struct Step: Hashable, Sendable {
        /// `name`, `port`, `login`, `version`, `session`, `rights`, `clock`, `capabilities` …
        package var key: String
        package var title: String
        package var outcome: Outcome
        /// What was found.
        package var detail: String
        /// What to do, when it is not `passed`.
        package var advice: String?
        /// A statement to copy that mends it.
        package var fix: String?
        package var elapsedMilliseconds: Int64
        /// What the step found the database able to do, and the rights that it asked for.
        package var capabilities: [Capability] = []
        package var rights: [Right] = []

        package init(
            key: String, title: String, outcome: Outcome, detail: String, advice: String? = nil, fix: String? = nil,
            elapsedMilliseconds: Int64 = 0
        ) {
            self.key = key
            self.title = title
            self.outcome = outcome
            self.detail = detail
            self.advice = advice
            self.fix = fix
            self.elapsedMilliseconds = elapsedMilliseconds
        }
    }

    /// What a database can do for a project, or what it is.
    package struct Capability: Hashable, Sendable {
        /// `version`, `archiving`, `binlog` …: the same word for the same thing, whatever the kind.
        package var key: String
        package var title: String
        /// What the database answered.
        package var found: String
        /// Nil for a fact that is neither there nor missing.
        package var isPresent: Bool?

        package init(_ key: String, _ title: String, found: String, isPresent: Bool? = nil) {
            self.key = key
            self.title = title
            self.found = found
            self.isPresent = isPresent
        }
    }

    /// A right that a project needs, with the statement that gives it.
    package struct Right: Hashable, Sendable {
        package var name: String
        /// The place that it is a right on; empty for the whole database.
        package var scope: String
        package var isPresent: Bool
        package var grant: String

        package init(_ name: String, on scope: String = "", isPresent: Bool, grant: String) {
            self.name = name
            self.scope = scope
            self.isPresent = isPresent
            self.grant = grant
        }
    }

    package var at: Timestamp
    package var steps: [Step]
    /// The server as it names itself, when the login succeeded.
    package var product: String?

    package init(at: Timestamp, steps: [Step], product: String? = nil) {
        self.at = at
        self.steps = steps
        self.product = product
    }

    /// The worst of the steps; `skipped` steps follow a failed one and do not count.
    package var outcome: Outcome {
        if steps.contains(where: { $0.outcome == .failed }) { return .failed }
        return steps.contains(where: { $0.outcome == .warning }) ? .warning : .passed
    }

    /// Nil when no step came so far that it could tell.
    package var capabilities: [Capability]? {
        let found = steps.flatMap(\.capabilities)
        return found.isEmpty ? nil : found
    }

    /// Nil when the test did not come so far.
    package var rights: [Right]? {
        let found = steps.flatMap(\.rights)
        return found.isEmpty ? nil : found
    }
}

/// A password or key. It prints as dots wherever it goes; only `reveal()` gives it out.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String
    package init(_ value: String) { self.value = value }
    package func reveal() -> String { value }
    package var isEmpty: Bool { value.isEmpty }
    package var description: String { "••••••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
