import Crypto
import Testing

@testable import OracleLogon

private let user = "scott"
private let password = "tïger#1"

@Suite struct OracleLogonTests {
    private func verifier(_ known: KnownLogon) throws -> PasswordVerifier {
        let saltBytes = known.kind == .twelveC ? 16 : known.kind == .tenG ? 0 : 10
        return try PasswordVerifier.make(
            known.kind, user: user, password: password, salt: KnownLogon.bytes(saltBytes, 1))
    }

    private func challenge(_ known: KnownLogon) throws -> LogonChallenge {
        // The salt of the combination is asked for first where there is one, then the part.
        try LogonChallenge(
            try verifier(known), user: user, derivesKeys: known.derivesKeys,
            random: { $0 == 16 ? KnownLogon.bytes(16, 2) : KnownLogon.bytes($0, 3) })
    }

    private func received(_ challenge: LogonChallenge) throws -> ReceivedChallenge {
        try ReceivedChallenge(
            sessionKey: challenge.sessionKey, salt: challenge.salt, verifier: challenge.verifier.kind.rawValue,
            combinationSalt: challenge.combinationSalt, iterations: "4096",
            combinationIterations: challenge.combinationIterations.map { "\($0)" },
            derivesKeys: challenge.combinationSalt != nil)
    }

    @Test(arguments: KnownLogon.all)
    func bothSidesComputeWhatAnIndependentProgramComputed(_ known: KnownLogon) throws {
        let challenge = try challenge(known)
        #expect(challenge.sessionKey == known.server)
        let answer = try LogonAnswer(
            try received(challenge), user: user, password: password, newPassword: nil,
            random: { $0 == 16 ? KnownLogon.bytes(16, 5) : KnownLogon.bytes($0, 4) })
        #expect(answer.sessionKey == known.client)
        #expect(answer.password == known.password)
        #expect(answer.speedyKey == known.speedy)
        let proven = try #require(challenge.check(sessionKey: known.client, password: known.password))
        #expect(proven.password == password)
        #expect(try proven.response(random: KnownLogon.bytes(16, 6)) == known.response)
        try answer.prove(serverResponse: known.response)
    }

    @Test(arguments: KnownLogon.all)
    func aWrongPasswordAndAForeignServerAreNoticed(_ known: KnownLogon) throws {
        let challenge = try LogonChallenge(try verifier(known), user: user, derivesKeys: known.derivesKeys)
        let received = try received(challenge)
        let wrong = try LogonAnswer(received, user: user, password: "tiger#1")
        #expect(challenge.check(sessionKey: wrong.sessionKey, password: wrong.password) == nil)
        let right = try LogonAnswer(received, user: user, password: password)
        #expect(challenge.check(sessionKey: right.sessionKey, password: right.password) != nil)
        #expect(throws: LogonFailure.serverNotProven) { try right.prove(serverResponse: known.response) }
        #expect(throws: LogonFailure.serverNotProven) { try right.prove(serverResponse: "") }
        #expect(throws: LogonFailure.serverNotProven) { try right.prove(serverResponse: "zz") }
    }

    @Test(arguments: KnownLogon.all)
    func aNewPasswordTravelsWithTheOldOne(_ known: KnownLogon) throws {
        let challenge = try LogonChallenge(try verifier(known), user: user, derivesKeys: known.derivesKeys)
        let answer = try LogonAnswer(
            try received(challenge), user: user, password: password, newPassword: "lion 2")
        let proven = try #require(challenge.check(sessionKey: answer.sessionKey, password: answer.password))
        #expect(proven.newPassword(try #require(answer.newPassword)) == "lion 2")
        #expect(proven.newPassword(try answer.seal(newPassword: "bär")) == "bär")
        #expect(proven.newPassword("00") == nil)
        try answer.prove(serverResponse: try proven.response())
    }

