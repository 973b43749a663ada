internal import Crypto

/// What the server told the client in its reply to the first request.
package struct ReceivedChallenge: Hashable, Sendable {
    package let kind: VerifierKind
    let serverKey: [UInt8]
    let salt: [UInt8]
    let iterations: Int
    let combination: KeyCombination

    /// The values as they came: AUTH_SESSKEY, AUTH_VFR_DATA with its flags, and the three of PBKDF2 where they came.
    /// `derivesKeys`: whether the server has bit 0x20 in compile capability 4.
    package init(
        sessionKey: String, salt: String, verifier: UInt32, combinationSalt: String?, iterations: String?,
        combinationIterations: String?, derivesKeys: Bool
    ) throws(LogonFailure) {
        guard let kind = VerifierKind(rawValue: verifier) else { throw .unknownVerifier(verifier) }
        guard let serverKey = bytes(hex: sessionKey), serverKey.count == 32 || serverKey.count == 48 else {
            throw .malformed("AUTH_SESSKEY has \(sessionKey.utf8.count) digits")
        }
        guard let salt = bytes(hex: salt), salt.count <= 256 else { throw .malformed("AUTH_VFR_DATA is no salt") }
        self.kind = kind
        self.serverKey = serverKey
        self.salt = salt
        self.iterations = try Self.count(iterations, 4096, "AUTH_PBKDF2_VGEN_COUNT")
        // A server that sends no salt does not derive, whatever its capabilities say.
        guard kind == .twelveC || (derivesKeys && combinationSalt != nil) else {
            combination = .xor
            return
        }
        guard let mixing = combinationSalt.flatMap(bytes(hex:)), mixing.count == 16 else {
            throw .malformed("AUTH_PBKDF2_CSK_SALT is missing or not 16 bytes")
        }
        let rounds = try Self.count(combinationIterations, 3, "AUTH_PBKDF2_SDER_COUNT")
        combination = .pbkdf2(salt: mixing, iterations: rounds)
    }

    /// A server that asks for more than the protocol's bound would keep us busy for minutes.
    private static func count(_ text: String?, _ usual: Int, _ name: String) throws(LogonFailure) -> Int {
        guard let text else { return usual }
        guard let count = Int(text), (1...100_000_000).contains(count) else {
            throw .malformed("\(name) is no usable count")
        }
        return count
    }
}

/// The client's answer to a challenge.
package struct LogonAnswer: Sendable, CustomStringConvertible {
    /// AUTH_SESSKEY.
    package let sessionKey: String
    /// AUTH_PASSWORD.
    package let password: String
    /// AUTH_PBKDF2_SPEEDY_KEY; 12c only.
    package let speedyKey: String?
    /// AUTH_NEWPASSWORD, where one was given.
    package let newPassword: String?
    private let key: [UInt8]

    package var description: String { "LogonAnswer(not shown)" }

    /// Blocks for the milliseconds that the server's iteration counts ask for.
    package init(
        _ challenge: ReceivedChallenge, user: String, password: String, newPassword: String? = nil
    ) throws(LogonFailure) {
        try self.init(
            challenge, user: user, password: password, newPassword: newPassword, random: RandomBytes.make)
    }

    init(
        _ challenge: ReceivedChallenge, user: String, password: String, newPassword: String?,
        random: (Int) -> [UInt8]
    ) throws(LogonFailure) {
        let own = try PasswordKey.make(
            challenge.kind, user: user, password: password, salt: challenge.salt, iterations: challenge.iterations)
        let server = try decrypt(challenge.serverKey, own.key)
        // A server that gets its own part back would combine a key that anybody can compute.
        var part = random(server.count)
        if part == server { part = random(server.count) }
        key = try combinedKey(challenge.kind, client: part, server: server, challenge.combination)
        sessionKey = upperHex(try encrypt(part, own.key))
        let salt = random(16)
        self.password = upperHex(try encrypt(padded(salt + Array(password.utf8)), key))
        if let newPassword {
            self.newPassword = upperHex(try encrypt(padded(salt + Array(newPassword.utf8)), key))
        } else {
            self.newPassword = nil
        }
        if let speedy = own.speedy {
            speedyKey = upperHex(try encrypt(salt + speedy, key))
        } else {
            speedyKey = nil
        }
    }

    /// AUTH_NEWPASSWORD of a session that is logged on: the same key seals it.
    package func seal(newPassword: String) throws(LogonFailure) -> String {
        upperHex(try encrypt(padded(RandomBytes.make(16) + Array(newPassword.utf8)), key))
    }

    /// Checks AUTH_SVR_RESPONSE: a server that does not know the password cannot make it.
    package func prove(serverResponse: String) throws(LogonFailure) {
        guard let sealed = bytes(hex: serverResponse), sealed.count >= 32,
            let plain = try? decrypt(Array(sealed.prefix(sealed.count / 16 * 16)), key),
            constantTimeEqual(Array(plain[16..<32]), Array("SERVER_TO_CLIENT".utf8))
        else { throw .serverNotProven }
    }
}
