import Crypto
import OracleLogon
import OracleWire
import TestKit
import Testing

@testable import OracleClient

func failure(_ body: () async throws -> Void) async -> OracleError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? OracleError
    }
}

@Suite struct LogonTests {
    @Test(
        arguments: [
            (VerifierKind.twelveC, true), (.elevenG, true), (.elevenG, false), (.elevenGOlder, false), (.tenG, true),
            (.tenG, false),
        ])
    func everyKindOfVerifierLetsTheRightPasswordIn(_ kind: VerifierKind, _ derives: Bool) async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.verifier = kind
        behaviour.derivesKeys = derives
        let server = try StandInServer(behaviour)
        let connection = try await server.connect()
        try await connection.ping()
        await connection.close()
        var wrong = try server.endpoint()
        wrong.password = "lion"
        let endpoint = wrong
        #expect(await failure { _ = try await OracleConnection.open(endpoint) }?.number == 1017)
    }

    @Test(arguments: [7, 8, 9, 11, 12, 13, 14, 16, 17, 20, 24] as [UInt8])
    func everyFieldVersionIsSpoken(_ version: UInt8) async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.fieldVersion = version
        let server = try StandInServer(behaviour)
        let connection = try await server.connect()
        #expect(connection.server.fieldVersion == Int(version))
        #expect(connection.server.version == (version >= 11 ? "19.3.0.0.0" : "12.1.0.2.0"))
        #expect(try await connection.table("select * from t").rows.count == 2)
        #expect(try await connection.execute("insert into t values (:1, :2)", [1, "x"]).rowCount == 1)
        #expect(await failure { try await connection.execute("delete from nosuch") }?.number == 942)
        try await connection.commit()
        #expect(try await connection.serverBanner() == "Stand-in 19.3")
        await connection.close()
    }

    @Test(arguments: [512, 1000, 8192, 2_000_000] as [UInt32])
    func everyPacketSizeIsSpoken(_ size: UInt32) async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.packetSize = size
        let server = try StandInServer(behaviour)
        let connection = try await server.connect("?sdu=2000000")
        let long = String(repeating: "x", count: 20_000)
        #expect(try await connection.execute("insert into t values (:1)", [.value(.text(long))]).rowCount == 1)
        await connection.close()
    }

    @Test func anOlderProtocolWithShortLengthsIsSpoken() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.version = 313
        let server = try StandInServer(behaviour)
        let connection = try await server.connect()
        #expect(try await connection.table("select * from t").rows.count == 2)
        await connection.close()
    }

    @Test func aServerThatDoesNotKnowThePasswordIsNotBelieved() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.lies = true
        let server = try StandInServer(behaviour)
        let error = await failure { _ = try await server.connect() }
        #expect(error?.number == OracleError.Own.encryption)
        #expect(error?.text.contains("did not prove") == true)
    }

    @Test func theReasonsOfARefusedLogonAreToldApart() async throws {
        for (number, text) in [(28_000, "ORA-28000: locked"), (28_001, "ORA-28001: expired"), (1045, "ORA-01045: no")]
            as [(UInt32, String)]
        {
            var behaviour = StandInServer.Behaviour()
            behaviour.logonError = (number, text)
            let server = try StandInServer(behaviour)
            let error = await failure { _ = try await server.connect() }
            #expect(error?.number == Int(number))
            #expect(error?.kind == .signIn)
            #expect(error?.advice != nil)
        }
    }

    @Test func aNewPasswordLetsAnExpiredAccountIn() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.logonError = (28_001, "ORA-28001: the password has expired")
        let server = try StandInServer(behaviour)
        var endpoint = try server.endpoint()
        endpoint.newPassword = "lion"
        let connection = try await OracleConnection.open(endpoint)
        try await connection.changePassword(from: "lion", to: "puma")
        await connection.close()
    }

    @Test func aWarningOfTheLogonIsKept() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.logonWarning = true
        let server = try StandInServer(behaviour)
        let connection = try await server.connect()
        #expect(connection.warnings.map(\.number) == [28_002])
        await connection.close()
    }

    @Test func missingUsersAndPasswordsAreNotSent() async throws {
        let server = try StandInServer()
        var endpoint = try server.endpoint()
        endpoint.password = ""
        let noPassword = endpoint
        #expect(await failure { _ = try await OracleConnection.open(noPassword) }?.number == 1005)
        endpoint.user = ""
        let noUser = endpoint
        #expect(await failure { _ = try await OracleConnection.open(noUser) }?.number == 1017)
    }
}

@Suite struct ReachingTests {
    @Test func aRefusalKeepsItsNumber() async throws {
        for number in [12_514, 12_505, 12_516, 12_528, 12_999] {
            var behaviour = StandInServer.Behaviour()
            behaviour.refusal = number
            let server = try StandInServer(behaviour)
            #expect(await failure { _ = try await server.connect() }?.number == number)
        }
    }

    @Test func aRedirectIsFollowedWithItsConnectData() async throws {
        let second = try StandInServer()
        for inside in [false, true] {
            var behaviour = StandInServer.Behaviour()
            behaviour.redirectPort = second.port
            behaviour.redirectsInside = inside
            let first = try StandInServer(behaviour)
            let connection = try await first.connect()
            try await connection.ping()
            await connection.close()
            #expect(second.connectData.last == first.connectData.last)
        }
    }

