internal import Crypto

/// What a server keeps of a password: enough to check it, not enough to read it.
package struct PasswordVerifier: Hashable, Sendable, CustomStringConvertible {
    package let kind: VerifierKind
    /// 16 bytes for 12c, 10 for 11g, none for 10g.
    package let salt: [UInt8]
    /// 64 bytes of SHA-512, 20 of SHA-1 or 8 of DES.
    let hash: [UInt8]

    /// What 12c servers count with; the clients are told.
    package static let iterations = 4096

    private init(kind: VerifierKind, salt: [UInt8], hash: [UInt8]) {
        self.kind = kind
        self.salt = salt
        self.hash = hash
    }

    /// `user` counts for 10g only.
    package static func make(
        _ kind: VerifierKind, user: String, password: String
    ) throws(LogonFailure) -> PasswordVerifier {
        try make(kind, user: user, password: password, salt: RandomBytes.make(saltBytes(kind)))
    }

    static func make(
        _ kind: VerifierKind, user: String, password: String, salt: [UInt8]
    ) throws(LogonFailure) -> PasswordVerifier {
        let hash: [UInt8]
        let made = try PasswordKey.make(kind, user: user, password: password, salt: salt, iterations: iterations)
        switch kind {
        case .tenG: hash = Array(made.key.prefix(8))
        case .elevenG, .elevenGOlder: hash = Array(made.key.prefix(20))
        case .twelveC: hash = Digest.sha512((made.speedy ?? []) + salt)
        }
        return PasswordVerifier(kind: kind, salt: salt, hash: hash)
    }

    /// A verifier that no password meets, for a user who does not exist. The salt follows from the name and a secret
    /// of the server, so that asking twice shows no difference to a real user.
    package static func nobody(_ kind: VerifierKind, user: String, secret: [UInt8]) -> PasswordVerifier {
        let salt = Digest.sha256(secret + Array(user.utf8)).prefix(saltBytes(kind))
        return PasswordVerifier(kind: kind, salt: Array(salt), hash: RandomBytes.make(hashBytes(kind)))
    }

    /// The stored form: Oracle's own spelling, `T:` for 12c, `S:` for 11g, bare digits for 10g.
    package var text: String {
        switch kind {
        case .tenG: upperHex(hash)
        case .elevenG, .elevenGOlder: "S:" + upperHex(hash + salt)
        case .twelveC: "T:" + upperHex(hash + salt)
        }
    }

    /// Nil when the text is not a stored verifier.
    package init?(text: String) {
        let kind: VerifierKind = text.hasPrefix("T:") ? .twelveC : text.hasPrefix("S:") ? .elevenG : .tenG
        guard let all = bytes(hex: kind == .tenG ? text : String(text.dropFirst(2))),
            all.count == Self.hashBytes(kind) + Self.saltBytes(kind) || (kind == .tenG && all.count == 8)
        else { return nil }
        let count = Self.hashBytes(kind)
        self.init(kind: kind, salt: Array(all.dropFirst(count)), hash: Array(all.prefix(count)))
    }

    package var description: String { "PasswordVerifier(\(kind), not shown)" }

    /// Whether this is the password, compared in constant time.
    package func matches(user: String, password: String) -> Bool {
        guard let other = try? Self.make(kind, user: user, password: password, salt: salt) else { return false }
        return constantTimeEqual(other.hash, hash)
    }

    /// The key that the password would give.
    var key: [UInt8] {
        switch kind {
        case .tenG: hash + zeros(8)
        case .elevenG, .elevenGOlder: hash + zeros(4)
        case .twelveC: Array(hash.prefix(32))
        }
    }

    private static func saltBytes(_ kind: VerifierKind) -> Int {
        switch kind {
        case .tenG: 0
        case .elevenG, .elevenGOlder: 10
        case .twelveC: 16
        }
    }

    private static func hashBytes(_ kind: VerifierKind) -> Int {
        switch kind {
        case .tenG: 8
        case .elevenG, .elevenGOlder: 20
        case .twelveC: 64
        }
    }
}
