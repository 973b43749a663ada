internal import DecoyEngine
internal import OracleSQL

extension Session {
    /// Bytes, as in all versions before 23ai.
    private static var longestPassword: Int { 30 }

    /// The user's own password, by the statement that does it.
    func setPassword(_ password: String) throws(OracleFailure) {
        guard !password.contains("\""), !password.contains("\0"), !password.isEmpty,
            password.utf8.count <= Self.longestPassword
        else {
            throw OracleFailure(988, "missing or invalid password(s)")
        }
        _ = try run("ALTER USER \"\(user)\" IDENTIFIED BY \"\(password)\"")
    }
}
