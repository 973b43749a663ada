internal import Catalog
internal import Crypto
internal import Model
internal import Net

/// Checks passwords. One check at a time: a flood of attempts costs one core and 32 MiB, not all of them, and of many
/// attempts sent at once each sees the failures before it.
struct SignIn: Sendable {
    static let passwordLengths = 10...128
    static let delayFirst: Duration = .seconds(1)
    static let delayMax: Duration = .seconds(300)

    let catalog: Catalog
    let now: @Sendable () -> Timestamp
    private let turns = Turns(waitingMax: 32)

    init(catalog: Catalog, now: @escaping @Sendable () -> Timestamp) {
        self.catalog = catalog
        self.now = now
    }

    /// Throws when account and password do not belong together. An unknown account takes as long as a wrong password
    /// and reads the same.
    func check(_ name: String, password: String, address: String) async throws -> Account {
        guard await turns.take() else { throw Refusal.slowDown(seconds: 2) }
        do {
            let account = try await checkInTurn(name, password: password, address: address)
            await turns.give()
            return account
        } catch {
            await turns.give()
            throw error
        }
    }

    private func checkInTurn(_ name: String, password: String, address: String) async throws -> Account {
        let keys = ["account:" + name, "address:" + address]
        for key in keys {
            guard let failures = try await catalog.signInFailures(key: key) else { continue }
            let wait = failures.last + Self.delay(after: failures.count) - now()
            if wait > .zero { throw Refusal.slowDown(seconds: max(1, (wait.milliseconds + 999) / 1000)) }
        }
        let account = try await catalog.account(name)
        let fits = try await onThread("password") {
            let nobodysHash = Self.nobodysHash
            return PasswordHash.verify(password, against: account?.passwordHash ?? nobodysHash)
        }
        guard fits, let account else {
            for key in keys { _ = try await catalog.recordSignInFailure(key: key) }
            var refusal = Refusal(
                401, "wrong_credentials", "Account and password do not belong together.",
                hint: "Check both and try again.")
            refusal.claimedActor = Actor(name)
            throw refusal
        }
        for key in keys { try await catalog.clearSignInFailures(key: key) }
        return account
    }

    static func hash(_ password: String) async throws -> String {
        try await onThread("password") { try PasswordHash.make(password) }
    }

    /// How long the next attempt waits: it doubles with every failure in a row.
    static func delay(after failures: Int) -> Duration {
        guard failures > 0 else { return .zero }
        return min(delayMax, delayFirst * (1 << min(failures - 1, 20)))
    }

    /// A hash of what nobody knows, with today's parameters. Made at the first check, needed or not, so that its making
    /// says nothing about the account.
    private static let nobodysHash = (try? PasswordHash.make(RandomBytes.token())) ?? ""
}
