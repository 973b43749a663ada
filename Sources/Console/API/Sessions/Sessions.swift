internal import Catalog
internal import Crypto
internal import HTTPServer
internal import Model

/// Sessions of signed-in browsers: a random token in a cookie, its hash in the catalog, an end by idleness and an end
/// by age.
struct Sessions: Sendable {
    static let cookieName = "godwit"
    /// A session's last use is written at most this often: reading a page must not cost a write each time.
    static let touchEvery: Duration = .seconds(30)

    let catalog: Catalog
    let now: @Sendable () -> Timestamp

    func session(of request: Request) async throws -> ConsoleSession? {
        guard let hash = Self.tokenHash(of: request) else { return nil }
        guard let session = try await catalog.session(tokenHash: hash) else { return nil }
        let moment = now()
        guard moment < session.expires else { return nil }
        if moment - session.usedAt >= Self.touchEvery {
            let end = try await end(of: session, usedAt: moment)
            try await catalog.touch(session, usedAt: moment, expires: end)
        }
        return session
    }

    func isAlive(tokenHash: String) async throws -> Bool {
        guard let session = try await catalog.session(tokenHash: tokenHash) else { return false }
        return now() < session.expires
    }

    /// Starts a session and returns its cookie.
    func start(account: String, address: String, isEncrypted: Bool) async throws -> String {
        let token = RandomBytes.token()
        let moment = now()
        var session = ConsoleSession(
            tokenHash: Self.hash(token), account: account, address: address, createdAt: moment, usedAt: moment,
            expires: moment)
        session.expires = try await end(of: session, usedAt: moment)
        try await catalog.trimSessions()
        try await catalog.start(session)
        return Self.cookie(token, isEncrypted: isEncrypted)
    }

    private func end(of session: ConsoleSession, usedAt moment: Timestamp) async throws -> Timestamp {
        let idle = Duration.seconds(60 * (try await catalog.parameter(Parameters.sessionIdleMinutes).integer))
        let life = Duration.seconds(3600 * (try await catalog.parameter(Parameters.sessionLifeHours).integer))
        return min(moment + idle, session.createdAt + life)
    }

    static func tokenHash(of request: Request) -> String? {
        guard let token = request.cookie(cookieName), (1...256).contains(token.utf8.count) else { return nil }
        return hash(token)
    }

    static func cookie(_ token: String, isEncrypted: Bool) -> String {
        "\(cookieName)=\(token); Path=/; HttpOnly; SameSite=Strict" + (isEncrypted ? "; Secure" : "")
    }

    static func endedCookie(isEncrypted: Bool) -> String { cookie("", isEncrypted: isEncrypted) + "; Max-Age=0" }

    private static func hash(_ token: String) -> String { Digest.hex(Digest.sha256(Array(token.utf8))) }
}
