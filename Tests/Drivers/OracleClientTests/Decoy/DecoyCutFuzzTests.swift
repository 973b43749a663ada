import Glibc
import LocalServers
import OracleWire
import Processes
import TestKit
import Testing

@testable import OracleClient

/// A connection between our client and Decoy that is cut or spoilt at any byte of either direction leaves neither side
/// hanging: the client has an answer or an error, and Decoy has no session, no lock and no thread of it.
@Suite struct DecoyCutFuzzTests {
    private static let rounds = getenv("GODWIT_CUT_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 24
    private static let seed = getenv("GODWIT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 31

    @Test(.timeLimit(.minutes(10))) func aConnectionThatIsCutAtAnyByteLeavesNobodyHanging() async throws {
        let server = try await DecoyProgram.start(options: ["--bit-vectors=always", "--packet-bytes=700"])
        let watcher = try await OracleConnection.open(
            try OracleEndpoint("127.0.0.1:\(server.port)/\(server.service)", user: "system", password: "decoy"))
        try await DecoyConversation.prepare(watcher)
        let proxy = try CutProxy(to: server.port)
        let talk = DecoyConversation(port: proxy.port, service: server.service)
        proxy.begin()
        #expect(await talk.run())
        let whole = CutProxy.Direction.allCases.map { ($0, proxy.record($0)) }
        expectEveryKind(proxy)
        try await expectAlone(watcher)
        let pid = try #require(await server.pid)
        let quiet = threads(of: pid)
        var generator = SeededGenerator(seed: Self.seed)
        var failures = 0
        for round in 0..<Self.rounds {
            let (direction, record) = whole[round % 2]
            // Half of the cuts are near the beginning of a message: there are more places to go wrong than in rows.
            let place =
                round % 4 < 2
                ? Int.random(in: 0..<record.byteCount, using: &generator)
                : (record.messageStarts.randomElement(using: &generator) ?? 0)
                    + Int.random(in: 0...14, using: &generator)
            proxy.begin(.cut(direction, after: place))
            let began = ContinuousClock.now
            if await !talk.run() { failures += 1 }
            let took = ContinuousClock.now - began
            #expect(took < .seconds(20), "round \(round) of seed \(Self.seed): \(direction) after \(place) bytes")
            try await expectAlone(watcher)
        }
        #expect(failures > Self.rounds / 2)
        try await eventually("the threads of the connections end") { threads(of: pid) <= quiet }
        proxy.stop()
        await watcher.close()
        await server.remove()
    }

    @Test(.timeLimit(.minutes(15))) func aByteThatIsChangedOnTheWayLeavesNobodyHanging() async throws {
        let server = try await DecoyProgram.start(options: ["--bit-vectors=always", "--packet-bytes=700"])
        let watcher = try await OracleConnection.open(
            try OracleEndpoint("127.0.0.1:\(server.port)/\(server.service)", user: "system", password: "decoy"))
        try await DecoyConversation.prepare(watcher)
        let proxy = try CutProxy(to: server.port)
        var talk = DecoyConversation(port: proxy.port, service: server.service)
        proxy.begin()
        #expect(await talk.run())
        let whole = CutProxy.Direction.allCases.map { ($0, proxy.record($0)) }
        talk.wantsRightAnswers = false
        talk.logonLimit = .seconds(3)
        talk.callLimit = .seconds(2)
        try await expectAlone(watcher)
        let pid = try #require(await server.pid)
        let quiet = threads(of: pid)
        var generator = SeededGenerator(seed: Self.seed)
        // A changed length makes one side wait for bytes that never come until the other gives up: fewer rounds.
        for round in 0..<max(1, Self.rounds / 4) {
            let (direction, record) = whole[round % 2]
            let place =
                (record.messageStarts.randomElement(using: &generator) ?? 0)
                + Int.random(in: 0...(round % 3 == 0 ? 400 : 40), using: &generator)
            let change = UInt8.random(in: 1...255, using: &generator)
            proxy.begin(.change(direction, at: place, by: change))
            let began = ContinuousClock.now
            _ = await talk.run()
            let took = ContinuousClock.now - began
            let what: Comment = "round \(round) of seed \(Self.seed): \(direction), byte \(place), by \(change)"
            #expect(took < .seconds(60), what)
            try await expectAlone(watcher)
            try #require(await server.pid == pid, what)
        }
        try await eventually("the threads of the connections end") { threads(of: pid) <= quiet }
        proxy.stop()
        await watcher.close()
        await server.remove()
    }

    /// Nothing is proved about a kind of message that the conversation does not hold.
    private func expectEveryKind(_ proxy: CutProxy) {
        let sent = proxy.record(.toServer).kinds
        for kind in [.connect, .data, .marker] as [PacketType] { #expect(sent.contains(.packet(kind)), "\(kind)") }
        for type in [.protocolNegotiation, .dataTypes, .function, .piggyback] as [MessageType] {
            #expect(sent.contains(.message(type)), "\(type)")
        }
        let functions: [FunctionCode] = [
            .authenticateFirst, .authenticateSecond, .execute, .reexecute, .reexecuteAndFetch, .fetch, .lob, .commit,
            .rollback, .ping, .version, .closeCursors, .endToEnd, .logoff,
        ]
        for function in functions { #expect(sent.contains(.function(function)), "\(function)") }
        let received = proxy.record(.toClient).kinds
        for kind in [.accept, .data, .marker] as [PacketType] { #expect(received.contains(.packet(kind)), "\(kind)") }
        let types: [MessageType] = [
            .protocolNegotiation, .dataTypes, .parameters, .callEnd, .describe, .rowHeader, .vector, .lobData,
            .status, .implicitResults,
        ]
        for type in types { #expect(received.contains(.message(type)), "\(type)") }
    }

    private func expectAlone(_ watcher: OracleConnection) async throws {
        try await eventually("the session is gone", within: .seconds(15)) {
            try await watcher.table("select count(*) from v$session").rows == [[1]]
        }
        #expect(try await watcher.table("select count(*) from v$transaction").rows == [[0]])
    }

    private func threads(of pid: Int32) -> Int { FileTree.names(in: "/proc/\(pid)/task").count }
}
