internal import Crypto

/// The server's side of one logon: what it sends, and the check of what comes back.
package struct LogonChallenge: Sendable {
    /// AUTH_SESSKEY.
    package let sessionKey: String
    /// AUTH_VFR_DATA; its flags field carries `verifier.kind`.
    package let salt: String
    package let combination: KeyCombination
    package let verifier: PasswordVerifier
    private let part: [UInt8]
    private let user: String

    /// `derivesKeys`: whether both sides have bit 0x20 in compile capability 4; a 12c verifier always does.
    package init(
        _ verifier: PasswordVerifier, user: String, derivesKeys: Bool = true
    ) throws(LogonFailure) {
        try self.init(verifier, user: user, derivesKeys: derivesKeys, random: RandomBytes.make)
    }

    init(
        _ verifier: PasswordVerifier, user: String, derivesKeys: Bool, random: (Int) -> [UInt8]
    ) throws(LogonFailure) {
        let derives = derivesKeys || verifier.kind == .twelveC
        let isLong = !derives && (verifier.kind == .elevenG || verifier.kind == .elevenGOlder)
        combination = derives ? .pbkdf2(salt: random(16), iterations: 3) : .xor
        part = random(isLong ? 48 : 32)
        sessionKey = upperHex(try encrypt(part, verifier.key))
        salt = upperHex(verifier.salt)
        self.verifier = verifier
        self.user = user
    }

    /// AUTH_PBKDF2_CSK_SALT; nil without the PBKDF2 combination.
    package var combinationSalt: String? {
        if case .pbkdf2(let salt, _) = combination { return upperHex(salt) }
        return nil
    }

    /// AUTH_PBKDF2_SDER_COUNT.
    package var combinationIterations: Int? {
        if case .pbkdf2(_, let iterations) = combination { return iterations }
        return nil
    }

    /// Checks AUTH_SESSKEY and AUTH_PASSWORD of the client. Nil when the password is wrong or the values are none:
    /// the caller answers ORA-01017 and no more.
    package func check(sessionKey: String, password: String) -> ProvenLogon? {
        guard let sealed = bytes(hex: sessionKey), sealed.count >= part.count, sealed.count <= 128,
            let client = try? decrypt(Array(sealed.prefix(part.count)), verifier.key),
            let key = try? combinedKey(verifier.kind, client: client, server: part, combination),
            let clear = Self.open(password, key), verifier.matches(user: user, password: clear)
        else { return nil }
        return ProvenLogon(password: clear, key: key)
    }

    /// The text behind 16 random bytes, sealed with the combined key.
    static func open(_ sealed: String, _ key: [UInt8]) -> String? {
        guard sealed.utf8.count <= 4096, let cipherText = bytes(hex: sealed), cipherText.count >= 32,
            let padded = try? decrypt(cipherText, key), let plain = unpadded(Array(padded.dropFirst(16)))
        else { return nil }
        return String(validating: plain, as: UTF8.self)
    }
}

/// A logon whose password was right.
package struct ProvenLogon: Sendable, CustomStringConvertible {
    /// For the rules of passwords and for nothing else.
    package let password: String
    private let key: [UInt8]

    init(password: String, key: [UInt8]) {
        self.password = password
        self.key = key
    }

    package var description: String { "ProvenLogon(not shown)" }

    /// AUTH_SVR_RESPONSE: proves to the client that we know the password too.
    package func response() throws(LogonFailure) -> String {
        try response(random: RandomBytes.make(16))
    }

    func response(random: [UInt8]) throws(LogonFailure) -> String {
        upperHex(try encrypt(padded(random + Array("SERVER_TO_CLIENT".utf8)), key))
    }

    /// AUTH_NEWPASSWORD in the clear; nil when it is none.
    package func newPassword(_ sealed: String) -> String? { LogonChallenge.open(sealed, key) }
}