    @Test func aRedirectWithoutEndIsLeft() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.resends = 50
        let server = try StandInServer(behaviour)
        #expect(await failure { _ = try await server.connect() }?.number == 12_537)
    }

    @Test func aResendRepeatsTheConnect() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.resends = 1
        let server = try StandInServer(behaviour)
        let connection = try await server.connect()
        #expect(server.connectData.count == 2)
        #expect(Set(server.connectData).count == 1)
        await connection.close()
    }

    @Test func aDemandForNativeEncryptionIsRefusedWithTheWayOut() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.demandsEncryption = true
        let server = try StandInServer(behaviour)
        let error = await failure { _ = try await server.connect() }
        #expect(error?.number == 12_660)
        #expect(error?.description.contains("SQLNET.ENCRYPTION_SERVER") == true)
        #expect(error?.description.contains("TCPS") == true)
    }

    @Test func theNextAddressIsTriedWhenOneDoesNotAnswer() async throws {
        let good = try StandInServer()
        var behaviour = StandInServer.Behaviour()
        behaviour.refusal = 12_514
        let bad = try StandInServer(behaviour)
        let text = "127.0.0.1:1,127.0.0.1:\(bad.port),127.0.0.1:\(good.port)/ORCLPDB1"
        let connection = try await OracleConnection.open(
            try OracleEndpoint(text, user: "scott", password: "tiger"))
        try await connection.ping()
        await connection.close()
        #expect(bad.connectionCount == 1)
    }

    @Test func nobodyGuessesAPasswordAtTheNextAddress() async throws {
        let first = try StandInServer()
        let second = try StandInServer()
        var endpoint = try OracleEndpoint(
            "127.0.0.1:\(first.port),127.0.0.1:\(second.port)/ORCLPDB1?retry_count=3", user: "scott", password: "no")
        endpoint.logonTimeout = .seconds(5)
        let fixed = endpoint
        #expect(await failure { _ = try await OracleConnection.open(fixed) }?.number == 1017)
        #expect(first.connectionCount == 1)
        #expect(second.connectionCount == 0)
    }

    @Test func aPassThatFailsIsRepeatedAsOftenAsTheStringSays() async throws {
        var behaviour = StandInServer.Behaviour()
        behaviour.refusal = 12_514
        let server = try StandInServer(behaviour)
        #expect(await failure { _ = try await server.connect("?retry_count=2&retry_delay=10ms") }?.number == 12_514)
        #expect(server.connectionCount == 3)
    }

    @Test func theServerIsToldWhatIsWanted() async throws {
        let server = try StandInServer()
        let connection = try await server.connect(":dedicated/i1")
        await connection.close()
        let text = try #require(server.connectData.first)
        #expect(text.hasPrefix("(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=\(server.port)))"))
        #expect(text.contains("(SERVICE_NAME=ORCLPDB1)(SERVER=dedicated)(INSTANCE_NAME=i1)(CID=(PROGRAM=godwit)"))
        #expect(text.contains("(CONNECTION_ID="))
    }

    @Test func cancellingAConnectEndsItAtOnce() async throws {
        // A server that accepts the socket and never says a word.
        var behaviour = StandInServer.Behaviour()
        behaviour.identity = try TLSIdentity.selfSigned(hosts: ["x"])
        let server = try StandInServer(behaviour)
        let opening = Task { try await server.connect() }
        try await eventually("the connection arrives") { server.connectionCount > 0 }
        opening.cancel()
        #expect(await failure { _ = try await opening.value } != nil)
    }
}

@Suite struct EncryptedConnectionTests {
    private func endpoint(
        _ server: StandInServer, _ identity: TLSIdentity, _ suffix: String = ""
    ) throws
        -> OracleEndpoint
    {
        var endpoint = try OracleEndpoint(
            "tcps://127.0.0.1:\(server.port)/ORCLPDB1\(suffix)", user: "scott", password: "tiger")
        endpoint.trust = .certificates(pem: identity.certificatePEM)
        return endpoint
    }

    @Test func tcpsChecksTheHostOrTheNameThatWasGiven() async throws {
        let identity = try TLSIdentity.selfSigned(hosts: ["db.test"], organization: "Example")
        var behaviour = StandInServer.Behaviour()
        behaviour.identity = identity
        let server = try StandInServer(behaviour)
        let wrong = try endpoint(server, identity)
        #expect(await failure { _ = try await OracleConnection.open(wrong) }?.number == OracleError.Own.encryption)
        for suffix in ["?ssl_server_dn_match=off", "?ssl_server_cert_dn=\"CN=db.test,O=Example\""] {
            let connection = try await OracleConnection.open(try endpoint(server, identity, suffix))
            #expect(try await connection.table("select * from t").rows.count == 2)
            await connection.close()
        }
        var stranger = try endpoint(server, identity, "?ssl_server_dn_match=off")
        stranger.trust = .system
        let unknown = stranger
        #expect(await failure { _ = try await OracleConnection.open(unknown) }?.number == OracleError.Own.encryption)
    }

    @Test func aListenerThatHandsTheSocketOverGetsAFreshHandshake() async throws {
        let identity = try TLSIdentity.selfSigned(hosts: ["127.0.0.1"])
        var behaviour = StandInServer.Behaviour()
        behaviour.identity = identity
        behaviour.repeatsHandshake = true
        behaviour.resends = 1
        let server = try StandInServer(behaviour)
        let connection = try await OracleConnection.open(try endpoint(server, identity))
        try await connection.ping()
        #expect(server.connectData.count == 2)
        await connection.close()
    }
}
