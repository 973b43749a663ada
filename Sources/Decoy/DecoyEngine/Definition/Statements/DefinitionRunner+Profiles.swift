internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// When passwords end: EXPIRY_DATE of DBA_USERS, which the login obeys where a profile asks for it.
extension DefinitionRunner {
    /// What EXPIRY_DATE says where no profile sets an end.
    private static let usualLife = 180 * 86_400

    /// After CREATE USER and ALTER USER: a new password begins a new life, another profile moves the end of the present
    /// one.
    func setPasswordEnd(_ statement: UserStatement, before old: User?) throws(OracleFailure) {
        let present = try life(statement.profile?.text ?? old?.profile ?? "DEFAULT")
        let name = PostgresValue.text(statement.name.text)
        if old == nil || statement.identification != nil {
            try link.command(
                "UPDATE dict.users SET expires_at = dict.now() + make_interval(secs => \(present)) WHERE name = $1",
                [name])
        } else if let old, statement.profile != nil {
            let difference = present - (try life(old.profile))
            try link.command(
                "UPDATE dict.users SET expires_at = expires_at + make_interval(secs => \(difference)) WHERE name = $1",
                [name])
        }
    }

    private func life(_ profile: String) throws(OracleFailure) -> Int {
        let rows = try link.texts(
            "SELECT value FROM dict.kept WHERE kind = 'PROFILE' AND name = $1", [.text(profile)])
        return PasswordLimits(rows.first?.first ?? nil).life ?? Self.usualLife
    }
}
