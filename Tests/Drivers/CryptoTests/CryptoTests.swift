import Glibc
import Synchronization
import Testing

@testable import Crypto

/// Bytes of a hexadecimal text.
func unhex(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }.map(UInt8.init)
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

@Suite struct DigestTests {
    @Test func sha256MatchesTheStandard() {
        #expect(
            Digest.hex(Digest.sha256("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.hex(Digest.sha256([UInt8]())) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Digest.hex(Digest.sha256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func comparingInConstantTimeIsComparing() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2], [1, 2]))
        #expect(!constantTimeEqual([1, 2], [1, 3]))
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
    }

    @Test func tokensAreLongAndNeverTheSame() {
        let tokens = Set((0..<1000).map { _ in RandomBytes.token() })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.count == 43 && $0.allSatisfy { $0.isASCII && $0 != "+" && $0 != "/" } })
        #expect(RandomBytes.make(0).isEmpty)
    }

    @Test func base64MatchesTheStandardAndRefusesStrayBits() {
        #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Base64.text(Array("fooba".utf8)) == "Zm9vYmE")
        #expect(Base64.text(Array("foob".utf8)) == "Zm9vYg")
        #expect(Base64.urlText([0xfb, 0xff]) == "-_8")
        #expect(Base64.bytes("Zm9vYg") == Array("foob".utf8))
        #expect(Base64.bytes("Zm9vYh") == nil)
        #expect(Base64.bytes("Z") == nil)
        #expect(Base64.bytes("Zm9v YmFy") == nil)
    }
}

@Suite struct SealingKeyTests {
    /// Cases 13, 14 and 16 of the specification of GCM.
    @Test func gcmMatchesTheSpecification() throws {
        let zero = try GCM.encrypt(
            [], key: .init(repeating: 0, count: 32), nonce: .init(repeating: 0, count: 12), also: [])
        #expect(zero.tag == unhex("530f8afbc74536b9a963b4f1c4cb738b"))
        let block = try GCM.encrypt(
            .init(repeating: 0, count: 16), key: .init(repeating: 0, count: 32), nonce: .init(repeating: 0, count: 12),
            also: [])
        #expect(block.cipherText == unhex("cea7403d4d606b6e074ec5d3baf39d18"))
        #expect(block.tag == unhex("d0d1c8a799996bf0265b98b5d48ab919"))
        let key = unhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        let plain = unhex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39")
        let long = try GCM.encrypt(
            plain, key: key, nonce: unhex("cafebabefacedbaddecaf888"),
            also: unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        #expect(
            long.cipherText
                == unhex(
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                        + "c5f61e6393ba7a0abcc9f662"))
        #expect(long.tag == unhex("76fc6ece0f4e1768cddf8853bb2d551b"))
    }

    @Test func whatWasSealedOpensWithTheSameContextOnly() throws {
        let key = SealingKey.random()
        for count in [0, 1, 15, 16, 17, 1000] {
            let plain = RandomBytes.make(count)
            let sealed = try key.seal(plain, context: "source/7/password")
            #expect(sealed.count == count + SealingKey.overhead)
            #expect(try key.open(sealed, context: "source/7/password") == plain)
            #expect(throws: CryptoFailure.notAuthentic) { try key.open(sealed, context: "source/8/password") }
            #expect(throws: CryptoFailure.notAuthentic) {
                try SealingKey.random().open(sealed, context: "source/7/password")
            }
        }
    }

    @Test func everyChangedBitAndEveryCutIsRefused() throws {
        let key = SealingKey.random()
        let sealed = try key.seal(Array("a secret of a source".utf8), context: "c")
        for at in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[at] ^= 1 << UInt8(bit)
                #expect(throws: CryptoFailure.self) { try key.open(changed, context: "c") }
            }
        }
        for count in sealed.indices {
            #expect(throws: CryptoFailure.self) { try key.open(Array(sealed.prefix(count)), context: "c") }
        }
        #expect(throws: CryptoFailure.self) { try key.open(sealed + [0], context: "c") }
    }

    @Test func sealingTwiceGivesDifferentBytes() throws {
        let key = SealingKey.random()
        #expect(try key.seal([1, 2, 3], context: "c") != key.seal([1, 2, 3], context: "c"))
    }

    @Test func aKeyDoesNotShowItself() throws {
        let key = try #require(SealingKey(bytes: [UInt8](repeating: 0xab, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("171") && !text.lowercased().contains("ab, ") && !text.contains("abab"))
        }
        #expect(SealingKey(bytes: [UInt8](repeating: 1, count: 31)) == nil)
    }

    @Test func tooMuchIsRefusedBeforeItIsRead() {
        #expect(throws: CryptoFailure.self) {
            try SealingKey.random().seal([UInt8](repeating: 0, count: SealingKey.largestPlainBytes + 1), context: "")
        }
    }
}

