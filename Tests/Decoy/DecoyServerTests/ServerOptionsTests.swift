import Testing

@testable import DecoyServer

struct ServerOptionsTests {
    @Test("Options are taken in both spellings, and what is not said has its documented value")
    func taken() throws {
        let plain = try ServerOptions(words: ["--data", "d"])
        #expect(plain.host == "127.0.0.1" && plain.port == 1521 && plain.service == "ORCLPDB1")
        #expect(plain.systemPassword == "decoy" && plain.wire.offeredFieldVersion == 12)
        let bent = try ServerOptions(words: [
            "--data=d", "--listen=[::1]:0", "--version", "23", "--verifier=10g", "--no-pbkdf2", "--sdu", "512",
            "--bit-vectors=always", "--chunked-values=3", "--packet-bytes=1", "--error-by-marker", "--redirect",
            "--drop-after-packets=7", "--latency-milliseconds=2", "--resend", "--require-encryption",
            "--fast-authentication", "--end-of-response", "--tls-certificate=c", "--tls-key=k",
        ])
        #expect(bent.host == "::1" && bent.port == 0)
        #expect(bent.wire.offeredFieldVersion == 24 && bent.wire.verifier == .v10g && bent.wire.packetLimit == 512)
        #expect(bent.wire.bitVectors == .always && bent.wire.chunkBytes == 3 && bent.wire.packetBytes == 1)
        #expect(bent.wire.dropAfterPackets == 7 && bent.wire.latencyMilliseconds == 2)
        #expect(!bent.wire.combinesKeysByPBKDF2 && bent.wire.errorsByMarker && bent.wire.redirects)
        #expect(bent.wire.resends && bent.wire.requiresEncryption && bent.wire.offersEndOfResponse)
        #expect(bent.certificateFile == "c" && bent.keyFile == "k")
    }

    @Test(
        "A wrong word is refused by its name",
        arguments: [
            (["--data", "d", "--verson", "19"], "There is no option --verson."),
            (["--data", "d", "--version", "20"], "--version takes one of 11.2, 12.1, 12.2, 18, 19, 21, 23, not “20”."),
            (["--data", "d", "--sdu", "511"], "--sdu takes a whole number from 512 to 2097152, not “511”."),
            (["--data", "d", "--data", "e"], "--data is there twice."),
            (["--data"], "--data needs a value."),
            (["--data", "d", "--redirect=yes"], "--redirect takes no value."),
            (["--data", "d", "more"], "“more” is not understood: every setting is an option such as --data DIR."),
            (["--version", "19"], "--data DIR is missing: the folder of the database."),
            (["--data", "d", "--tls-key", "k"], "--tls-certificate and --tls-key go together."),
            (["--data", "d", "--listen", "1521"], "--listen takes HOST:PORT, not “1521”."),
            (
                ["--data", "d", "--service", "a b"],
                "--service takes a name of letters, digits, _ $ # and dots, not “a b”."
            ),
        ])
    func refused(words: [String], message: String) {
        #expect(throws: OptionFailure(message)) { try ServerOptions(words: words) }
    }

    @Test("Each release says its number in the layout that the field version asks for")
    func numbers() {
        #expect(ServedVersion.v19.number(fieldVersion: 12) == 0x1303_0000)
        #expect(ServedVersion.v12_2.number(fieldVersion: 8) == 0x0C20_0100)
        #expect(ServedVersion.v11_2.number(fieldVersion: 6) == 0x0B20_0400)
        #expect(ServedVersion.v23.number(fieldVersion: 24) == 0x1704_0185)
        #expect(ServedVersion.v19.banner.hasPrefix("Oracle Database 19c Enterprise Edition Release 19.0.0.0.0"))
    }
}
