import Testing

@testable import Crypto

/// Against values of an independent program (Python's `hashlib` and `cryptography`).
@Suite struct CipherTests {
    private func bytes(_ range: Range<UInt8>) -> [UInt8] { Array(range) }

    @Test func digestsAreTheKnownOnes() {
        let abc = Array("abc".utf8)
        #expect(
            Digest.hex(Digest.sha512(abc))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
        #expect(Digest.hex(Digest.sha1(abc)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(Digest.hex(Digest.md5(abc)) == "900150983cd24fb0d6963f7d28e17f72")
        #expect(Digest.hex(Digest.md5([])) == "d41d8cd98f00b204e9800998ecf8427e")
    }

    @Test func keysAreDerivedAsElsewhere() throws {
        let key = try KeyDerivation.pbkdf2(
            password: Array("password".utf8), salt: Array("salt".utf8), iterations: 1000, length: 32)
        #expect(Digest.hex(key) == "afe6c5530785b6cc6b1c6453384731bd5ee432ee549fd42fb6695779ad8a1c5b")
        #expect(throws: CryptoFailure.self) {
            try KeyDerivation.pbkdf2(password: [], salt: [], iterations: 0, length: 32)
        }
    }

    @Test func blocksAreEncryptedAsElsewhereAndComeBack() throws {
        for (length, expected) in [
            (16, "0a940bb5416ef045f1c39458c653ea5a3cf456b4ca488aa383c79c98b34797cb"),
            (24, "0060bffe46834bb8da5cf9a61ff220aeb9770009a06cb2d7f6f296be878bb327"),
            (32, "5a6e045708fb7196f02e553d02c3a692c77147ebd5121de8d0fae7762423b6bf"),
        ] as [(UInt8, String)] {
            let sealed = try BlockCipher.encryptAES(bytes(0..<32), key: bytes(0..<length))
            #expect(Digest.hex(sealed) == expected)
            #expect(try BlockCipher.decryptAES(sealed, key: bytes(0..<length)) == bytes(0..<32))
        }
        #expect(
            Digest.hex(try BlockCipher.encryptDES(bytes(0..<16), key: bytes(1..<9)))
                == "90152a4c1cf4278085eb167add683f90")
    }

    @Test func keysAndTextsOfOddLengthsAreRefused() {
        #expect(throws: CryptoFailure.self) { try BlockCipher.encryptAES(bytes(0..<15), key: bytes(0..<16)) }
        #expect(throws: CryptoFailure.self) { try BlockCipher.encryptAES(bytes(0..<16), key: bytes(0..<15)) }
        #expect(throws: CryptoFailure.self) { try BlockCipher.encryptDES(bytes(0..<8), key: bytes(0..<7)) }
    }

    @Test func aCertificateOfOurOwnServesBothSides() throws {
        let identity = try TLSIdentity.selfSigned(hosts: ["db.test"], days: 1)
        #expect(identity.certificatePEM.hasPrefix("-----BEGIN CERTIFICATE-----"))
        _ = try TLSContext.server(identity: identity)
        _ = try TLSContext.client(trust: .certificates(pem: identity.certificatePEM), identity: identity)
        #expect(DistinguishedName(parsing: "CN=a,O=b").matches(DistinguishedName(parsing: "o=b, cn=a")))
    }
}
