import Glibc
import LocalServers
import Processes
import TestKit
import Testing

@testable import OracleClient

/// Decoy, its PostgreSQL, one backend of it or the client is killed without a word: nobody hangs, what was committed is
/// there, what was not is gone, and nobody is left behind.
@Suite(.serialized) struct DecoyDeathTests {
    private static let slow =
        "select count(*) from (select level a from dual connect by level <= 100000) x, "
        + "(select level b from dual connect by level <= 100000) y"

    private func endpoint(_ server: DecoyProgram) throws -> OracleEndpoint {
        try OracleEndpoint(
            "127.0.0.1:\(server.port)/\(server.service)", user: server.user, password: server.password)
    }

    private func open(_ server: DecoyProgram) async throws -> OracleConnection {
        try await OracleConnection.open(try endpoint(server))
    }

    /// PostgreSQL's own process below Decoy.
    private func database(_ server: DecoyProgram) async throws -> ProcessTable.Entry {
        let pid = try #require(await server.pid)
        return try #require(ProcessTable.children(of: pid).first { $0.name == "postgres" })
    }

    /// The process of PostgreSQL that works for a session.
    private func backend(_ connection: OracleConnection) async throws -> Int32 {
        let rows = try await connection.table(
            "select p.spid from v$process p, v$session s where p.addr = s.paddr and s.sid = :1",
            [.value(.integer(Int64(connection.server.sessionID)))]
        ).rows
        return try #require(rows.first?.first?.text.flatMap { Int32($0) })
    }

    /// Every process that works in the folder of this server.
    private func leftovers(_ server: DecoyProgram) -> [Int32] {
        ProcessTable.entries().filter { entry in
            Self.link("/proc/\(entry.identity.pid)/cwd")?.hasPrefix(server.directory) == true
        }.map(\.identity.pid)
    }

    private func expectActive(_ busy: OracleConnection, _ server: DecoyProgram) async throws {
        let watcher = try await open(server)
        let session = OracleValue.integer(Int64(busy.server.sessionID))
        try await eventually("the statement runs") {
            try await watcher.table("select status from v$session where sid = :1", [.value(session)]).rows
                == [["ACTIVE"]]
        }
        await watcher.close()
    }

    private func logInAgain(_ server: DecoyProgram) async throws -> OracleConnection {
        try await eventually("a login works", within: .seconds(60)) {
            do {
                return try await open(server)
            } catch {
                let number = (error as? OracleError)?.number ?? 0
                #expect([1034, 1033, 3113].contains(number), "\(error)")
                return nil
            }
        }
    }

    /// What a session must hear when the ground under it is gone, and how soon.
    private func expectLost(_ what: String, _ body: () async throws -> Void) async {
        let began = ContinuousClock.now
        let error = await failure(body)
        #expect([3113, 3114, 1034].contains(error?.number ?? 0), "\(what): \(error.map { "\($0)" } ?? "no error")")
        #expect(ContinuousClock.now - began < .seconds(15), "\(what) took long")
    }

    @Test(.timeLimit(.minutes(6))) func aKilledBackendEndsItsSessionAtOnceAndTheNextLoginWorks() async throws {
        let server = try await DecoyProgram.start()
        let idle = try await open(server)
        let busy = try await open(server)
        let reading = try await open(server)
        let rows = try await reading.query("select level from dual connect by level <= 300000")
        _ = try await rows.next()
        let victim = try await backend(busy)
        async let answer: Void = expectLost("a running statement") { _ = try await busy.table(Self.slow) }
        try await expectActive(busy, server)
        #expect(Glibc.kill(victim, SIGKILL) == 0)
        await answer
        // PostgreSQL ends all its other backends when one of them has crashed.
        await expectLost("a fetch") { while try await rows.next() != nil {} }
        await expectLost("an idle session") { _ = try await idle.table("select 1 from dual") }
        #expect(await failure { try await idle.ping() } != nil)
        let again = try await logInAgain(server)
        #expect(try await again.table("select count(*) from v$session").rows == [[1]])
        for connection in [idle, busy, reading, again] { await connection.close() }
        await server.remove()
    }

    @Test(.timeLimit(.minutes(6))) func aKilledPostgreSQLComesBackWithEverythingThatWasCommitted() async throws {
        let server = try await DecoyProgram.start()
        let busy = try await open(server)
        let writing = try await open(server)
        try await writing.execute("create table kept (id number primary key)")
        try await writing.execute("insert into kept values (:1)", rows: (1...1000).map { [.integer($0)] })
        try await writing.commit()
        try await writing.execute("insert into kept values (2000)")
        let computing = try await backend(busy)
        async let answer: Void = expectLost("a running statement") { _ = try await busy.table(Self.slow) }
        try await expectActive(busy, server)
        // Only the parent: the backend that computes would go on for minutes.
        let parent = try await database(server)
        #expect(ProcessTable.kill(parent.identity, SIGKILL))
        await answer
        await expectLost("a COMMIT") { try await writing.commit() }
        let again = try await logInAgain(server)
        #expect(try await database(server).identity != parent.identity)
        #expect(ProcessTable.entry(of: computing)?.name != "postgres")
        #expect(try await again.table("select count(*), max(id) from kept").rows == [[1000, 1000]])
        #expect(try await again.execute("insert into kept values (2000)").rowCount == 1)
        try await again.commit()
        for connection in [busy, writing, again] { await connection.close() }
        await server.remove()
    }

