import LocalServers
import OracleWire
import TestKit
import Testing

@testable import OracleClient

/// What sessions of Decoy do for our client beyond plain statements.
@Suite(.serialized) struct DecoySessionTests {
    private func endpoint(_ server: DecoyProgram, _ user: String, _ password: String) throws -> OracleEndpoint {
        try OracleEndpoint("127.0.0.1:\(server.port)/\(server.service)", user: user, password: password)
    }

    private func withSession(_ body: (DecoyProgram, OracleConnection) async throws -> Void) async throws {
        let server = try await DecoyProgram.start()
        let connection = try await OracleConnection.open(try endpoint(server, server.user, server.password))
        try await body(server, connection)
        await connection.close()
        await server.remove()
    }

    @Test(.timeLimit(.minutes(6))) func arraysGoIntoBlocksAndComeBack() async throws {
        try await withSession { _, connection in
            try await connection.execute(
                """
                create or replace package lists as
                  type texts is table of varchar2(100) index by binary_integer;
                  type numbers is table of number index by binary_integer;
                  function total(a texts) return number;
                  procedure grow(a in out nocopy texts, more number);
                  procedure squares(a out nocopy numbers, many number);
                end;
                """)
            try await connection.execute(
                """
                create or replace package body lists as
                  function total(a texts) return number is n number := 0; begin
                    for i in 1 .. a.count loop n := n + nvl(length(a(i)), 0); end loop; return n; end;
                  procedure grow(a in out nocopy texts, more number) is low number := a.count; begin
                    for i in 1 .. low loop a(i) := a(i) || '!'; end loop;
                    for i in 1 .. more loop a(low + i) := 'new ' || i; end loop; end;
                  procedure squares(a out nocopy numbers, many number) is begin
                    for i in 1 .. many loop a(i) := i * i; end loop; end;
                end;
                """)
            let texts: [OracleValue] = ["one", "three", .null]
            let summed = try await connection.execute(
                "begin :r := lists.total(:a); end;",
                ["r": .out(.number), "a": .array(texts, .text(bytesMax: 100), room: 3)])
            #expect(summed["r"] == 8)
            let grown = try await connection.execute(
                "begin lists.grow(:a, 2); end;", ["a": .array(["x", "y"], .text(bytesMax: 100), room: 10)])
            #expect(grown.all("a") == ["x!", "y!", "new 1", "new 2"])
            let squares = try await connection.execute(
                "begin lists.squares(:a, 4); end;", ["a": .array([], .number, room: 5)])
            #expect(squares.all("a") == [1, 4, 9, 16])
            let small = await failure {
                try await connection.execute(
                    "begin lists.squares(:a, 6); end;", ["a": .array([], .number, room: 5)])
            }
            #expect(small?.number == 6513)
            #expect(try await connection.table("select 1 from dual").rows == [[1]])
        }
    }

    @Test(.timeLimit(.minutes(6))) func truthGoesIntoBlocksAndComesBack() async throws {
        try await withSession { _, connection in
            for (given, wanted) in [(true, false), (false, true)] as [(OracleValue, OracleValue)] {
                let turned = try await connection.execute(
                    "begin :r := not :x; end;", ["r": .out(.boolean), "x": .value(given)])
                #expect(turned["r"] == wanted)
            }
            let unknown = try await connection.execute(
                "declare b boolean; begin b := :x; :r := b; end;",
                ["r": .out(.boolean), "x": .inOut(.null, .boolean)])
            #expect(unknown["r"] == .null)
        }
    }

    @Test(.timeLimit(.minutes(6))) func everyRoundTripIsCounted() async throws {
        try await withSession { server, connection in
            let counted = try await OracleConnection.open(try endpoint(server, server.user, server.password))
            let session = OracleValue.integer(Int64(counted.server.sessionID))
            func count() async throws -> Int64 {
                let rows = try await connection.table(
                    """
                    select s.value from v$sesstat s, v$statname n
                    where s.sid = :1 and s.statistic# = n.statistic# and n.name like '%roundtrip%client%'
                    """, [.value(session)]
                ).rows
                return try #require(rows.first?.first?.integer)
            }
            let first = try await count()
            for turn in 1...3 as ClosedRange<Int64> {
                try await counted.ping()
                #expect(try await count() == first + turn)
            }
            // A short result comes with its execution.
            _ = try await counted.table("select level from dual connect by level <= 10")
            #expect(try await count() == first + 4)
            await counted.close()
        }
    }

