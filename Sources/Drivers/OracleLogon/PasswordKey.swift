internal import Crypto

/// The key that a password gives, with what else the exchange needs of it.
struct PasswordKey {
    /// Opens the session key of the peer: 16, 24 or 32 bytes.
    let key: [UInt8]
    /// 64 bytes; only 12c has it.
    let speedy: [UInt8]?

    /// `iterations` counts for 12c only.
    static func make(
        _ kind: VerifierKind, user: String, password: String, salt: [UInt8], iterations: Int
    ) throws(LogonFailure) -> PasswordKey {
        switch kind {
        case .tenG: return PasswordKey(key: try desHash(user, password) + zeros(8), speedy: nil)
        case .elevenG, .elevenGOlder:
            return PasswordKey(key: Digest.sha1(Array(password.utf8) + salt) + zeros(4), speedy: nil)
        case .twelveC:
            let speedy = try library { () throws(CryptoFailure) in
                try KeyDerivation.pbkdf2(
                    password: Array(password.utf8), salt: salt + Array("AUTH_PBKDF2_SPEEDY_KEY".utf8),
                    iterations: iterations, length: 64)
            }
            return PasswordKey(key: Array(Digest.sha512(speedy + salt).prefix(32)), speedy: speedy)
        }
    }

    /// The 8 bytes that 10g stores.
    static func desHash(_ user: String, _ password: String) throws(LogonFailure) -> [UInt8] {
        var text: [UInt8] = []
        for unit in (user + password).uppercased().utf16 {
            text.append(UInt8(truncatingIfNeeded: unit >> 8))
            text.append(UInt8(truncatingIfNeeded: unit))
        }
        text += zeros((8 - text.count % 8) % 8)
        guard !text.isEmpty else { return zeros(8) }
        let plain = text
        let first: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]
        return try library { () throws(CryptoFailure) in
            let key = Array(try BlockCipher.encryptDES(plain, key: first).suffix(8))
            return Array(try BlockCipher.encryptDES(plain, key: key).suffix(8))
        }
    }
}

/// The key under which the password travels. `client` and `server` are the parts of the session key, of equal length.
func combinedKey(
    _ kind: VerifierKind, client: [UInt8], server: [UInt8], _ combination: KeyCombination
) throws(LogonFailure) -> [UInt8] {
    let count = kind.combinedBytes
    switch combination {
    case .pbkdf2(let salt, let iterations):
        guard client.count >= count, server.count >= count else { throw .malformed("the session key is too short") }
        let text = upperHex(Array(client.prefix(count) + server.prefix(count)))
        return try library { () throws(CryptoFailure) in
            try KeyDerivation.pbkdf2(password: Array(text.utf8), salt: salt, iterations: iterations, length: count)
        }
    case .xor:
        guard client.count >= 16 + count, server.count >= 16 + count else {
            throw .malformed("the session key is too short")
        }
        let mixed = zip(client[16..<16 + count], server[16..<16 + count]).map { $0 ^ $1 }
        switch kind {
        case .tenG: return Digest.md5(mixed)
        case .elevenG, .elevenGOlder:
            return Array((Digest.md5(Array(mixed[..<16])) + Digest.md5(Array(mixed[16...]))).prefix(24))
        case .twelveC: throw .malformed("a 12c verifier needs the PBKDF2 combination")
        }
    }
}

func encrypt(_ plain: [UInt8], _ key: [UInt8]) throws(LogonFailure) -> [UInt8] {
    try library { () throws(CryptoFailure) in try BlockCipher.encryptAES(plain, key: key) }
}

func decrypt(_ cipherText: [UInt8], _ key: [UInt8]) throws(LogonFailure) -> [UInt8] {
    guard cipherText.count.isMultiple(of: 16) else { throw .malformed("an encrypted value has a broken block") }
    return try library { () throws(CryptoFailure) in try BlockCipher.decryptAES(cipherText, key: key) }
}

func padded(_ bytes: [UInt8]) -> [UInt8] {
    let missing = 16 - bytes.count % 16
    return bytes + [UInt8](repeating: UInt8(truncatingIfNeeded: missing), count: missing)
}

/// Nil when the padding is none: the key was wrong.
func unpadded(_ bytes: [UInt8]) -> [UInt8]? {
    guard let last = bytes.last, (1...16).contains(last), bytes.count >= Int(last),
        bytes.suffix(Int(last)).allSatisfy({ $0 == last })
    else { return nil }
    return Array(bytes.dropLast(Int(last)))
}

func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

func upperHex(_ bytes: [UInt8]) -> String { Digest.hex(bytes).uppercased() }

/// Nil for anything that is not an even number of hexadecimal digits.
func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for at in stride(from: 0, to: digits.count, by: 2) {
        guard let high = nibble(digits[at]), let low = nibble(digits[at + 1]) else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
}

private func library<Value>(_ body: () throws(CryptoFailure) -> Value) throws(LogonFailure) -> Value {
    do throws(CryptoFailure) {
        return try body()
    } catch {
        throw .library("\(error)")
    }
}