    @Test(.timeLimit(.minutes(6))) func aKilledDecoyLeavesNoProcessAndItsDataIsThereAtTheNextStart() async throws {
        let server = try await DecoyProgram.start()
        let writing = try await open(server)
        try await writing.execute("create table kept (id number primary key, v varchar2(20))")
        var committed = 0
        for turn in 0..<5 {
            let rows: [[OracleValue]] = (0..<200).map { [.integer(Int64(turn * 200 + $0)), "x"] }
            try await writing.execute("insert into kept values (:1, :2)", rows: rows)
            try await writing.commit()
            committed += 200
        }
        try await writing.execute("update kept set v = 'lost'")
        try await writing.execute("delete from kept where id < 500")
        let busy = try await open(server)
        async let answer: Void = {
            let began = ContinuousClock.now
            let error = await failure { _ = try await busy.table(Self.slow) }
            #expect(error?.kind == .lost, "\(error.map { "\($0)" } ?? "no error")")
            #expect(ContinuousClock.now - began < .seconds(15))
        }()
        try await expectActive(busy, server)
        let own = leftovers(server)
        #expect(own.count > 3)
        await server.kill()
        await answer
        #expect(await failure { try await writing.ping() }?.kind == .lost)
        #expect(await failure { _ = try await open(server) }?.number == 12_541)
        try await eventually("no process is left", within: .seconds(20)) { leftovers(server).isEmpty }
        try await server.restart()
        let again = try await open(server)
        #expect(
            try await again.table("select count(*), min(v), max(v) from kept").rows == [
                [.integer(Int64(committed)), "x", "x"]
            ])
        // At once, without waiting for what the former life left.
        await server.kill()
        try await server.restart()
        let third = try await open(server)
        #expect(try await third.table("select count(*) from kept").rows == [[.integer(Int64(committed))]])
        for connection in [writing, busy, again, third] { await connection.close() }
        await server.remove()
        #expect(leftovers(server).isEmpty)
    }

    @Test(.timeLimit(.minutes(6))) func aKilledClientLeavesNoLockAndNoSession() async throws {
        let server = try await DecoyProgram.start()
        let watcher = try await open(server)
        let program = try #require(await server.pid.flatMap { Self.link("/proc/\($0)/exe") })
        let logon = "\(server.user)/\(server.password)@127.0.0.1:\(server.port)/\(server.service)"
        // In the middle of an array insert: the table holds locks and rows that nobody committed.
        let inserting = try await launch(Launch(program, ["measure", logon, "--rows", "50000000"]))
        try await eventually("rows are being inserted", within: .seconds(30)) {
            try await watcher.table(
                "select count(*) from user_tables, v$transaction where table_name = 'DECOY_MEASURE'"
            ).rows != [[0]]
        }
        inserting.signal(SIGKILL)
        _ = await inserting.waitForExit()
        try await expectAlone(watcher)
        #expect(try await watcher.table("select count(*) from decoy_measure").rows == [[0]])
        // A definition needs the table for itself.
        try await watcher.execute("drop table decoy_measure purge")
        // In the middle of a fetch that nobody reads to its end, under a lock.
        try await watcher.execute("create table held as select level id from dual connect by level <= 200000")
        let reading = try await open(server)
        let rows = try await reading.query("select id from held for update")
        _ = try await rows.next()
        #expect(
            await failure {
                _ = try await watcher.table("select id from held where id = 1 for update nowait")
            }?.number == 54)
        reading.cut()
        try await expectAlone(watcher)
        #expect(try await watcher.table("select id from held where id = 1 for update nowait").rows == [[1]])
        try await watcher.commit()
        try await watcher.execute("drop table held purge")
        await watcher.close()
        await server.remove()
    }

    private func expectAlone(_ watcher: OracleConnection) async throws {
        try await eventually("the session and its transaction are gone", within: .seconds(15)) {
            try await watcher.table("select count(*) from v$session").rows == [[1]]
        }
        #expect(try await watcher.table("select count(*) from v$transaction").rows == [[0]])
        #expect(try await watcher.table("select count(*) from v$lock where type in ('TX', 'TM')").rows == [[0]])
    }

    /// Where a symbolic link leads.
    private static func link(_ path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
