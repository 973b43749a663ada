/// A user (a schema) or a role.
package struct User: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable {
        case open = "OPEN"
        case locked = "LOCKED"
        case expired = "EXPIRED"
        case expiredAndLocked = "EXPIRED & LOCKED"

        package var isLocked: Bool { self == .locked || self == .expiredAndLocked }
        package var isExpired: Bool { self == .expired || self == .expiredAndLocked }
    }

    /// When a password ends, where the profile of its user says so.
    package struct PasswordEnd: Sendable, Hashable {
        /// Seconds since 1970.
        package let at: Int
        /// How much longer it is taken, with a warning.
        package let graceSeconds: Int

        package init(at: Int, graceSeconds: Int) {
            self.at = at
            self.graceSeconds = graceSeconds
        }
    }

    package let id: Int
    package var name: String
    package var isRole: Bool
    package var status: Status
    /// The stored verifiers in Oracle's own text form (`S:…;T:…`), nil for schema-only accounts.
    package var verifiers: String?
    package var isOracleMaintained: Bool
    package var defaultTablespace: String
    package var temporaryTablespace: String
    package var profile: String
    package var passwordEnd: PasswordEnd?

    package init(id: Int, name: String, isRole: Bool = false) {
        self.id = id
        self.name = name
        self.isRole = isRole
        self.status = .open
        self.verifiers = nil
        self.isOracleMaintained = false
        self.defaultTablespace = "USERS"
        self.temporaryTablespace = "TEMP"
        self.profile = "DEFAULT"
    }
}

/// A privilege or role given to a user, a role or PUBLIC.
package struct Grant: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// `CREATE SESSION`, `SELECT ANY TABLE` …
        case system(String)
        case role(String)
        /// SELECT, INSERT … on an object; the columns when it is limited to some.
        case object(String, objectID: Int, columns: [String])
    }
    package var grantee: String
    package var grantor: String
    package var kind: Kind
    /// WITH ADMIN OPTION or WITH GRANT OPTION.
    package var isGrantable: Bool

    package init(grantee: String, grantor: String, kind: Kind, isGrantable: Bool) {
        self.grantee = grantee
        self.grantor = grantor
        self.kind = kind
        self.isGrantable = isGrantable
    }
}
