import OracleSQL
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct EngineTests {
    @Test func anEngineStartsAndKnowsSystem() async throws {
        let folder = try TemporaryDirectory("decoy")
        let clock = ContinuousClock()
        var started = clock.now
        let engine = try await Engine.start(EngineOptions(directory: folder("data")))
        print("first start", clock.now - started)
        let account = engine.account(named: "SYSTEM")
        #expect(account?.verifiers?.hasPrefix("S:") == true)
        #expect(engine.account(named: "NOBODY") == nil)
        await engine.stop()
        started = clock.now
        let again = try await Engine.start(EngineOptions(directory: folder("data")))
        print("second start", clock.now - started)
        #expect(again.account(named: "SYSTEM") != nil)
        await again.stop()
    }

    /// Definitions, changes and queries of a client, end to end.
    @Test func whatIsDefinedCanBeUsedAndSurvivesAPowerCut() async throws {
        let folder = try TemporaryDirectory("decoy")
        let engine = try await Engine.start(EngineOptions(directory: folder("data")))
        try await withSession(engine) { session in
            _ = try session.run("CREATE TABLE fruits (id NUMBER(6) PRIMARY KEY, name VARCHAR2(10) NOT NULL, ripe DATE)")
            _ = try session.run("INSERT INTO fruits VALUES (1, 'apple', DATE '2024-01-02')")
            _ = try session.run("INSERT INTO fruits (id, name) VALUES (2, 'pear')")
            try session.commit()
            do {
                _ = try session.run("INSERT INTO fruits VALUES (3, 'a name too long', NULL)")
                Issue.record("it was taken")
            } catch let failure as OracleFailure {
                #expect(failure.code == 12899, "\(failure.message)")
            }
        }
        await engine.killServer()
        try await eventually("the server is back", within: .seconds(20)) {
            (try? await withSession(engine) { try $0.rows("SELECT id FROM fruits") }) != nil
        }
        try await withSession(engine) { session in
            #expect(try session.rows("SELECT id, name FROM fruits ORDER BY id") == [["1", "apple"], ["2", "pear"]])
            _ = try session.run("DROP TABLE fruits")
            do {
                _ = try session.rows("SELECT id FROM fruits")
                Issue.record("it is still there")
            } catch let failure as OracleFailure { #expect(failure.code == 942) }
        }
        await engine.stop()
    }
}
