import ConnectorKit
import Model
import MySQLClient
import Testing

@testable import MySQLConnectors

@Suite struct DestinationPrecheckTests {
    private let database = "p" + ProjectID.random().rawValue.dropFirst(3)

    private func connector(_ server: TestServer) -> any DestinationConnector {
        server == .seekdb ? OceanBaseConnector() : MySQLConnector()
    }

    private func scope(
        _ steps: [StepKind] = [.schema, .full], creates: Bool = true, _ policy: NonEmptyPolicy = .stop
    ) -> PrecheckScope {
        let name = ObjectName(database, "T")
        var table = ConvertedObject(
            kind: .table, source: ObjectName("S", "T"), destination: name, statements: ["CREATE TABLE `T` (a INT)"])
        table.copy = CopyPlan(source: table.source, destination: name, columns: [], addressing: .whole)
        return PrecheckScope(
            steps: steps, tables: [], converted: [table], databases: [database], createsDatabases: creates,
            onNonEmpty: policy, needsLogs: false)
    }

    /// The questions that did not pass, with the worst outcome of each.
    private func problems(
        _ destination: any DestinationDatabase, _ scope: PrecheckScope
    ) async -> [String: PrecheckFinding.Outcome] {
        var found: [String: PrecheckFinding.Outcome] = [:]
        for question in destination.questions {
            let findings = await destination.answer(question, scope)
            #expect(!findings.isEmpty && findings.allSatisfy { $0.key == question.key && !$0.found.isEmpty })
            for finding in findings where finding.outcome != .passed {
                #expect(finding.advice?.isEmpty == false, "\(finding)")
                if found[question.key] != .failed { found[question.key] = finding.outcome }
            }
        }
        return found
    }

    @Test func anEngineThatMayLeaveLocksBehindIsAskedAndItsSizesAreUnderstood() async throws {
        let destination = try await connector(.seekdb).openDestination(
            try await TestServer.seekdb.source(), password: TestServer.seekdb.password)
        let question = try #require(destination.questions.first { $0.key == "destination.crash" })
        let findings = await destination.answer(question, scope())
        #expect(findings.map(\.outcome) == [.passed] && findings[0].found.contains("_private_buffer_size is 0B"))
        #expect(!CapacityPrechecks.isEarly("0B") && !CapacityPrechecks.isEarly("0"))
        #expect(CapacityPrechecks.isEarly("16K") && CapacityPrechecks.isEarly("10M"))
        await destination.close()
    }

    @Test(arguments: TestServer.allCases)
    func aFreshDestinationPassesAndWhatIsMissingOrInTheWayIsNamed(server: TestServer) async throws {
        let destination = try await connector(server).openDestination(
            try await server.source(), password: server.password)
        #expect(await problems(destination, scope()) == [:])
        #expect(await problems(destination, scope(creates: false)) == ["destination.databases": .failed])
        try await destination.createDatabase(database)
        #expect(await problems(destination, scope([.full])) == ["destination.tables": .failed])
        try await destination.run("CREATE TABLE `T` (a INT)", in: database)
        #expect(await problems(destination, scope([.full])) == [:])
        #expect(await problems(destination, scope()) == ["destination.objects": .failed])
        try await destination.run("INSERT INTO `T` VALUES (1)", in: database)
        #expect(await problems(destination, scope([.full])) == ["destination.empty": .failed])
        #expect(await problems(destination, scope([.full], .ignore)) == [:])
        try await destination.run("DROP DATABASE \(ConnectionAdvice.quoted(database))", in: "")
        await destination.close()
    }

    @Test(arguments: TestServer.allCases)
    func anAccountWithoutRightsIsToldTheGrantThatMendsIt(server: TestServer) async throws {
        let admin = try await connector(server).openDestination(try await server.source(), password: server.password)
        let user = "u" + ProjectID.random().rawValue.dropFirst(3)
        // The engine refuses CREATE USER and DROP USER now and then while other definitions run.
        func insist(_ statement: String) async {
            for _ in 0..<5 where (try? await admin.run(statement, in: "")) != nil { break }
        }
        await insist("CREATE USER '\(user)'@'%' IDENTIFIED BY 'secret'")
        var source = try await server.source()
        source.user = user
        let destination = try await connector(server).openDestination(source, password: Secret("secret"))
        let question = try #require(destination.questions.first { $0.key == "destination.rights" })
        let findings = await destination.answer(question, scope())
        #expect(Set(findings.map(\.subject)) == [database, "godwit"])
        #expect(findings.allSatisfy { $0.outcome == .failed && $0.fix?.hasPrefix("GRANT ") == true })
        await destination.close()
        await insist("DROP USER '\(user)'@'%'")
        await admin.close()
    }

    @Test func aServerOfTheOtherKindFailsTheVersion() async throws {
        let destination = try await OceanBaseConnector().openDestination(
            try await TestServer.mariadb.source(), password: TestServer.mariadb.password)
        #expect(await problems(destination, scope())["destination.version"] == .failed)
        await destination.close()
    }
}