@Suite struct PasswordHashTests {
    /// The vectors of RFC 7914, section 12.
    @Test func scryptMatchesTheStandard() throws {
        let empty = try PasswordHash.scrypt([], salt: [], cost: .init(logN: 4, r: 1, p: 1), length: 64)
        #expect(
            Digest.hex(empty)
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        let salted = try PasswordHash.scrypt(
            Array("password".utf8), salt: Array("NaCl".utf8), cost: .init(logN: 10, r: 8, p: 16), length: 64)
        #expect(
            Digest.hex(salted)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    }

    @Test func onlyTheRightPasswordIsAccepted() throws {
        let stored = try PasswordHash.make("correct horse ü")
        #expect(stored.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(PasswordHash.verify("correct horse ü", against: stored))
        #expect(!PasswordHash.verify("correct horse u", against: stored))
        #expect(!PasswordHash.verify("", against: stored))
        #expect(!PasswordHash.isOutdated(stored))
        #expect(try PasswordHash.make("correct horse ü") != stored)
    }

    @Test(arguments: [
        "", "$", "$scrypt$", "scrypt$ln=4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=19,r=32,p=16$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=-4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$", "$scrypt$ln=99999999999999999999,r=1,p=1$AAAA$AAAA",
        "$argon2id$v=19$m=1,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func whatIsNoHashOfOursAcceptsNothing(_ stored: String) {
        #expect(!PasswordHash.verify("", against: stored))
        #expect(PasswordHash.isOutdated(stored))
    }
}

@Suite struct KeyFileTests {
    /// A new directory, removed when the body ends.
    private func inDirectory(_ body: (String) throws -> Void) throws {
        var template = Array("\(P_tmpdir)/crypto-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        let directory = String(cString: made)
        defer {
            for name in ["key", "link", "pipe"] { unlink("\(directory)/\(name)") }
            rmdir(directory)
        }
        try body(directory)
    }

    private func write(_ text: String, to path: String, mode: mode_t) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        fchmod(file, mode)
        close(file)
    }

    @Test func theKeyIsMadeOnceAndPrivate() throws {
        try inDirectory { directory in
            let path = "\(directory)/key"
            #expect(try KeyFile.load(path) == nil)
            let first = try KeyFile.load(orCreate: path)
            let second = try KeyFile.load(orCreate: path)
            #expect(try second.open(first.seal([1, 2, 3], context: "c"), context: "c") == [1, 2, 3])
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(status.st_size == 65 && status.st_nlink == 1)
        }
    }

    @Test(arguments: [0o604, 0o640, 0o660, 0o622, 0o601] as [mode_t])
    func aKeyThatOthersMayTouchIsRefused(_ mode: mode_t) throws {
        try inDirectory { directory in
            let path = "\(directory)/key"
            _ = try KeyFile.load(orCreate: path)
            chmod(path, mode)
            #expect(throws: CryptoFailure.keyFile(path: path, .readableByOthers(mode: mode))) {
                try KeyFile.load(orCreate: path)
            }
        }
    }

    @Test(arguments: [
        "", "00\n", String(repeating: "0", count: 64), String(repeating: "g", count: 64) + "\n",
        String(repeating: "0", count: 65) + "\n",
    ])
    func aKeyFileWithOtherContentIsRefusedAndKept(_ content: String) throws {
        try inDirectory { directory in
            let path = "\(directory)/key"
            write(content, to: path, mode: 0o600)
            #expect(throws: CryptoFailure.keyFile(path: path, .wrongContent)) { try KeyFile.load(orCreate: path) }
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func linksAndPipesAreNoKeyFiles() throws {
        try inDirectory { directory in
            _ = try KeyFile.load(orCreate: "\(directory)/key")
            symlink("\(directory)/key", "\(directory)/link")
            mkfifo("\(directory)/pipe", 0o600)
            for name in ["link", "pipe"] {
                let path = "\(directory)/\(name)"
                #expect(throws: CryptoFailure.keyFile(path: path, .notAFile)) { try KeyFile.load(orCreate: path) }
            }
            let nowhere = "\(directory)/none/key"
            #expect(throws: CryptoFailure.keyFile(path: nowhere, .system(call: "open", errno: ENOENT))) {
                try KeyFile.load(orCreate: nowhere)
            }
        }
    }

    /// Nothing inside the program coordinates the calls, so threads race as programs do.
    @Test func programsThatStartTogetherAgreeOnOneKey() async throws {
        for _ in 0..<20 {
            var template = Array("\(P_tmpdir)/crypto-XXXXXX".utf8CString)
            let directory = String(cString: try #require(mkdtemp(&template)))
            let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<16 { group.addTask { try KeyFile.load(orCreate: "\(directory)/key").bytes } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(keys).count == 1)
            #expect(rmdir(directory) != 0)
            unlink("\(directory)/key")
            #expect(rmdir(directory) == 0, "no draft may stay behind")
        }
    }
}
