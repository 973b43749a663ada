import TestKit
import Testing

@testable import OracleClient

/// A connection that is cut at any byte, by either side of a conversation, leaves nobody hanging: every call ends with
/// an answer or an error, and never with a wrong answer.
@Suite struct CutTests {
    /// Does a bit of everything; true when all of it went well.
    private func converse(_ server: StandInServer) async -> Bool {
        do {
            let connection = try await server.connect("?connect_timeout=5")
            let rows = try await connection.table("select * from more").rows
            #expect(rows.count > 2)
            #expect(try await connection.execute("insert into t values (:1, :2)", [1, "x"]).rowCount == 1)
            #expect(await failure { try await connection.execute("delete from nosuch") } != nil)
            try await connection.commit()
            await connection.close()
            return true
        } catch {
            let isKnown = (error as? OracleError).map { [.lost, .unreachable].contains($0.kind) } ?? false
            #expect(isKnown, "\(error)")
            return false
        }
    }

    @Test func aServerThatStopsSpeakingAtAnyByteIsNoticed() async throws {
        let whole = try StandInServer()
        #expect(await converse(whole))
        whole.stop()
        try await eventually("the session ends") { whole.bytesSent > 0 }
        var failures = 0
        for limit in stride(from: 0, to: whole.bytesSent, by: 61) {
            var behaviour = StandInServer.Behaviour()
            behaviour.bytesToSend = limit
            let server = try StandInServer(behaviour)
            if await !converse(server) { failures += 1 }
        }
        #expect(failures > 20)
    }

    @Test func aServerThatStopsListeningAtAnyByteIsNoticed() async throws {
        let whole = try StandInServer()
        #expect(await converse(whole))
        whole.stop()
        try await eventually("the session ends") { whole.bytesRead > 0 }
        var failures = 0
        for limit in stride(from: 1, to: whole.bytesRead, by: 97) {
            var behaviour = StandInServer.Behaviour()
            behaviour.bytesToRead = limit
            let server = try StandInServer(behaviour)
            if await !converse(server) { failures += 1 }
        }
        #expect(failures > 20)
    }
}
