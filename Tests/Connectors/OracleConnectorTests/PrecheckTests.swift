import ConnectorKit
import Model
import OracleClient
import OracleConnector
import TestKit
import Testing

@Suite struct PrecheckTests {
    private func scope(
        _ source: any SourceDatabase, _ names: [ObjectName], converted: [ConvertedObject] = [], needsLogs: Bool = false
    ) async throws -> PrecheckScope {
        PrecheckScope(
            steps: [.precheck, .schema, .full], tables: try await source.tables(names), converted: converted,
            databases: [], createsDatabases: true, onNonEmpty: .stop, needsLogs: needsLogs)
    }

    private func answer(
        _ key: String, _ source: any SourceDatabase, _ scope: PrecheckScope
    ) async throws -> [PrecheckFinding] {
        let question = try #require(source.questions.first { $0.key == key })
        return await source.answer(question, scope)
    }

    @Test func everyQuestionOfAGoodSourcePassesAndKeysAreUnique() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER PRIMARY KEY, C CLOB)", "INSERT INTO T VALUES (1, 'x')")
        let source = try await schema.open()
        let scope = try await scope(source, [schema.table("T")])
        #expect(Set(source.questions.map(\.key)).count == source.questions.count)
        #expect(source.questions.allSatisfy { $0.end == .source && $0.key.hasPrefix("source.") })
        for question in source.questions {
            let found = await source.answer(question, scope)
            #expect(!found.isEmpty && found.allSatisfy { $0.outcome == .passed && $0.key == question.key }, "\(found)")
        }
        await source.close()
    }

    @Test func missingRightsComeWithTheGrantThatMendsThem() async throws {
        let schema = try await TestSchema.make(isOwn: true)
        let other = try await TestSchema.make()
        try await other.run("CREATE TABLE T (ID NUMBER)", "GRANT SELECT ON T TO \(schema.name)")
        let source = try await schema.open()
        let scope = try await scope(source, [other.table("T")])
        #expect(try await answer("source.privileges.read", source, scope).map(\.outcome) == [.passed])
        let flashback = try await answer("source.privileges.flashback", source, scope)
        #expect(flashback.map(\.outcome) == [.failed])
        let fix = try #require(flashback.first?.fix)
        #expect(fix == "GRANT FLASHBACK ON \"\(other.name)\".\"T\" TO \(schema.name);")
        try await other.run(String(fix.dropLast()))
        #expect(try await answer("source.privileges.flashback", source, scope).map(\.outcome) == [.passed])
        #expect(try await answer("source.privileges.extents", source, scope).map(\.outcome) == [.warning])
        await source.close()
    }

    @Test func loggingOfTablesIsAskedForWhenChangesAreFollowedAndItsFixMendsIt() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE K (ID NUMBER PRIMARY KEY)", "CREATE TABLE N (ID NUMBER)")
        let source = try await schema.open()
        let names = [schema.table("K"), schema.table("N")]
        let quiet = try await scope(source, names)
        #expect(try await answer("source.logging.tables", source, quiet).map(\.outcome) == [.passed])
        let following = try await scope(source, names, needsLogs: true)
        let found = try await answer("source.logging.tables", source, following)
        #expect(found.map(\.outcome) == [.failed, .failed])
        #expect(found.map { $0.fix?.contains("(ALL)") } == [false, true])
        for fix in found.compactMap(\.fix) { try await schema.run(String(fix.dropLast())) }
        #expect(try await answer("source.logging.tables", source, following).map(\.outcome) == [.passed])
        #expect(try await answer("source.archivelog", source, following).map(\.outcome) == [.passed])
        await source.close()
    }

    @Test func shapesThatNeedAWordAreNamed() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE N (OMS_ROW_NUMBER NUMBER, F BFILE) ", "ALTER TABLE N ENABLE ROW MOVEMENT",
            "CREATE TABLE P (ID NUMBER PRIMARY KEY)", "CREATE TABLE C (ID NUMBER PRIMARY KEY REFERENCES P)",
            "CREATE TABLE \"c\" (ID NUMBER PRIMARY KEY)",
            "CREATE GLOBAL TEMPORARY TABLE G (ID BINARY_DOUBLE PRIMARY KEY)")
        let source = try await schema.open()
        let scope = try await scope(source, ["N", "C", "c", "G"].map { schema.table($0) })
        for (key, subject) in [
            ("source.objects.keys", "N"), ("source.objects.types", "N"), ("source.objects.pseudo", "N"),
            ("source.objects.movement", "N"), ("source.objects.kinds", "G"), ("source.objects.names", "C"),
            ("source.exists.parents", "C"), ("source.objects.keytypes", "G"),
        ] {
            let found = try await answer(key, source, scope)
            #expect(found.map(\.subject) == ["\(schema.name).\(subject)"], "\(key): \(found)")
            #expect(found.allSatisfy { $0.outcome != .passed && $0.advice != nil })
        }
        await source.close()
    }

    @Test func whatIsGoneAndFiltersThatFailAreFound() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER PRIMARY KEY, C CLOB)")
        let source = try await schema.open()
        var plan = schema.plan("T", [("ID", .number(precision: nil, scale: nil)), ("C", .largeText(national: false))])
        plan.filter = "NOTHING = 1"
        plan.columns[1].destinationType = .largeText(bytesMax: 300)
        let converted = ConvertedObject(
            kind: .table, source: schema.table("T"), destination: schema.table("T"), copy: plan)
        let scope = try await scope(source, [schema.table("T")], converted: [converted])
        #expect(try await answer("source.exists.filters", source, scope).map(\.outcome) == [.failed])
        try await schema.connection.execute(
            "INSERT INTO T VALUES (1, :1)", [.value(.text(String(repeating: "x", count: 5000)))])
        try await schema.connection.commit()
        let large = try await answer("source.values.large", source, scope)
        #expect(large.map(\.outcome) == [.warning])
        #expect(large.first?.found.hasPrefix("1 values of C") == true)
        try await schema.run("DROP TABLE T PURGE")
        #expect(try await answer("source.exists.tables", source, scope).map(\.outcome) == [.failed])
        await source.close()
    }

    @Test func anUnknownQuestionIsAFindingAndNoCrash() async throws {
        let schema = try await TestSchema.make()
        let source = try await schema.open()
        let question = PrecheckQuestion(key: "source.other", title: "Other", end: .source, area: "objects")
        #expect(await source.answer(question, try await scope(source, [])).map(\.outcome) == [.failed])
        await source.close()
    }
}