    @Test func theHashesOf10gAreThePublishedOnes() throws {
        for (user, password, hash) in [
            ("scott", "tiger", "F894844C34402B67"), ("SYSTEM", "manager", "D4DF7931AB130E37"),
            ("sys", "change_on_install", "D4C5016086B2DC6A"),
        ] {
            #expect(try PasswordVerifier.make(.tenG, user: user, password: password).text == hash)
        }
    }

    @Test(arguments: VerifierKind.allCases)
    func aStoredVerifierIsReadBackAndChecksThePassword(_ kind: VerifierKind) throws {
        let made = try PasswordVerifier.make(kind, user: user, password: password)
        let read = try #require(PasswordVerifier(text: made.text))
        #expect(read.text == made.text)
        #expect(read.matches(user: user, password: password))
        #expect(!read.matches(user: user, password: password + "x"))
        #expect(!"\(made)".contains(made.text))
        let other = try PasswordVerifier.make(kind, user: user, password: password)
        #expect((other.text == made.text) == (kind == .tenG))
    }

    @Test func textThatIsNoVerifierIsRefused() {
        for text in ["", "T:", "S:00", "T:" + String(repeating: "0", count: 158), "F894844C34402B6", "x", "T:é"] {
            #expect(PasswordVerifier(text: text) == nil, "\(text)")
        }
    }

    @Test(arguments: VerifierKind.allCases)
    func aUserWhoDoesNotExistLooksLikeAnyOther(_ kind: VerifierKind) throws {
        let first = PasswordVerifier.nobody(kind, user: "GHOST", secret: [1, 2, 3])
        #expect(first.salt == PasswordVerifier.nobody(kind, user: "GHOST", secret: [1, 2, 3]).salt)
        if kind != .tenG {
            #expect(first.salt != PasswordVerifier.nobody(kind, user: "GHOST2", secret: [1, 2, 3]).salt)
        }
        let challenge = try LogonChallenge(first, user: "GHOST")
        let answer = try LogonAnswer(try received(challenge), user: "ghost", password: "x")
        #expect(challenge.check(sessionKey: answer.sessionKey, password: answer.password) == nil)
    }

    @Test func valuesOfTheClientThatAreNoneAreAWrongPassword() throws {
        let verifier = try PasswordVerifier.make(.twelveC, user: user, password: password)
        let challenge = try LogonChallenge(verifier, user: user)
        let answer = try LogonAnswer(try received(challenge), user: user, password: password)
        for key in ["", "00", "xy", String(answer.sessionKey.dropLast(2)), String(repeating: "00", count: 500)] {
            #expect(challenge.check(sessionKey: key, password: answer.password) == nil, "\(key)")
        }
        for sealed in ["", "0", "zz", String(answer.password.dropLast(2)), String(repeating: "0", count: 10_000)] {
            #expect(challenge.check(sessionKey: answer.sessionKey, password: sealed) == nil, "\(sealed)")
        }
    }

    @Test func aChallengeThatIsNoneIsRefused() {
        func refusal(
            key: String = String(repeating: "0", count: 64), salt: String = "00", verifier: UInt32 = 0x4815,
            mixing: String? = String(repeating: "0", count: 32), iterations: String? = "4096", rounds: String? = "3"
        ) -> LogonFailure? {
            do throws(LogonFailure) {
                _ = try ReceivedChallenge(
                    sessionKey: key, salt: salt, verifier: verifier, combinationSalt: mixing,
                    iterations: iterations, combinationIterations: rounds, derivesKeys: true)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal() == nil)
        #expect(refusal(verifier: 0) == .unknownVerifier(0))
        #expect(refusal(key: "00") != nil)
        #expect(refusal(key: String(repeating: "z", count: 64)) != nil)
        #expect(refusal(salt: "0") != nil)
        #expect(refusal(mixing: nil) != nil)
        #expect(refusal(verifier: 0xB152, mixing: nil) == nil)
        #expect(refusal(mixing: "00") != nil)
        #expect(refusal(iterations: "-1") != nil)
        #expect(refusal(iterations: "99999999999") != nil)
        #expect(refusal(rounds: "0") != nil)
    }
}
