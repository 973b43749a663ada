internal import OracleClient

/// Which of the rights that reading other schemas needs an account has.
struct SourceRights: Hashable, Sendable {
    /// A right, how a person calls it, and the beginning of the statement that grants it.
    struct Right: Hashable, Sendable {
        let title: String
        let grant: String
    }

    private(set) var missing: [Right] = []
    /// System privileges of the session, those of its roles too.
    private(set) var privileges: Set<String> = []

    var readsAnyTable: Bool {
        privileges.contains("SELECT ANY TABLE") || privileges.contains("READ ANY TABLE")
    }

    var flashesBackAnyTable: Bool { privileges.contains("FLASHBACK ANY TABLE") }

    static func ask(_ connection: OracleConnection) async throws(OracleError) -> SourceRights {
        var rights = SourceRights()
        let rows = try await connection.table("SELECT PRIVILEGE FROM SESSION_PRIVS").rows
        rights.privileges = Set(rows.compactMap { $0.first?.text })
        if !rights.readsAnyTable {
            rights.missing.append(Right(title: "SELECT ANY TABLE", grant: "GRANT SELECT ANY TABLE"))
        }
        if !rights.flashesBackAnyTable {
            rights.missing.append(Right(title: "FLASHBACK ANY TABLE", grant: "GRANT FLASHBACK ANY TABLE"))
        }
        let powers = try await SourcePowers.find(connection)
        if powers.views != "DBA" || !powers.seesExtents || !powers.seesSegments {
            rights.missing.append(Right(title: "SELECT ANY DICTIONARY", grant: "GRANT SELECT ANY DICTIONARY"))
        } else if powers.clock != .database {
            rights.missing.append(Right(title: "SELECT on V_$DATABASE", grant: "GRANT SELECT ON SYS.V_$DATABASE"))
        }
        return rights
    }
}
