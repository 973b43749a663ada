import Glibc
import Net
import OracleWire
import Sockets
import TestKit
import Testing

@testable import DecoyServer

/// Requests of a client that has signed in, written right and then spoilt: the server answers or ends the connection,
/// at once, and goes on for others.
struct RequestFuzzTests {
    private static let rounds = getenv("GODWIT_REQUEST_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 40
    private static let seed = getenv("GODWIT_SEED").flatMap { UInt64(String(cString: $0)) } ?? 41

    private static func bind(_ type: OracleTypeCode, _ size: UInt32 = 100, isArray: Bool = false) -> BindMetadata {
        var bind = BindMetadata(type: type, bufferSize: size)
        if isArray {
            bind.flags.insert(.array)
            bind.elements = 5
        }
        if [.varchar, .long, .clob].contains(type) { (bind.charset, bind.form) = (873, .implicit) }
        return bind
    }

    /// The body of each message behind its type, number and sequence.
    private static let samples: [(function: FunctionCode, write: @Sendable (WireWriter) -> Void)] = [
        (
            .execute,
            { writer in
                var request = ExecuteRequest(
                    options: [.parse, .bind, .execute], sql: Array("insert into spoilt values (:1, :2, :3, :4)".utf8))
                request.binds = [bind(.number, 22), bind(.varchar), bind(.date, 7), bind(.long, 40_000)]
                request.bindCount = 4
                request.iterations = 3
                request.encode(to: writer)
                for row in 0..<3 as Range<Int64> {
                    writer.beginRow()
                    writer.number(row * 1001)
                    writer.clr(text: "text \(row)")
                    writer.clr([120, 124, 2, 29, 14, 15, 16])
                    writer.clr([UInt8](repeating: 0x61, count: 700))
                }
            }
        ),
        (
            .execute,
            { writer in
                var request = ExecuteRequest(
                    options: [.parse, .bind, .execute, .plsqlBind],
                    sql: Array("begin :a := :b; :c := null; :d := :e; end;".utf8))
                request.binds = [
                    bind(.number, 22), bind(.number, 22), bind(.clob), bind(.boolean, 4), bind(.boolean, 4),
                ]
                request.bindCount = 5
                request.iterations = 1
                request.encode(to: writer)
                writer.beginRow()
                writer.null()
                writer.number(7)
                writer.locator(nil)
                writer.null()
                writer.clr([1, 1])
            }
        ),
        (
            .execute,
            { writer in
                var request = ExecuteRequest(
                    options: [.parse, .bind, .execute, .plsqlBind],
                    sql: Array("declare n number; begin n := :list.count; end;".utf8))
                request.binds = [bind(.varchar, isArray: true)]
                request.bindCount = 1
                request.iterations = 1
                request.encode(to: writer)
                writer.beginRow()
                writer.ub(2)
                writer.clr(text: "one")
                writer.null()
            }
        ),
        (
            .execute,
            { writer in
                var request = ExecuteRequest(
                    options: [.parse, .execute, .fetch],
                    sql: Array("select level, 'x' || level from dual connect by level < 50".utf8))
                request.prefetchRows = 10
                request.isQuery = true
                request.encode(to: writer)
            }
        ),
        (.fetch, { FetchRequest(cursor: 1, rows: 20).encode(to: $0) }),
        (.reexecute, { ReexecuteRequest(cursor: 1, iterations: 3).encode(to: $0) }),
        (.describe, { DescribeRequest(sql: Array("select * from spoilt".utf8)).encode(to: $0) }),
        (.lob, { LobRequest(.createTemporary, locator: [UInt8](repeating: 0, count: 108)).encode(to: $0) }),
        (
            .lob,
            { writer in
                var request = LobRequest(.read, locator: [UInt8](repeating: 1, count: 40))
                (request.offset, request.amount) = (1, 100)
                request.encode(to: writer)
            }
        ),
        (.version, { VersionRequest().encode(to: $0) }),
        (
            .authenticateSecond,
            { writer in
                var request = AuthenticationRequest(user: "system", mode: [.logon, .withPassword], pairs: [])
                request.pairs.append("AUTH_PASSWORD", "00FF")
                request.pairs.append("AUTH_NEWPASSWORD", "00FF")
                request.encode(to: writer)
            }
        ),
    ]

    /// What stands behind the two bytes of flags, of a message that fits one packet.
    private static func payload(_ sample: Int, _ dialect: WireDialect) -> [UInt8] {
        let writer = WireWriter(dialect: dialect)
        writer.begin(samples[sample].function, sequence: 9)
        samples[sample].write(writer)
        writer.endMessage()
        return Array(writer.packets.dropFirst(PacketHeader.length + 2))
    }

    private static func spoil(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...9, using: &generator)))
            case 3: bytes.insert([0xFD, 0xFE, 0xFF, 0, 4, 8].randomElement(using: &generator) ?? 0, at: place)
            default: bytes.insert(contentsOf: [4, 0x7F, 0xFF, 0xFF, 0xFF], at: place)
            }
        }
    }

    @Test("A spoilt request is answered or ends its connection, and the server goes on", .timeLimit(.minutes(10)))
    func spoilt() async throws {
        let port = try await RunningDecoy.shared.port
        try await onThread("client") {
            var generator = SeededGenerator(seed: Self.seed)
            for round in 0..<Self.rounds {
                let client = try WireClient(port: port)
                try client.connect()
                try client.negotiate()
                try client.logIn()
                if round == 0 {
                    _ = try? client.execute("drop table spoilt")
                    try client.execute("create table spoilt (a number, b varchar2(100), c date, d long)")
                }
                var bytes = Self.payload(round % Self.samples.count, client.dialect)
                Self.spoil(&bytes, using: &generator)
                client.writer.raw(bytes)
                client.writer.endMessage()
                let began = ContinuousClock.now
                try client.send()
                client.stream.finishWriting()
                while (try? client.receive()) != nil {}
                #expect(ContinuousClock.now - began < .seconds(10), "round \(round) of seed \(Self.seed)")
                client.stream.close()
            }
            let last = try WireClient(port: port)
            try last.connect()
            try last.negotiate()
            try last.logIn()
            try last.ping()
        }
    }

    @Test("The requests that are spoilt are understood while they are whole")
    func whole() async throws {
        let port = try await RunningDecoy.shared.port
        try await onThread("client") {
            let client = try WireClient(port: port)
            try client.connect()
            try client.negotiate()
            try client.logIn()
            for sample in Self.samples.indices {
                client.writer.raw(Self.payload(sample, client.dialect))
                client.writer.endMessage()
                try client.send()
                // Answers end with an end of the call or a status; what a request means is judged elsewhere.
                let packet = try client.receive()
                #expect(packet.type == .data)
                MarkerPacket.cancel.write(to: client.writer)
                try client.send()
                while try client.receive().type != .marker {}
                while try MarkerPacket(client.receive()) != .reset {}
                MarkerPacket.reset.write(to: client.writer)
                try client.send()
                #expect(try client.receive().type == .data)
            }
        }
    }
}
