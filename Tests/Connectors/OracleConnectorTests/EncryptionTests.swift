import ConnectorKit
import Crypto
import LocalServers
import Model
import OracleConnector
import Processes
import TestKit
import Testing

@Suite struct EncryptionTests {
    /// A Decoy that speaks TCPS alone, with a certificate for a name that is not the address it is reached by.
    @Test func anEncryptedSourceIsReadAndItsCertificateIsCheckedWhenAsked() async throws {
        let folder = try TemporaryDirectory()
        let identity = try TLSIdentity.selfSigned(hosts: ["127.0.0.1"])
        try SmallFile.replace(folder("server.pem"), with: Array(identity.certificatePEM.utf8))
        try SmallFile.replace(folder("server.key"), with: Array(identity.privateKeyPEM.utf8), mode: 0o600)
        let server = try await DecoyProgram.start(
            options: ["--tls-certificate=\(folder("server.pem"))", "--tls-key=\(folder("server.key"))"])
        var data = DataSource(
            id: DataSourceID(rawValue: "ds_tls"), name: "tls", kind: DataSourceKind(rawValue: "oracle"),
            host: server.host, port: server.port, user: server.user, database: server.service, encryption: .required,
            createdAt: .zero)
        #expect(await outcome(data) == nil)
        data.encryption = .verified
        #expect(await outcome(data)?.key == "login")
        data.options["authorityFile"] = folder("server.pem")
        #expect(await outcome(data) == nil)
        let source = try await OracleConnector().openSource(data, password: Secret(server.password))
        #expect(try await source.facts().kind == "oracle")
        await source.close()
        data.encryption = .off
        #expect(await outcome(data)?.key == "login")
        await server.stop()
    }

    /// The step that failed.
    private func outcome(_ data: DataSource) async -> ConnectionTest.Step? {
        await OracleConnector().test(data, password: Secret("decoy")) { _ in }.first { $0.outcome == .failed }
    }
}
