import ConnectorKit
import Model
import OracleClient
import OracleConnector
import Synchronization
import TestKit
import Testing

@Suite struct ConnectionTestTests {
    @Test func anOpenServerIsAskedStepByStepAndEachIsReportedAtOnce() async throws {
        let schema = try await TestSchema.make()
        let reported = Mutex<[ConnectionTest.Step]>([])
        let steps = await OracleConnector().test(schema.data, password: schema.secret) { step in
            reported.withLock { $0.append(step) }
        }
        #expect(
            steps.map(\.key) == [
                "name", "port", "login", "version", "role", "charset", "rights", "clock", "archiving", "logging",
                "capabilities",
            ])
        #expect(steps.allSatisfy { $0.key == "logging" || $0.outcome == .passed && !$0.detail.isEmpty }, "\(steps)")
        #expect(reported.withLock { $0 } == steps)
        let capabilities = steps.flatMap(\.capabilities)
        #expect(
            capabilities.map(\.key) == [
                "version", "role", "charset", "archiving", "supplementalLogging", "fixedPosition", "extents",
                "dictionary", "undoRetention",
            ])
        #expect(capabilities.allSatisfy { !$0.found.isEmpty })
        #expect(capabilities.first { $0.key == "archiving" }?.isPresent == true)
        #expect(steps.flatMap(\.rights).allSatisfy { $0.isPresent })
    }

    @Test func aUserWithFewRightsIsToldWhichToAskFor() async throws {
        let schema = try await TestSchema.make(isOwn: true)
        let steps = await OracleConnector().test(schema.data, password: schema.secret) { _ in }
        let rights = try #require(steps.first { $0.key == "rights" })
        #expect(rights.outcome == .warning)
        #expect(rights.fix?.contains("GRANT SELECT ANY TABLE TO \(schema.name);") == true)
        #expect(rights.fix?.contains("GRANT FLASHBACK ANY TABLE TO \(schema.name);") == true)
        #expect(steps.first { $0.key == "login" }?.outcome == .passed)
        #expect(
            rights.rights.map { "\($0.name) \($0.scope)" } == [
                "SELECT ANY TABLE ", "FLASHBACK ANY TABLE ", "SELECT ANY DICTIONARY ", "SELECT SYS.V_$DATABASE",
            ])
        let flashback = try #require(rights.rights.first { $0.name == "FLASHBACK ANY TABLE" })
        #expect(!flashback.isPresent && flashback.grant == "GRANT FLASHBACK ANY TABLE TO \(schema.name);")
    }

    @Test func aWrongPasswordFailsAtTheSignInAndTheRestIsSkipped() async throws {
        let schema = try await TestSchema.make()
        let steps = await OracleConnector().test(schema.data, password: Secret("wrong")) { _ in }
        let login = try #require(steps.first { $0.key == "login" })
        #expect(login.outcome == .failed && login.advice != nil)
        #expect(!login.detail.contains("wrong"))
        #expect(steps.drop { $0.key != "login" }.dropFirst().allSatisfy { $0.outcome == .skipped })
    }

    @Test func anUnknownServiceIsNamed() async throws {
        var data = try await TestSchema.make().data
        data.database = "NOWHERE"
        let steps = await OracleConnector().test(data, password: Secret("decoy")) { _ in }
        #expect(steps.first { $0.outcome == .failed }?.key == "login")
        #expect(steps.first { $0.outcome == .failed }?.detail.contains("NOWHERE") == true)
        await #expect { _ = try await OracleConnector().openSource(data, password: Secret("decoy")) } throws: { error in
            (error as? DatabaseRefusal)?.code == "ORA-12514"
        }
    }

    @Test func aPortWithoutAListenerFailsAtThePort() async throws {
        var data = try await TestSchema.make().data
        data.port = 1
        let steps = await OracleConnector().test(data, password: Secret("decoy")) { _ in }
        #expect(steps.first { $0.outcome == .failed }?.key == "port")
    }

    @Test func theFormOffersWhatAnOracleSourceNeeds() {
        let description = OracleConnector().description
        #expect(description.kind == DataSourceKind(rawValue: "oracle") && description.defaultPort == 1521)
        #expect(Set(description.fields.map(\.name)).isSuperset(of: ["sid", "authorityFile", "wallet"]))
        #expect(description.roles == DataSourceRole.allCases)
    }

    @Test func everyConnectionOfAPoolHasTheSettingsOfItsSession() async throws {
        let schema = try await TestSchema.make()
        var options = OraclePool.Options()
        options.sessionStatements = ["ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY'"]
        let pool = OraclePool(
            try OracleEndpoint(
                "\(schema.data.host):\(schema.data.port)/\(schema.data.database)", user: "system", password: "decoy"),
            options: options)
        let (one, other) = (try await pool.take(), try await pool.take())
        for connection in [one, other] {
            let found = try await connection.table("SELECT TO_CHAR(DATE '2024-05-06') FROM DUAL").rows
            #expect(found == [[.text("2024")]])
            await pool.give(connection)
        }
        await pool.close()
        options.sessionStatements = ["ALTER SESSION SET NO_SUCH_SETTING = 1"]
        let broken = OraclePool(
            try OracleEndpoint(
                "\(schema.data.host):\(schema.data.port)/\(schema.data.database)", user: "system", password: "decoy"),
            options: options)
        await #expect(throws: OracleError.self) { _ = try await broken.take() }
        #expect(await broken.connectionCount == 0)
    }
}
