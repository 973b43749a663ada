import Net
import OracleWire
import Sockets
import TestKit
import Testing

@testable import DecoyServer

/// The whole server from a client's end: login, calls, and what drivers would never send.
struct SessionTests {
    private func withClient(_ body: @escaping @Sendable (WireClient) throws -> Void) async throws {
        let port = try await RunningDecoy.shared.port
        try await onThread("client") { try body(WireClient(port: port)) }
    }

    private func withSession(
        fieldVersion: UInt8 = 24, _ body: @escaping @Sendable (WireClient) throws -> Void
    ) async throws {
        try await withClient { client in
            try client.connect()
            try client.negotiate(fieldVersion: fieldVersion)
            try client.logIn()
            try body(client)
        }
    }

    @Test("A client of any field version signs in and is answered", arguments: [7, 8, 9, 11, 12] as [UInt8])
    func fieldVersions(version: UInt8) async throws {
        try await withSession(fieldVersion: version) { (client) throws in
            try client.ping()
            #expect(try client.execute("select 'x' from dual").error == 0)
        }
    }

    @Test("A wrong password and an unknown name are refused alike, with 1017")
    func wrongPassword() async throws {
        for (user, password) in [("system", "wrong"), ("nobody_at_all", "decoy"), ("\"system\"", "decoy")] {
            try await withClient { client in
                try client.connect()
                try client.negotiate()
                #expect(throws: WireClient.Refused(code: 1017)) { try client.logIn(user, password) }
            }
        }
    }

    @Test("SYS must say that it comes as SYSDBA")
    func sys() async throws {
        try await withClient { client in
            try client.connect()
            try client.negotiate()
            #expect(throws: WireClient.Refused(code: 28_009)) { try client.logIn("sys") }
        }
    }

    @Test("A context is taken with the login, and one of a foreign namespace is refused with 28267")
    func applicationContext() async throws {
        for (namespace, code) in [("CLIENTCONTEXT", 0), ("ELSEWHERE", 28_267)] as [(String, UInt32)] {
            try await withClient { client in
                try client.connect()
                try client.negotiate()
                var pairs = KeywordValues()
                pairs.append("AUTH_APPCTX_NSPACE\0", namespace)
                pairs.append("AUTH_APPCTX_ATTR\0", "COLOUR")
                pairs.append("AUTH_APPCTX_VALUE\0", "red")
                guard code == 0 else {
                    #expect(throws: WireClient.Refused(code: code)) { try client.logIn(adding: pairs) }
                    return
                }
                try client.logIn(adding: pairs)
                let test =
                    "begin if sys_context('CLIENTCONTEXT', 'COLOUR') <> 'red' then raise no_data_found; end if; end;"
                try client.execute(test)
            }
        }
    }

    @Test("A proxy that nobody allowed is refused with 28150")
    func foreignProxy() async throws {
        try await withClient { client in
            try client.connect()
            try client.negotiate()
            var pairs = KeywordValues()
            pairs.append("PROXY_CLIENT_NAME", "nobody_at_all")
            #expect(throws: WireClient.Refused(code: 28_150)) { try client.logIn(adding: pairs) }
        }
    }

    @Test("A context of a foreign namespace is refused with the answer to the next call, which is not run")
    func foreignContext() async throws {
        try await withSession { client in
            var values = KeywordValues()
            values.append("a", "b")
            Piggyback.applicationContext(namespace: "ELSEWHERE", values: values, flags: 0)
                .encode(to: client.writer, sequence: 1)
            #expect(throws: WireClient.Refused(code: 28_267)) { try client.execute("select 1 from dual") }
            try client.execute("select 1 from dual")
        }
    }

    @Test("A failed statement leaves a session that goes on")
    func failure() async throws {
        try await withSession { client in
            #expect(throws: WireClient.Refused(code: 942)) { try client.execute("select 1 from no_such_table") }
            try client.execute("select 1 from dual")
        }
    }

    @Test("Cursors that nobody has are refused with 1001, also with binds behind the request")
    func unknownCursor() async throws {
        try await withSession { client in
            client.begin(.fetch)
            FetchRequest(cursor: 77, rows: 1).encode(to: client.writer)
            client.writer.endMessage()
            try client.send()
            try client.expect(.callEnd)
            #expect(throws: WireClient.Refused(code: 1001)) { try client.check(CallEnd(from: client.reader)) }
            try client.ping()
        }
    }

    @Test("A function that nobody knows is refused with 3001, and the session goes on")
    func unknownFunction() async throws {
        try await withSession { client in
            client.begin(.directPathPrepare)
            client.writer.raw([1, 2, 3, 4, 5])
            client.writer.endMessage()
            try client.send()
            try client.expect(.callEnd)
            #expect(throws: WireClient.Refused(code: 3001)) { try client.check(CallEnd(from: client.reader)) }
            try client.ping()
        }
    }

    @Test("A break between calls is answered by markers and 1013")
    func breakBetweenCalls() async throws {
        try await withSession { client in
            MarkerPacket.cancel.write(to: client.writer)
            try client.send()
            try client.expect(.callEnd)
            #expect(try CallEnd(from: client.reader).error == 1013)
            #expect(client.markers == [.cancel, .reset])
            try client.ping()
        }
    }

    @Test("More cursors than OPEN_CURSORS are refused with 1000")
    func cursorLimit() async throws {
        try await withSession { client in
            for _ in 0..<StatementTable.limit { try client.execute("select 1 from dual", [.parse, .describe]) }
            #expect(throws: WireClient.Refused(code: 1000)) {
                try client.execute("select 1 from dual", [.parse, .describe])
            }
        }
    }

    @Test("Bytes that no client sends end the connection at once and leave the server as it was")
    func hostile() async throws {
        var random = SeededGenerator(seed: 20)
        for round in 0..<60 {
            let bytes = (0..<Int.random(in: 1...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let phase = round % 3
            try await withClient { client in
                if phase > 0 { try client.connect() }
                if phase > 1 {
                    try client.negotiate()
                    try client.logIn()
                    client.writer.type(.function)
                }
                if phase == 0 {
                    try client.stream.write(bytes, until: .now + .seconds(10))
                } else {
                    client.writer.raw(bytes)
                    client.writer.endMessage()
                    try client.send()
                }
                client.stream.finishWriting()
                // Whatever the answer is, the connection comes to its end.
                while (try? client.receive()) != nil {}
            }
        }
        try await withSession { try $0.ping() }
    }

    @Test("A connection that is cut at any byte of a login leaves a server that goes on")
    func cut() async throws {
        for limit in stride(from: 1, to: 600, by: 37) {
            try await withClient { client in
                ConnectRequest(descriptor: Array("(CONNECT_DATA=(SERVICE_NAME=ORCLPDB1))".utf8)).write(
                    to: client.writer)
                client.writer.reply(ProtocolRequest(banner: String(repeating: "b", count: 500)))
                client.writer.endMessage()
                let bytes = Array(client.writer.packets.prefix(limit))
                try client.stream.write(bytes, until: .now + .seconds(10))
            }
        }
        try await withSession { try $0.ping() }
    }
}
