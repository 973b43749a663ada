internal import COpenSSL

/// A key that seals secrets with AES-256-GCM. The context (for example the row and column the secret belongs to) is
/// authenticated, so that a sealed value cannot be moved to another place.
///
/// Stored form: version 1 (one byte), nonce (12), cipher text, tag (16). The nonce is random: with 96 bits one key
/// may seal four thousand million secrets before a repeat becomes thinkable.
package struct SealingKey: Sendable, CustomStringConvertible, CustomReflectable {
    package static let byteCount = 32
    /// What `seal` adds to the length of the plain bytes.
    package static let overhead = 1 + nonceBytes + tagBytes
    package static let largestPlainBytes = 16 << 20

    private static let version: UInt8 = 1
    private static let nonceBytes = 12
    private static let tagBytes = 16

    let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    private init(random: [UInt8]) { bytes = random }

    package static func random() -> SealingKey { SealingKey(random: RandomBytes.make(byteCount)) }

    package var description: String { "SealingKey(not shown)" }

    package var customMirror: Mirror { Mirror(self, children: []) }

    package func seal(_ plain: [UInt8], context: String) throws(CryptoFailure) -> [UInt8] {
        try seal(plain, context: context, nonce: RandomBytes.make(Self.nonceBytes))
    }

    func seal(_ plain: [UInt8], context: String, nonce: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        guard plain.count <= Self.largestPlainBytes else {
            throw .tooLarge(bytes: plain.count, most: Self.largestPlainBytes)
        }
        let (cipherText, tag) = try GCM.encrypt(plain, key: bytes, nonce: nonce, also: Self.associated(context))
        return [Self.version] + nonce + cipherText + tag
    }

    package func open(_ sealed: [UInt8], context: String) throws(CryptoFailure) -> [UInt8] {
        guard let version = sealed.first else { throw .notAuthentic }
        guard version == Self.version else { throw .unknownVersion(version) }
        guard sealed.count >= Self.overhead else { throw .notAuthentic }
        guard sealed.count <= Self.largestPlainBytes + Self.overhead else {
            throw .tooLarge(bytes: sealed.count, most: Self.largestPlainBytes + Self.overhead)
        }
        let body = sealed.dropFirst(1 + Self.nonceBytes)
        return try GCM.decrypt(
            Array(body.dropLast(Self.tagBytes)), tag: Array(body.suffix(Self.tagBytes)), key: bytes,
            nonce: Array(sealed[1..<(1 + Self.nonceBytes)]), also: Self.associated(context))
    }

    private static func associated(_ context: String) -> [UInt8] { [version] + Array(context.utf8) }
}

/// AES-256-GCM with a 96-bit nonce, one message at a time.
enum GCM {
    static func encrypt(
        _ plain: [UInt8], key: [UInt8], nonce: [UInt8], also associated: [UInt8]
    ) throws(CryptoFailure) -> (cipherText: [UInt8], tag: [UInt8]) {
        precondition(key.count == 32 && nonce.count == 12, "AES-256-GCM takes 32 bytes of key and 12 of nonce")
        guard let context = EVP_CIPHER_CTX_new() else { throw .library(call: "EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        var written: Int32 = 0
        var cipherText = [UInt8](repeating: 0, count: plain.count + 16)
        var tag = [UInt8](repeating: 0, count: 16)
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, nil, nil) == 1,
            co_gcm_set_nonce_length(context, 12) == 1,
            EVP_EncryptInit_ex(context, nil, nil, key, nonce) == 1,
            EVP_EncryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
            EVP_EncryptUpdate(context, &cipherText, &written, plain, Int32(plain.count)) == 1,
            Int(written) == plain.count
        else { throw .library(call: "EVP_EncryptUpdate") }
        cipherText.removeLast(16)
        var rest = [UInt8](repeating: 0, count: 16)
        guard EVP_EncryptFinal_ex(context, &rest, &written) == 1, written == 0,
            co_gcm_get_tag(context, &tag, 16) == 1
        else { throw .library(call: "EVP_EncryptFinal_ex") }
        return (cipherText, tag)
    }

    static func decrypt(
        _ cipherText: [UInt8], tag: [UInt8], key: [UInt8], nonce: [UInt8], also associated: [UInt8]
    ) throws(CryptoFailure) -> [UInt8] {
        precondition(key.count == 32 && nonce.count == 12 && tag.count == 16, "AES-256-GCM: wrong lengths")
        guard let context = EVP_CIPHER_CTX_new() else { throw .library(call: "EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        var written: Int32 = 0
        var plain = [UInt8](repeating: 0, count: cipherText.count + 16)
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, nil, nil) == 1,
            co_gcm_set_nonce_length(context, 12) == 1,
            EVP_DecryptInit_ex(context, nil, nil, key, nonce) == 1,
            EVP_DecryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
            EVP_DecryptUpdate(context, &plain, &written, cipherText, Int32(cipherText.count)) == 1,
            Int(written) == cipherText.count,
            co_gcm_set_tag(context, tag, 16) == 1
        else { throw .library(call: "EVP_DecryptUpdate") }
        var rest = [UInt8](repeating: 0, count: 16)
        guard EVP_DecryptFinal_ex(context, &rest, &written) == 1, written == 0 else {
            ERR_clear_error()
            throw .notAuthentic
        }
        plain.removeLast(16)
        return plain
    }
}
