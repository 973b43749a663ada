internal import OracleClient

/// Which of the rights that reading other schemas needs an account has.
struct SourceRights: Sendable {
    /// A privilege and what it is on; empty for the whole database.
    struct Right: Hashable, Sendable {
        let privilege: String
        var scope = ""

        /// How a person calls it.
        var title: String { scope.isEmpty ? privilege : "\(privilege) on \(scope.split(separator: ".").last ?? "")" }
        /// The beginning of the statement that grants it.
        var grant: String { scope.isEmpty ? "GRANT \(privilege)" : "GRANT \(privilege) ON \(scope)" }
    }

    private static let anyTable = Right(privilege: "SELECT ANY TABLE")
    private static let flashback = Right(privilege: "FLASHBACK ANY TABLE")
    private static let dictionary = Right(privilege: "SELECT ANY DICTIONARY")
    private static let database = Right(privilege: "SELECT", scope: "SYS.V_$DATABASE")

    /// Everything that a project may need, and whether it is there.
    private(set) var asked: [(right: Right, isPresent: Bool)] = []
    /// The least that is to be granted: a right that another one brings is not named beside it.
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
        let powers = try await SourcePowers.find(connection)
        let seesDictionary = powers.views == "DBA" && powers.seesExtents && powers.seesSegments
        rights.asked = [
            (anyTable, rights.readsAnyTable), (flashback, rights.flashesBackAnyTable), (dictionary, seesDictionary),
            (database, powers.clock == .database),
        ]
        rights.missing = rights.asked.filter { !$0.isPresent }.map(\.right)
        if !seesDictionary { rights.missing.removeAll { $0 == database } }
        return rights
    }
}
