// OracleLogon: the arithmetic of Oracle's password logon (O5LOGON and O7LOGON), for both sides and without a socket.
// A client opens the server's challenge with the password and answers it; a server checks the answer against a stored
// verifier, never against a clear password. All of 10g, 11g and 12c verifiers, with and without PBKDF2 combination of
// the session keys. It knows nothing of packets and keeps no state; bytes from the peer never trap.
//
// Read next: PasswordVerifier.swift, LogonAnswer.swift (client), LogonChallenge.swift (server).

/// Why a logon could not be computed. No case carries a password or a key.
package enum LogonFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The server keeps a kind of password that this program does not know.
    case unknownVerifier(UInt32)
    /// A value of the peer is not what the protocol says.
    case malformed(String)
    /// The server could not prove that it knows the password.
    case serverNotProven
    case library(String)

    package var description: String {
        switch self {
        case .unknownVerifier(let kind):
            "the server keeps the password as verifier 0x\(String(kind, radix: 16)), which is not known here; "
                + "set the password again with SQLNET.ALLOWED_LOGON_VERSION_SERVER=12 or 11"
        case .malformed(let what): "the server's challenge is not usable: \(what)"
        case .serverNotProven:
            "the server did not prove that it knows the password: it may not be the server it claims to be"
        case .library(let call): "the cryptographic library refused \(call)"
        }
    }
}

/// How a password is kept; the numbers are those of the wire.
package enum VerifierKind: UInt32, Hashable, Sendable, CaseIterable {
    /// DES of name and password, both in capitals.
    case tenG = 0x939
    /// Salted SHA-1.
    case elevenG = 0xB152
    /// The same under an older number.
    case elevenGOlder = 0x1B25
    /// PBKDF2 with SHA-512, salted.
    case twelveC = 0x4815

    /// How many bytes of each part make the combined key.
    var combinedBytes: Int {
        switch self {
        case .tenG: 16
        case .elevenG, .elevenGOlder: 24
        case .twelveC: 32
        }
    }
}

/// How the two parts of the session key are combined.
package enum KeyCombination: Hashable, Sendable {
    /// Exclusive or and MD5: servers before 12c, and those without bit 0x20 in compile capability 4.
    case xor
    case pbkdf2(salt: [UInt8], iterations: Int)
}
