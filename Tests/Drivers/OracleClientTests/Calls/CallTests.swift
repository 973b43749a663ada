import OracleWire
import Sockets
import Synchronization
import TestKit
import Testing
import Values

@testable import OracleClient

@Suite struct CallTests {
    @Test func errorsCarryNumberPositionAndAdvice() async throws {
        for byMarker in [false, true] {
            var behaviour = StandInServer.Behaviour()
            behaviour.errorsByMarker = byMarker
            let server = try StandInServer(behaviour)
            let connection = try await server.connect()
            let error = await failure { _ = try await connection.table("select 'secret' from nosuch where a = 17") }
            #expect(error?.number == 942)
            #expect(error?.position == 14)
            #expect(error?.statement == "select ? from nosuch where a = ?")
            #expect(error?.description.contains("secret") == false)
            #expect(error?.advice != nil)
            #expect(!connection.isLost)
            try await connection.ping()
            await connection.close()
        }
    }

    @Test func aCancelledTaskBreaksItsCallAndTheConnectionStaysOfUse() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        for _ in 0..<3 {
            server.forgetMessages()
            let call = Task { try await connection.execute("begin slow; end;") }
            try await eventually("the call arrives") { !server.messages.isEmpty }
            call.cancel()
            #expect(await failure { _ = try await call.value }?.number == 1013)
            #expect(try await connection.table("select * from t").rows.count == 2)
        }
        await connection.close()
    }

    @Test func aTaskThatIsCancelledAlreadySaysNothingToTheServer() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        server.forgetMessages()
        let call = Task {
            // Nothing ever comes; it ends when the task is cancelled.
            let (stream, never) = AsyncStream<Int>.makeStream()
            for await _ in stream {}
            never.finish()
            return try await connection.execute("insert into t values (1)")
        }
        call.cancel()
        #expect(await failure { _ = try await call.value }?.number == 1013)
        #expect(server.messages.isEmpty)
        await connection.close()
    }

    @Test func aCallTimeoutBreaksTheCallUnderItsOwnNumber() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        await connection.setCallTimeout(.milliseconds(50))
        let error = await failure { try await connection.execute("begin slow; end;") }
        #expect(error?.number == 3156)
        #expect(error?.kind == .deadline)
        try await connection.ping()
        await connection.close()
    }

    @Test func aBreakThatComesTooLateLosesNothing() async throws {
        // The server answers first and sees the break afterwards, as when both cross on the way.
        let server = try StandInServer { call, conversation in
            guard case .execute(let request, _) = call, let sql = request.sql,
                String(decoding: sql, as: UTF8.self).contains("crossing")
            else { return try conversation.answer(call) }
            let marker = try conversation.packet()
            #expect(marker.type == .marker)
            ReturnParameters().encode(to: conversation.writer)
            conversation.end { $0.rowCount = 7 }
            try conversation.finish()
            try conversation.markers()
            conversation.end {
                $0.error = 1013
                $0.message = "ORA-01013: user requested cancel of current operation\n"
            }
            try conversation.finish()
        }
        let connection = try await server.connect()
        server.forgetMessages()
        let call = Task { try await connection.execute("begin crossing; end;").rowCount }
        try await eventually("the call arrives") { !server.messages.isEmpty }
        call.cancel()
        #expect(try await call.value == 7)
        #expect(try await connection.table("select * from t").rows.count == 2)
        await connection.close()
    }

    @Test func aLostConnectionSaysSoAndWhetherATransactionWentWithIt() async throws {
        let server = try StandInServer { call, conversation in
            if case .plain(.ping) = call { throw OracleError(number: 1, text: "", place: "") }
            try conversation.answer(call)
        }
        let first = try await server.connect()
        let plain = await failure { try await first.ping() }
        #expect(plain?.number == 3113)
        #expect(plain?.lostTransaction == false)
        #expect(plain?.remedy == .reconnect)
        #expect(first.isLost)
        #expect(await failure { try await first.commit() }?.number == OracleError.Own.notConnected)
        let second = try await server.connect()
        try await second.execute("insert into t values (:1)", [1])
        #expect(await second.isInTransaction)
        let worse = await failure { try await second.ping() }
        #expect(worse?.lostTransaction == true)
        #expect(worse?.remedy == .stop)
    }

    @Test func theServersGoodbyeIsGivenAsTheReason() async throws {
        let server = try StandInServer { call, conversation in
            guard case .plain(.ping) = call else { return try conversation.answer(call) }
            ControlPacket.closing(error: 12_572).write(to: conversation.writer)
            try conversation.flush()
            throw OracleError(number: 1, text: "", place: "")
        }
        let connection = try await server.connect()
        #expect(await failure { try await connection.ping() }?.number == 12_572)
        #expect(connection.isLost)
    }

    @Test func nonsenseOfTheServerIsAnErrorAndEndsTheConnection() async throws {
        let server = try StandInServer { call, conversation in
            guard case .plain(.ping) = call else { return try conversation.answer(call) }
            conversation.writer.raw([0xEE, 1, 2, 3])
            try conversation.finish()
        }
        let connection = try await server.connect()
        #expect(await failure { try await connection.ping() }?.number == OracleError.Own.protocolBroken)
        #expect(connection.isLost)
    }

    @Test func whatTheServerTellsUnaskedIsReadOver() async throws {
        let server = try StandInServer { call, conversation in
            guard case .plain(.commit) = call else { return try conversation.answer(call) }
            for told in [
                ServerPiggyback.processNumber([1, 2]), .traceEvent, .cacheInvalidation, .extendedSync,
                .sync(entries: [SessionEntry(keyword: SessionEntry.currentSchema, text: Array("X".utf8))]),
                .logicalTransaction([1, 2, 3]), .replayContext([4]), .signature(1, 2, 3),
            ] { conversation.writer.reply(told) }
            conversation.writer.reply(StatusReply())
            try conversation.finish()
        }
        let connection = try await server.connect()
        try await connection.commit()
        try await connection.commit()
        await connection.close()
    }

    @Test func theSecondRunOfAStatementSendsNoText() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        let sql = "select * from t where id = :1"
        server.forgetMessages()
        for number in [1, 2, 3] as [OracleValue] { _ = try await connection.table(sql, OracleBinds([number])) }
        let texts = server.messages.map { String(decoding: $0, as: UTF8.self).contains("select") }
        #expect(texts == [true, false, false])
        #expect(server.messages[1][1] == FunctionCode.reexecuteAndFetch.rawValue)
        server.forgetMessages()
        for number in [1, 2] as [OracleValue] {
            #expect(try await connection.execute("insert into t values (:1)", OracleBinds([number])).rowCount == 1)
        }
        #expect(server.messages[1][1] == FunctionCode.reexecute.rawValue)
        // Another type of bind needs its metadata, but not the text.
        server.forgetMessages()
        try await connection.execute("insert into t values (:1)", ["x"])
        #expect(server.messages[0][1] == FunctionCode.execute.rawValue)
        #expect(!String(decoding: server.messages[0], as: UTF8.self).contains("insert"))
        await connection.close()
    }

    @Test func cursorsThatAreNotNeededAreClosedWithTheNextCall() async throws {
        let closed = Mutex<[UInt32]>([])
        let server = try StandInServer { call, conversation in
            for piggyback in conversation.piggybacks {
                if case .closeCursors(let cursors) = piggyback { closed.withLock { $0 += cursors } }
            }
            try conversation.answer(call)
        }
        var endpoint = try server.endpoint()
        endpoint.statementCacheSize = 2
        let connection = try await OracleConnection.open(endpoint)
        for name in ["a", "b", "c", "d"] { _ = try await connection.table("select * from \(name)") }
        try await connection.ping()
        #expect(closed.withLock { $0 } == [1, 2])
        await connection.close()
    }

    @Test func attributesAndSchemaRideWithTheNextCall() async throws {
        let told = Mutex<[Piggyback]>([])
        let server = try StandInServer { call, conversation in
            told.withLock { $0 += conversation.piggybacks }
            try conversation.answer(call)
        }
        let connection = try await server.connect()
        await connection.setAttributes(module: "Migration", action: "copy", clientIdentifier: "")
        await connection.setCurrentSchema("HR")
        #expect(told.withLock { $0 }.isEmpty)
        try await connection.ping()
        var values = EndToEnd()
        values.module = "Migration"
        values.action = "copy"
        values.clientIdentifier = ""
        #expect(told.withLock { $0 } == [.endToEnd(values), .setSchema("HR")])
        try await connection.ping()
        #expect(told.withLock { $0 }.count == 2)
        await connection.close()
    }

    @Test func otherStatementsRunWhileRowsAreRead() async throws {
        let server = try StandInServer { call, conversation in
            guard case .fetch(let request) = call else { return try conversation.answer(call) }
            conversation.rows(Int64(request.cursor) * 100..<Int64(request.cursor) * 100 + 3)
            conversation.end {
                $0.cursor = UInt16(request.cursor)
                if request.cursor == 2 { $0.error = CallEnd.noMoreRows }
            }
            try conversation.finish()
        }
        let connection = try await server.connect()
        let first = try await connection.query("select * from more_first")
        let second = try await connection.query("select * from more_second")
        var fetched = 0
        for _ in 0..<4 {
            let batch = try #require(try await first.next())
            fetched += batch.rowCount
            try await connection.execute("insert into t values (:1)", [1])
        }
        #expect(fetched == 2 + 3 * 3)
        var rows = 0
        for try await batch in second { rows += batch.rowCount }
        #expect(rows == 2 + 3)
        await first.close()
        try await connection.ping()
        await connection.close()
    }

    @Test func rowsThatNobodyWantsAnyMoreDoNotDisturb() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        for _ in 0..<3 {
            let rows = try await connection.query("select * from more")
            _ = try await rows.next()
        }
        try await connection.ping()
        #expect(try await connection.table("select * from more").rows.count > 2)
        await connection.close()
    }

    /// A server whose rows after the first ones come only when it is asked to stop.
    private func serverOfLateRows() throws -> StandInServer {
        try StandInServer { call, conversation in
            guard case .fetch = call else { return try conversation.answer(call) }
            try conversation.awaitBreak()
        }
    }

    @Test(.timeLimit(.minutes(1))) func rowsThatDoNotComeAreBrokenOffWhenNobodyWantsThemAnyMore() async throws {
        let server = try serverOfLateRows()
        let connection = try await server.connect()
        let rows = try await connection.query("select * from more")
        #expect(try await rows.next()?.rowCount == 2)
        await rows.close()
        try await connection.ping()
        // Also when they were forgotten instead of closed, and when the connection goes with them.
        _ = try await connection.query("select * from more_forgotten").next()
        #expect(try await connection.table("select * from t").rows.count == 2)
        _ = try await connection.query("select * from more_at_the_end").next()
        await connection.close()
    }

    @Test(.timeLimit(.minutes(1))) func whoIsCancelledWhileEarlierRowsAreAwaitedSaysNothingMore() async throws {
        let server = try serverOfLateRows()
        let connection = try await server.connect()
        let rows = try await connection.query("select * from more")
        _ = try await rows.next()
        server.forgetMessages()
        let began = ContinuousClock.now
        let call = Task { try await connection.execute("insert into t values (1)") }
        try await eventually("the call waits for the rows") { ContinuousClock.now - began > .milliseconds(200) }
        call.cancel()
        #expect(await failure { _ = try await call.value }?.number == 1013)
        #expect(!server.messages.contains { String(decoding: $0, as: UTF8.self).contains("insert") })
        await rows.close()
        try await connection.ping()
        await connection.close()
    }

    @Test func rowsThatWereAskedForAheadMayWaitLongerThanACallMayTake() async throws {
        let signal = WakeSignal()
        let server = try StandInServer { call, conversation in
            guard case .fetch = call else { return try conversation.answer(call) }
            try? signal.pause(until: .now + .seconds(30), place: "the test")
            try conversation.answer(call)
        }
        let connection = try await server.connect()
        await connection.setCallTimeout(.seconds(2))
        let rows = try await connection.query("select * from more")
        #expect(try await rows.next()?.rowCount == 2)
        let asked = ContinuousClock.now
        try await eventually("the time of a call passes") { ContinuousClock.now - asked > .milliseconds(2_100) }
        let rest = Task { try await rows.next()?.rowCount }
        let wanted = ContinuousClock.now
        try await eventually("the rows are awaited") { ContinuousClock.now - wanted > .milliseconds(200) }
        signal.raise()
        #expect(try await rest.value ?? 0 > 2)
        try await connection.ping()
        await connection.close()
    }

    @Test func aQueryThatIsExecutedAndACommandThatIsQueriedAreMistakes() async throws {
        let server = try StandInServer()
        let connection = try await server.connect()
        #expect(
            await failure { _ = try await connection.query("insert into t values (1)") }?.number
                == OracleError.Own.binds)
        #expect(
            await failure { try await connection.execute("insert into t values (:1, :2)", [1]) }?.number
                == OracleError.Own.binds)
        #expect(
            await failure { try await connection.execute("insert into t values (:a)", ["b": 1]) }?.number
                == OracleError.Own.binds)
        #expect(
            await failure { try await connection.execute("insert into t values (:a)", ["a": 1, "b": 1]) }?.number
                == OracleError.Own.binds)
        #expect(
            await failure { try await connection.execute("insert into t values (:1)", rows: [[1], []]) }?.number
                == OracleError.Own.binds)
        #expect(
            await failure { try await connection.execute("insert into t values (:1)", rows: [[1], ["x"]]) }?.number
                == OracleError.Own.binds)
        #expect(try await connection.describe("select * from t").map(\.name) == ["ID", "NAME"])
        await connection.close()
    }
}