    @Test(.timeLimit(.minutes(6))) func aSessionThatIsKilledHearsItAndLeavesNothing() async throws {
        try await withSession { server, administrator in
            try await administrator.execute("create table held (id number primary key)")
            for isRunning in [false, true] {
                let victim = try await OracleConnection.open(try endpoint(server, server.user, server.password))
                try await victim.execute("insert into held values (1)")
                let name = "'\(victim.server.sessionID),\(victim.server.serialNumber)'"
                let running = Task {
                    guard isRunning else { return nil as OracleError? }
                    return await failure { try await victim.execute("begin dbms_session.sleep(60); end;") }
                }
                if isRunning {
                    try await eventually("the block runs") {
                        try await administrator.table(
                            "select status from v$session where sid = \(victim.server.sessionID)"
                        ).rows == [["ACTIVE"]]
                    }
                }
                try await administrator.execute("alter system kill session \(name)")
                let heard = await running.value
                if isRunning {
                    #expect([28, 3113, 1012].contains(heard?.number ?? 0), "\(heard.map { "\($0)" } ?? "nothing")")
                } else {
                    let later = await failure { _ = try await victim.table("select 1 from dual") }
                    #expect([28, 3113, 1012].contains(later?.number ?? 0), "\(later.map { "\($0)" } ?? "nothing")")
                }
                #expect(await failure { _ = try await victim.table("select 1 from dual") } != nil)
                try await eventually("its lock is gone") {
                    await failure { try await administrator.execute("lock table held in exclusive mode nowait") } == nil
                }
                try await administrator.rollback()
                #expect(try await administrator.table("select count(*) from held").rows == [[0]])
                await victim.close()
            }
            let stranger = await failure { try await administrator.execute("alter system kill session '9999,1'") }
            #expect(stranger?.number == 30)
        }
    }

    @Test(.timeLimit(.minutes(6))) func accountsThatMayNotComeInAreToldApart() async throws {
        try await withSession { server, administrator in
            for text in [
                "create profile brief limit password_life_time 1/86400 password_grace_time 3",
                "create user known identified by secret", "create user warned identified by secret profile brief",
                "grant create session to known, warned",
            ] { try await administrator.execute(text) }
            let known = try endpoint(server, "known", "secret")
            func refusal(_ endpoint: OracleEndpoint) async -> Int? {
                await failure { await (try OracleConnection.open(endpoint)).close() }?.number
            }
            #expect(await refusal(known) == nil)
            try await administrator.execute("alter user known account lock")
            #expect(await refusal(known) == 28_000)
            try await administrator.execute("alter user known account unlock password expire")
            #expect(await refusal(known) == 28_001)
            #expect(await refusal(try endpoint(server, "known", "wrong")) == 1017)
            var renewing = known
            renewing.newPassword = "other"
            let renewed = try await OracleConnection.open(renewing)
            #expect(renewed.warnings.isEmpty)
            await renewed.close()
            #expect(await refusal(known) == 1017)
            #expect(await refusal(try endpoint(server, "known", "other")) == nil)
            let warned = try endpoint(server, "warned", "secret")
            try await eventually("the password is old enough for a warning") {
                let connection = try await OracleConnection.open(warned)
                let warnings = connection.warnings
                #expect(try await connection.table("select user from dual").rows == [["WARNED"]])
                await connection.close()
                guard let first = warnings.first else { return false }
                #expect(warnings.count == 1 && first.number == 28_002 && first.text.contains("within 3 days"))
                return true
            }
        }
    }
}
