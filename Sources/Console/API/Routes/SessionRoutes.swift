internal import Catalog
internal import Crypto
internal import HTTPServer
internal import JSON
internal import Model

/// Signing in and out, and the own account.
extension API {
    private static let name = Schema.line(1...Limits.nameLengthMax)
    private static let password = Schema.text(
        SignIn.passwordLengths.lowerBound...SignIn.passwordLengths.upperBound)

    var sessionRoutes: [Route] {
        [
            Route(
                method: .get, path: "/session", group: "Session",
                summary: "Who is signed in, and which server this is.", access: .open, answer: .named("Session"),
                respond: currentSession),
            Route(
                method: .post, path: "/session", group: "Session",
                summary: "Sign in. After a failure the next attempt must wait, longer each time.", access: .open,
                body: .object([
                    SchemaField("account", Self.name), SchemaField("password", .text(1...1024)),
                ]), bodyBytes: 16 << 10, answer: .named("Account"), audit: .init(action: "session.start"),
                refusals: [401, 429], respond: startSession),
            Route(
                method: .post, path: "/session/first", group: "Session",
                summary: "Make the first account and sign in. Possible once, and from this machine only.",
                access: .open,
                body: .object([SchemaField("account", Self.name), SchemaField("password", Self.password)]),
                bodyBytes: 16 << 10, answer: .named("Account"), audit: .init(action: "account.first"),
                refusals: [409], respond: startFirstSession),
            Route(
                method: .delete, path: "/session", group: "Session", summary: "Sign out.", access: .open, status: 204,
                audit: .init(action: "session.end"), respond: endSession),
            Route(
                method: .get, path: "/me", group: "Session", summary: "The own account.", answer: .named("Account"),
                respond: me),
            Route(
                method: .post, path: "/me/password", group: "Session",
                summary: "Change the own password. All other sessions of the account end.",
                body: .object([SchemaField("current", .text(1...1024)), SchemaField("new", Self.password)]),
                bodyBytes: 16 << 10, status: 204, audit: .init(action: "account.password", kind: .account),
                refusals: [429], respond: changePassword),
        ]
    }

    private func currentSession(_ visit: Visit) async throws -> Answer {
        let isFirst = try await catalog.accountCount() == 0
        return .json([
            "first": .bool(isFirst), "signedIn": .bool(visit.session != nil),
            "account": JSONValue(visit.session?.account), "version": .string(settings.version),
            "build": .string(settings.build),
        ])
    }

    private func startSession(_ visit: Visit) async throws -> Answer {
        let account = try await signIn.check(
            visit.body["account"]?.asString ?? "", password: visit.body["password"]?.asString ?? "",
            address: visit.request.remoteAddress)
        if PasswordHash.isOutdated(account.passwordHash), let password = visit.body["password"]?.asString {
            try await catalog.setPassword(try await SignIn.hash(password), of: account.name)
        }
        return try await started(account.name, visit)
    }

    private func startFirstSession(_ visit: Visit) async throws -> Answer {
        guard Origin.isLocal(visit.request) else {
            throw Refusal(
                403, "not_local", "The first account can be made on the server's own machine only.",
                hint: "Open the console there, or set the password with the command line.")
        }
        let taken = Refusal(
            409, "conflict", "An account exists already.", hint: "Sign in with it.")
        guard try await catalog.accountCount() == 0 else { throw taken }
        let moment = now()
        let account = Account(
            name: visit.body["account"]?.asString ?? "",
            passwordHash: try await SignIn.hash(visit.body["password"]?.asString ?? ""), createdAt: moment,
            passwordSetAt: moment)
        guard try await catalog.createFirstAccount(account) else { throw taken }
        return try await started(account.name, visit)
    }

    private func started(_ account: String, _ visit: Visit) async throws -> Answer {
        let isEncrypted = Origin(settings: settings).isEncrypted(visit.request)
        let cookie = try await sessions.start(
            account: account, address: visit.request.remoteAddress, isEncrypted: isEncrypted)
        if let earlier = visit.session?.tokenHash { try await end(earlier) }
        var answer = Answer.json(
            ["account": .string(account)],
            note: .init(object: Subject(.account, account), objectName: account, actor: Actor(account)))
        answer.headers = ["Set-Cookie": cookie]
        return answer
    }

    private func endSession(_ visit: Visit) async throws -> Answer {
        var answer = Answer.empty()
        if let session = visit.session {
            try await end(session.tokenHash)
            answer.note = .init(object: Subject(.account, session.account), objectName: session.account)
        }
        let isEncrypted = Origin(settings: settings).isEncrypted(visit.request)
        answer.headers = ["Set-Cookie": Sessions.endedCookie(isEncrypted: isEncrypted)]
        return answer
    }

    private func end(_ tokenHash: String) async throws {
        try await catalog.endSession(tokenHash: tokenHash)
        streams.end(tokenHash: tokenHash)
    }

    private func me(_ visit: Visit) async throws -> Answer {
        guard let session = visit.session, let account = try await catalog.account(session.account) else {
            throw Refusal.notSignedIn
        }
        return .json([
            "account": .string(account.name), "createdAt": account.createdAt.json,
            "passwordSetAt": account.passwordSetAt.json,
        ])
    }

    private func changePassword(_ visit: Visit) async throws -> Answer {
        guard let session = visit.session else { throw Refusal.notSignedIn }
        do {
            _ = try await signIn.check(
                session.account, password: visit.body["current"]?.asString ?? "",
                address: visit.request.remoteAddress)
        } catch let refusal as Refusal where refusal.code == "wrong_credentials" {
            throw Refusal.invalid("current", "is not the password of this account")
        }
        let hash = try await SignIn.hash(visit.body["new"]?.asString ?? "")
        try await catalog.setPassword(hash, of: session.account)
        try await catalog.endSessions(of: session.account, except: session.tokenHash)
        streams.end(account: session.account, except: session.tokenHash)
        return .empty(
            note: .init(
                object: Subject(.account, session.account), objectName: session.account,
                changes: [.init(field: "password", before: "••••••", after: "••••••")]))
    }
}
