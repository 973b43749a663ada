import Synchronization
import TestKit
import Testing

@testable import OracleClient

@Suite struct PoolTests {
    private func pool(
        _ server: StandInServer, _ change: (inout OraclePool.Options) -> Void = { _ in }
    ) throws -> OraclePool {
        var options = OraclePool.Options()
        options.connectionsMax = 2
        options.waitTimeout = .seconds(60)
        change(&options)
        return OraclePool(try server.endpoint(), options: options)
    }

    @Test func oneConnectionServesOneAfterTheOther() async throws {
        let server = try StandInServer()
        let pool = try pool(server)
        for _ in 0..<5 { try await pool.withConnection { try await $0.ping() } }
        #expect(server.connectionCount == 1)
        #expect(await pool.idleCount == 1)
        await pool.close()
    }

    @Test func neverMoreThanTheMaximumAreOpen() async throws {
        let server = try StandInServer()
        let pool = try pool(server)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await pool.withConnection { connection in
                        _ = try await connection.table("select * from t")
                        #expect(await pool.connectionCount <= 2)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(server.connectionCount <= 2)
        await pool.close()
    }

    @Test func whoWaitsTooLongIsToldSo() async throws {
        let server = try StandInServer()
        let pool = try pool(server) {
            $0.connectionsMax = 1
            $0.waitTimeout = .milliseconds(50)
        }
        let held = try await pool.take()
        let error = await failure { _ = try await pool.take() }
        #expect(error?.number == OracleError.Own.pool)
        await pool.give(held)
        await pool.give(try await pool.take())
        await pool.close()
        #expect(await failure { _ = try await pool.take() }?.number == OracleError.Own.pool)
    }

    @Test func aCancelledWaitLeavesThePoolWhole() async throws {
        let server = try StandInServer()
        let pool = try pool(server) { $0.connectionsMax = 1 }
        let held = try await pool.take()
        let waiting = Task { try await pool.take() }
        waiting.cancel()
        #expect(await failure { _ = try await waiting.value }?.number == 1013)
        await pool.give(held)
        let again = try await pool.take()
        #expect(again === held)
        await pool.give(again)
        await pool.close()
    }

    @Test func brokenConnectionsAreReplaced() async throws {
        let server = try StandInServer { call, conversation in
            if case .execute = call { throw OracleError(number: 1, text: "", place: "") }
            try conversation.answer(call)
        }
        let pool = try pool(server) { $0.checkAfterIdle = .zero }
        #expect(
            await failure {
                try await pool.withConnection { _ = try await $0.execute("insert into t values (1)") }
            }?.kind == .lost)
        try await pool.withConnection { try await $0.ping() }
        #expect(server.connectionCount == 2)
        // The server drops an idle one behind our back: the check before its next use notices.
        let idle = try await pool.take()
        await pool.give(idle)
        idle.cut()
        try await pool.withConnection { connection in
            #expect(connection !== idle)
            try await connection.ping()
        }
        await pool.close()
    }

    @Test func whatIsGivenBackHasNoOpenTransaction() async throws {
        let server = try StandInServer()
        let pool = try pool(server)
        let first = try await pool.take()
        try await first.execute("insert into t values (:1)", [1])
        #expect(await first.isInTransaction)
        await pool.give(first)
        let second = try await pool.take()
        #expect(second === first)
        #expect(await !second.isInTransaction)
        await pool.give(second)
        await pool.close()
    }

    @Test func theMinimumIsOpenedInAdvance() async throws {
        let server = try StandInServer()
        let pool = try pool(server) { $0.connectionsMin = 2 }
        try await pool.open()
        #expect(await pool.idleCount == 2)
        var behaviour = StandInServer.Behaviour()
        behaviour.password = "other"
        let closed = try StandInServer(behaviour)
        let refused = try self.pool(closed) { $0.connectionsMin = 1 }
        #expect(await failure { try await refused.open() }?.number == 1017)
        #expect(await refused.connectionCount == 0)
        await pool.close()
    }
}
