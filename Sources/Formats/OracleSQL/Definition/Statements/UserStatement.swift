/// CREATE USER and ALTER USER.
package struct UserStatement: Sendable {
    package enum Identification: Sendable {
        case password(String)
        /// IDENTIFIED BY VALUES '…': verifiers as the dictionary keeps them.
        case verifiers(String)
        case external
        case none
    }

    package let name: Name
    package var identification: Identification?
    package var isExpired: Bool?
    package var isLocked: Bool?
    package var defaultTablespace: Name?
    package var temporaryTablespace: Name?
    package var profile: Name?
    /// `GRANT CONNECT THROUGH` and `REVOKE CONNECT THROUGH`: who may come as this user.
    package var proxies: [(name: Name, isAllowed: Bool)] = []
    package let position: Position
}

/// GRANT and REVOKE.
package struct GrantStatement: Sendable {
    package struct Privilege: Sendable, Hashable {
        /// One or more words in upper case, or a role's name.
        package let name: String
        /// True when it is a single name that was quoted or may be a role.
        package let columns: [Name]
        package let position: Position
    }

    package struct Grantee: Sendable {
        package let name: Name
        /// GRANT … TO user IDENTIFIED BY password makes the user.
        package let password: String?
    }

    package var privileges: [Privilege]
    /// Nil for system privileges and roles.
    package var object: ObjectName?
    /// DIRECTORY, EDITION, USER … before the object's name.
    package var objectKind: String?
    package var grantees: [Grantee]
    /// WITH ADMIN OPTION, WITH GRANT OPTION, WITH HIERARCHY OPTION.
    package var isGrantable = false
    package var cascadesConstraints = false
    package let position: Position
}
