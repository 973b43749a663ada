import DecoyCompiler
import Net
import OracleSQL
import PostgresClient
import Synchronization
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct ClockTests {
    private static let accountCount = 20
    private static let total = 20 * 1000

    private static func fill(_ session: Session) throws {
        let rows = (0..<accountCount).map { [Cell.number($0), Cell.text("o"), Cell.number(1000)] }
        let insert = try session.prepare("INSERT INTO accounts VALUES (:1, :2, :3)", rows[0].map { BindType($0.type) })
        _ = try session.execute(insert, rows: rows)
        try session.commit()
    }

    /// Moves amounts between accounts until told to stop; a lost server is waited for.
    private static func transfer(_ engine: Engine, seed: UInt64, _ stop: Flag) -> Int {
        var random = SeededGenerator(seed: seed)
        var count = 0
        while !stop.value {
            guard let account = engine.account(named: "SYSTEM"), let session = try? engine.open(account) else {
                continue
            }
            defer { session.close() }
            while !session.isLost, !stop.value {
                let from = Int.random(in: 0..<accountCount, using: &random)
                let to = Int.random(in: 0..<accountCount, using: &random)
                let amount = Cell.number(Int.random(in: 1...9, using: &random))
                do {
                    _ = try session.run(
                        "UPDATE accounts SET amount = amount - :1 WHERE id = :2", [amount, .number(from)])
                    if count % 7 == 3 {
                        try session.rollback()
                    } else {
                        _ = try session.run(
                            "UPDATE accounts SET amount = amount + :1 WHERE id = :2", [amount, .number(to)])
                        try session.commit()
                    }
                    count += 1
                } catch {
                    try? session.rollback()
                }
            }
        }
        return count
    }

    @Test func everySCNShowsASumThatNoTransferChanges() async throws {
        let folder = try TemporaryDirectory("decoy-clock")
        let engine = try await TestEngines.make(in: folder("data"))
        try await withSession(engine) { try Self.fill($0) }
        let stop = Flag()
        let transfers = try await withThrowingTaskGroup(of: Int.self) { group in
            // A failure of the checks must end the transfers too: the group waits for them.
            defer { stop.raise() }
            for seed in 0..<4 {
                group.addTask { try await onThread("transfer") { Self.transfer(engine, seed: UInt64(seed), stop) } }
            }
            for round in 0..<3 {
                let checked = try await withSession(engine) { try Self.check($0, rounds: 40) }
                #expect(checked == 40)
                guard round < 2 else { break }
                await engine.killServer()
                try await eventually("the server is back", within: .seconds(20)) {
                    (try? await withSession(engine) { try $0.rows("SELECT id FROM accounts WHERE id = 0") }) != nil
                }
            }
            stop.raise()
            return try await group.reduce(0, +)
        }
        #expect(transfers > 20)
        await engine.stop()
    }

    /// Reads sums as of now, and again as of the SCNs before: they never change.
    private static func check(_ session: Session, rounds: Int) throws -> Int {
        var seen: [(scn: Int64, rows: [[String?]])] = []
        for _ in 0..<rounds {
            let scn = try #require(try session.query("SELECT clock.current_scn()").integer(0, 0))
            let text = "SELECT id, amount FROM accounts AS OF SCN \(scn) WHERE id < 20 ORDER BY id"
            let rows = try session.rows(text)
            #expect(rows.count == accountCount)
            #expect(rows.reduce(0) { $0 + (Int($1[1] ?? "") ?? 0) } == total)
            seen.append((scn, rows))
            let old = seen[seen.count / 2]
            let again = try session.rows(
                "SELECT id, amount FROM accounts AS OF SCN \(old.scn) WHERE id < 20 ORDER BY id")
            #expect(again == old.rows, "SCN \(old.scn)")
        }
        return seen.count
    }

    @Test func momentsOutsideOfTheClockAreRefused() async throws {
        let engine = try await TestEngines.shared.engine
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (9001, 'A', 1)")
            try session.commit()
            let codes = ["99999999999", "-1"].map { scn -> Int? in
                do {
                    _ = try session.rows("SELECT id FROM accounts AS OF SCN \(scn)")
                    return nil
                } catch { return (error as? OracleFailure)?.code }
            }
            #expect(codes == [8181, 8181])
            let scn = try #require(try session.query("SELECT clock.current_scn()").integer(0, 0))
            _ = try session.run("UPDATE accounts SET amount = 2 WHERE id = 9001")
            #expect(try session.rows("SELECT amount FROM accounts AS OF SCN \(scn) WHERE id = 9001") == [["1"]])
            #expect(try session.rows("SELECT amount FROM accounts WHERE id = 9001") == [["2"]])
            try session.commit()
            _ = try session.run("DELETE FROM accounts WHERE id = 9001")
            try session.commit()
            #expect(try session.rows("SELECT amount FROM accounts AS OF SCN \(scn) WHERE id = 9001") == [["1"]])
            #expect(try session.rows("SELECT amount FROM accounts WHERE id = 9001").isEmpty)
            let time = try session.query("SELECT ora.scn_to_timestamp(\(scn)), extract(epoch FROM now())")
            #expect(time.rowCount == 1)
            let back = try session.query("SELECT ora.timestamp_to_scn(ora.scn_to_timestamp(\(scn)))::int8").integer(
                0, 0)
            #expect(try #require(back) <= scn)
        }
    }

    @Test func whatIsOlderThanTheRetentionIsTooOld() async throws {
        let folder = try TemporaryDirectory("decoy-prune")
        let engine = try await TestEngines.make(in: folder("data"), retention: .seconds(3600))
        try await withSession(engine) { session in
            _ = try session.run("INSERT INTO accounts VALUES (1, 'A', 1)")
            try session.commit()
            let first = try #require(try session.query("SELECT clock.current_scn()").integer(0, 0))
            _ = try session.run("UPDATE accounts SET amount = 2 WHERE id = 1")
            try session.commit()
            try session.command("SELECT clock.sample()")
            try session.commit()
            let second = try #require(try session.query("SELECT clock.current_scn()").integer(0, 0))
            _ = try session.run("UPDATE accounts SET amount = 3 WHERE id = 1")
            try session.commit()
            for _ in 0..<3 {
                try session.command("SELECT clock.prune(interval '0 s')")
                try session.commit()
                try session.command("SELECT clock.sample()")
                try session.commit()
            }
            for scn in [first, second] {
                do {
                    _ = try session.rows("SELECT amount FROM accounts AS OF SCN \(scn) WHERE id = 1")
                    Issue.record("SCN \(scn) was read")
                } catch let failure as OracleFailure {
                    #expect(failure.code == 1555)
                }
            }
            #expect(try session.query("SELECT count(*) FROM past.t101").integer(0, 0) == 0)
            let now = try #require(try session.query("SELECT clock.current_scn()").integer(0, 0))
            #expect(try session.rows("SELECT amount FROM accounts AS OF SCN \(now)") == [["3"]])
            let scn = try session.rows("SELECT ORA_ROWSCN FROM accounts WHERE id = 1")
            #expect(scn.count == 1)
        }
        await engine.stop()
    }
}

/// Tells threads to end.
final class Flag: Sendable {
    private let isRaised = Atomic(false)

    var value: Bool { isRaised.load(ordering: .relaxed) }
    func raise() { isRaised.store(true, ordering: .relaxed) }
}
