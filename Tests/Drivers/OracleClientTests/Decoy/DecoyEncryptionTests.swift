import Crypto
import LocalServers
import Net
import Processes
import Sockets
import TestKit
import Testing

@testable import OracleClient

/// Decoy behind TLS, and clients that meet the wrong kind of port: each ends with an error that names the reason, and
/// soon.
@Suite struct DecoyEncryptionTests {
    private struct Encrypted {
        let server: DecoyProgram
        let identity: TLSIdentity
        let folder: TemporaryDirectory

        init(hosts: [String] = ["127.0.0.1"]) async throws {
            folder = try TemporaryDirectory("decoy-tls")
            identity = try TLSIdentity.selfSigned(hosts: hosts)
            try SmallFile.replace(folder("certificate.pem"), with: Array(identity.certificatePEM.utf8))
            try SmallFile.replace(folder("key.pem"), with: Array(identity.privateKeyPEM.utf8), mode: 0o600)
            server = try await DecoyProgram.start(options: [
                "--tls-certificate=\(folder("certificate.pem"))", "--tls-key=\(folder("key.pem"))",
            ])
        }

        func endpoint(_ scheme: String = "tcps", host: String = "127.0.0.1") throws -> OracleEndpoint {
            var endpoint = try OracleEndpoint(
                "\(scheme)://\(host):\(server.port)/\(server.service)", user: server.user, password: server.password)
            endpoint.trust = .certificates(pem: identity.certificatePEM)
            return endpoint
        }
    }

    /// The error of a connection that must not come about, within a time that nobody calls hanging.
    private func refusal(_ endpoint: OracleEndpoint) async -> OracleError? {
        let began = ContinuousClock.now
        let error = await failure { await (try OracleConnection.open(endpoint)).close() }
        #expect(ContinuousClock.now - began < .seconds(10))
        return error
    }

    @Test(.timeLimit(.minutes(6))) func everythingWorksOverTLSAndStrangersAreRefused() async throws {
        let encrypted = try await Encrypted()
        let connection = try await OracleConnection.open(try encrypted.endpoint())
        try await connection.execute("create table wide (id number, v varchar2(4000), b blob)")
        let long = String(repeating: "ü", count: 2000)
        let rows: [[OracleValue]] = (0..<400).map { [.integer($0), .text(long)] }
        try await connection.execute("insert into wide (id, v) values (:1, :2)", rows: rows)
        let blob = [UInt8](repeating: 9, count: 3_000_000)
        try await connection.execute("insert into wide values (1000, null, :1)", [.value(.bytes(blob))])
        #expect(try await connection.table("select count(*), sum(length(v)) from wide").rows == [[401, 800_000]])
        #expect(try await connection.table("select v from wide where id < 400").rows.count == 400)
        #expect(try await connection.table("select b from wide where id = 1000").rows == [[.bytes(blob)]])
        await connection.setCallTimeout(.milliseconds(200))
        let slow = "select count(*) from all_objects a, all_objects b, all_objects c, all_objects d"
        #expect(await failure { _ = try await connection.table(slow) }?.number == 3156)
        await connection.setCallTimeout(nil)
        #expect(try await connection.table("select 1 from dual").rows == [[1]])
        await connection.close()

        let misnamed = await refusal(try encrypted.endpoint(host: "localhost"))
        #expect(misnamed?.number == OracleError.Own.encryption)
        #expect(misnamed?.text.contains("not for localhost") == true, "\(misnamed.map { "\($0)" } ?? "connected")")
        var stranger = try encrypted.endpoint()
        stranger.trust = .system
        let untrusted = await refusal(stranger)
        #expect(untrusted?.number == OracleError.Own.encryption)
        #expect(untrusted?.text.contains("not trusted") == true, "\(untrusted.map { "\($0)" } ?? "connected")")
        stranger.trust = .certificates(pem: try TLSIdentity.selfSigned(hosts: ["127.0.0.1"]).certificatePEM)
        #expect(await refusal(stranger)?.number == OracleError.Own.encryption)
        await encrypted.server.remove()
    }

    @Test(.timeLimit(.minutes(6))) func theWrongKindOfPortIsNamed() async throws {
        let encrypted = try await Encrypted()
        let inTheClear = await refusal(try encrypted.endpoint("tcp"))
        #expect([12_537, 12_547].contains(inTheClear?.number ?? 0), "\(inTheClear.map { "\($0)" } ?? "connected")")
        #expect(inTheClear?.description.contains("tcps") == true, "\(inTheClear.map { "\($0)" } ?? "connected")")
        // Somebody who begins and never goes on holds nobody up, not even the end of the server.
        let port = encrypted.server.port
        let silent = try await onThread("silent") {
            let stream = try ByteStream.connect(host: "127.0.0.1", port: port, until: .now + .seconds(5))
            try stream.write([0x16, 0x03, 0x01], until: .now + .seconds(5))
            return stream
        }
        let connection = try await OracleConnection.open(try encrypted.endpoint())
        try await connection.ping()
        await connection.close()
        let began = ContinuousClock.now
        await encrypted.server.stop()
        #expect(ContinuousClock.now - began < .seconds(10))
        silent.close()

        let plain = try await DecoyProgram.start()
        var endpoint = try OracleEndpoint(
            "tcps://127.0.0.1:\(plain.port)/\(plain.service)", user: plain.user, password: plain.password)
        endpoint.trust = .certificates(pem: encrypted.identity.certificatePEM)
        let overTLS = await refusal(endpoint)
        #expect(overTLS.map { [.encryption, .lost, .unreachable].contains($0.kind) } == true)
        #expect(overTLS?.description.contains("TLS") == true, "\(overTLS.map { "\($0)" } ?? "connected")")
        await plain.remove()
        await encrypted.server.remove()
    }
}
