internal import COpenSSL

extension Digest {
    package static func sha512(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_sha512(), 64) }

    /// For protocols that demand it; never for new things.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_sha1(), 20) }

    /// For protocols that demand it; never for new things.
    package static func md5(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_md5(), 16) }

    private static func digest(_ bytes: [UInt8], _ kind: OpaquePointer?, _ length: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: length)
        let made = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, nil, kind, nil) }
        precondition(made == 1, "the library refused a digest: old ones are switched off on this machine")
        return digest
    }
}

/// PBKDF2 with HMAC-SHA-512.
package enum KeyDerivation {
    /// Blocks for as long as the iterations take, about a millisecond per thousand.
    package static func pbkdf2(
        password: [UInt8], salt: [UInt8], iterations: Int, length: Int
    ) throws(CryptoFailure) -> [UInt8] {
        guard let rounds = Int32(exactly: iterations), rounds > 0, let wanted = Int32(exactly: length), wanted > 0,
            let passwordLength = Int32(exactly: password.count), let saltLength = Int32(exactly: salt.count)
        else { throw .library(call: "PKCS5_PBKDF2_HMAC") }
        var key = [UInt8](repeating: 0, count: length)
        let made = password.withUnsafeBytes { password in
            PKCS5_PBKDF2_HMAC(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), passwordLength, salt, saltLength, rounds,
                EVP_sha512(), wanted, &key)
        }
        guard made == 1 else {
            ERR_clear_error()
            throw .library(call: "PKCS5_PBKDF2_HMAC")
        }
        return key
    }
}

/// Block ciphers in CBC mode with a zero initialisation vector and without padding, as old protocols use them. They
/// hide, but prove nothing: never for new things.
package enum BlockCipher {
    /// AES; the key has 16, 24 or 32 bytes, the text is a multiple of 16.
    package static func encryptAES(_ plain: [UInt8], key: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        try run(plain, aes(key), key: key, blockBytes: 16, encrypts: 1)
    }

    package static func decryptAES(_ cipherText: [UInt8], key: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        try run(cipherText, aes(key), key: key, blockBytes: 16, encrypts: 0)
    }

    /// DES; the key has 8 bytes, the text is a multiple of 8. Triple DES with the same key three times is DES, and
    /// unlike DES it is part of every OpenSSL.
    package static func encryptDES(_ plain: [UInt8], key: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        guard key.count == 8 else { throw .library(call: "EVP_CipherInit_ex") }
        return try run(plain, EVP_des_ede3_cbc(), key: key + key + key, blockBytes: 8, encrypts: 1)
    }

    private static func aes(_ key: [UInt8]) -> OpaquePointer? {
        switch key.count {
        case 16: EVP_aes_128_cbc()
        case 24: EVP_aes_192_cbc()
        case 32: EVP_aes_256_cbc()
        default: nil
        }
    }

    private static func run(
        _ input: [UInt8], _ cipher: OpaquePointer?, key: [UInt8], blockBytes: Int, encrypts: Int32
    ) throws(CryptoFailure) -> [UInt8] {
        guard let cipher, input.count.isMultiple(of: blockBytes), let length = Int32(exactly: input.count) else {
            throw .library(call: "EVP_CipherInit_ex")
        }
        guard let context = EVP_CIPHER_CTX_new() else { throw .library(call: "EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        let zeros = [UInt8](repeating: 0, count: 16)
        var output = [UInt8](repeating: 0, count: input.count + 16)
        var written: Int32 = 0
        guard EVP_CipherInit_ex(context, cipher, nil, key, zeros, encrypts) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1,
            EVP_CipherUpdate(context, &output, &written, input, length) == 1, written == length
        else {
            ERR_clear_error()
            throw .library(call: "EVP_CipherUpdate")
        }
        output.removeLast(16)
        return output
    }
}
