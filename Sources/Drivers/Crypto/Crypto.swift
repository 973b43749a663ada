// Crypto: digests, sealed secrets, password hashes and random bytes, on OpenSSL and the kernel's generator. It keeps
// the secrets of the product at rest and refuses everything it cannot prove authentic: a sealed secret with one
// changed bit, a key file that others may read. It offers no choice of algorithms: one of each, with a version byte
// in front of what is stored, so that a later version can be told apart.
//
// Read next: SealingKey.swift, KeyFile.swift, PasswordHash.swift.
internal import COpenSSL

/// What Crypto reports. No case carries key material, plain text or a password.
package enum CryptoFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sealed bytes were changed, cut, or sealed with another key or for another context.
    case notAuthentic
    /// The sealed bytes begin with a version this program does not know.
    case unknownVersion(UInt8)
    case tooLarge(bytes: Int, most: Int)
    case keyFile(path: String, KeyFileProblem)
    /// The library or the kernel refused a call that does not depend on data from outside.
    case library(call: String)

    package var description: String {
        switch self {
        case .notAuthentic: "the sealed value cannot be opened: it was changed, or it was sealed with another key"
        case .unknownVersion(let version): "the sealed value has version \(version), which this program does not know"
        case .tooLarge(let bytes, let most): "\(bytes) bytes are too many to seal: the most is \(most)"
        case .keyFile(let path, let problem): "key file \(path): \(problem)"
        case .library(let call): "the cryptographic library refused \(call)"
        }
    }
}

/// SHA-256 and its usual spelling.
package enum Digest {
    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let array = Array(bytes)
        var digest = [UInt8](repeating: 0, count: 32)
        let made = array.withUnsafeBytes { data in
            EVP_Digest(data.baseAddress, data.count, &digest, nil, EVP_sha256(), nil)
        }
        precondition(made == 1, "SHA-256 is part of every OpenSSL")
        return digest
    }

    /// Lower-case hexadecimal.
    package static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Compares without leaking through time where two values differ. The lengths are not secret.
package func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return a.withUnsafeBytes { a in b.withUnsafeBytes { b in CRYPTO_memcmp(a.baseAddress, b.baseAddress, a.count) == 0 }
    }
}
