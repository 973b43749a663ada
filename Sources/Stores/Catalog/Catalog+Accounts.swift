package import Model

/// Accounts, console sessions and failed sign-ins.
extension Catalog {
    /// Failures older than this no longer count, so that the table does not grow with the addresses of strangers.
    static let signInFailuresKept: Duration = .seconds(24 * 3600)

    package func accountCount() throws(CatalogError) -> Int { try database.count("account") }

    package func account(_ name: String) throws(CatalogError) -> Account? {
        try database.select(Account.self, "WHERE name = ?", [.text(name)]).first
    }

    /// False when there is an account already: of two that try at once, one succeeds.
    package func createFirstAccount(_ account: Account) throws(CatalogError) -> Bool {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard try database.count("account") == 0 else { return false }
            try database.insert(account)
            return true
        }
    }

    package func setPassword(_ hash: String, of name: String) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let changed = try database.run(
                "UPDATE account SET password_hash = ?, password_set_at = ? WHERE name = ?",
                [.text(hash), .integer(now().milliseconds), .text(name)])
            if changed == 0 { throw .notFound(Subject(.account, name)) }
        }
    }

    package func start(_ session: ConsoleSession) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard try account(session.account) != nil else { throw .notFound(Subject(.account, session.account)) }
            try database.insert(session)
        }
    }

    /// Nil when there is none or it has ended.
    package func session(tokenHash: String) throws(CatalogError) -> ConsoleSession? {
        try database.select(
            ConsoleSession.self, "WHERE token_hash = ? AND expires_at > ?",
            [.text(tokenHash), .integer(now().milliseconds)]
        ).first
    }

    /// Nothing happens to a session that was ended meanwhile.
    package func touch(_ session: ConsoleSession, usedAt: Timestamp, expires: Timestamp) throws(CatalogError) {
        var touched = session
        touched.usedAt = usedAt
        touched.expires = expires
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.update(touched, columns: ["used_at", "expires_at"])
        }
    }

    package func endSession(tokenHash: String) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.run("DELETE FROM console_session WHERE token_hash = ?", [.text(tokenHash)])
        }
    }

    package func endSessions(of account: String, except tokenHash: String? = nil) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.run(
                "DELETE FROM console_session WHERE account = ? AND token_hash <> ?",
                [.text(account), .text(tokenHash ?? "")])
        }
    }

    /// Removes ended sessions, forgotten answers and old sign-in failures.
    package func trimSessions() throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let moment = now()
            try database.run("DELETE FROM console_session WHERE expires_at <= ?", [.integer(moment.milliseconds)])
            try database.run(
                "DELETE FROM sign_in_failure WHERE last_at < ?",
                [.integer((moment - Self.signInFailuresKept).milliseconds)])
            try trimAnswers(at: moment)
        }
    }

    @discardableResult
    package func recordSignInFailure(key: String) throws(CatalogError) -> SignInFailures {
        let database = try database
        return try database.write { () throws(CatalogError) in
            let moment = now()
            guard let known = try signInFailures(key: key) else {
                let first = SignInFailures(count: 1, last: moment)
                // The row may be there, too old to count.
                try database.run("DELETE FROM sign_in_failure WHERE name = ?", [.text(key)])
                try database.insert(StoredSignInFailures(key: key, failures: first))
                return first
            }
            let more = SignInFailures(count: min(known.count, 1_000_000) + 1, last: moment)
            try database.update(StoredSignInFailures(key: key, failures: more), columns: ["failures", "last_at"])
            return more
        }
    }

    package func signInFailures(key: String) throws(CatalogError) -> SignInFailures? {
        try database.select(
            StoredSignInFailures.self, "WHERE name = ? AND last_at >= ?",
            [.text(key), .integer((now() - Self.signInFailuresKept).milliseconds)]
        ).first?.failures
    }

    package func clearSignInFailures(key: String) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.run("DELETE FROM sign_in_failure WHERE name = ?", [.text(key)])
        }
    }
}
