/// Someone who may sign in.
package struct Account: Hashable, Sendable {
    package var name: String
    /// In the form that `Crypto.PasswordHash` writes.
    package var passwordHash: String
    package var createdAt: Timestamp
    package var passwordSetAt: Timestamp

    package init(name: String, passwordHash: String, createdAt: Timestamp, passwordSetAt: Timestamp) {
        self.name = name
        self.passwordHash = passwordHash
        self.createdAt = createdAt
        self.passwordSetAt = passwordSetAt
    }
}

/// A signed-in browser. The catalog keeps a hash of the token, never the token.
package struct ConsoleSession: Hashable, Sendable {
    package var tokenHash: String
    package var account: String
    package var address: String
    package var createdAt: Timestamp
    package var usedAt: Timestamp
    package var expires: Timestamp

    package init(
        tokenHash: String, account: String, address: String, createdAt: Timestamp, usedAt: Timestamp,
        expires: Timestamp
    ) {
        self.tokenHash = tokenHash
        self.account = account
        self.address = address
        self.createdAt = createdAt
        self.usedAt = usedAt
        self.expires = expires
    }
}
