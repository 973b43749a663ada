import OracleWire
import Synchronization
import Testing

@testable import OracleClient

/// A large object in the stand-in's memory: text as UTF-16, bytes as they are.
final class StandInObject: Sendable {
    let content: Mutex<[UInt8]>
    let unit: Int
    let locator: [UInt8]

    init(_ content: [UInt8], isText: Bool, isTemporary: Bool = false) {
        self.content = Mutex(content)
        unit = isText ? 2 : 1
        var locator = [UInt8](repeating: 0, count: 40)
        locator[6] = isText ? 0x80 : 0
        locator[7] = isTemporary ? 1 : 0
        self.locator = locator
    }

    func answer(_ request: LobRequest, _ conversation: StandInConversation) throws {
        var reply = LobReply(locator: request.locator ?? [])
        let start = Int(clamping: max(1, request.offset) - 1) * unit
        content.withLock { content in
            switch request.operation {
            case .createTemporary: reply.locator = locator
            case .length: reply.amount = UInt64(content.count / unit)
            case .chunkSize: reply.amount = 8060
            case .trim:
                content = Array(content.prefix(Int(request.amount ?? 0) * unit))
                reply.amount = request.amount
            case .write:
                let data = request.data ?? []
                if content.count < start + data.count {
                    content += [UInt8](repeating: 0, count: start + data.count - content.count)
                }
                content.replaceSubrange(start..<start + data.count, with: data)
            case .read:
                let piece = content.dropFirst(start).prefix(Int(clamping: request.amount ?? 0) * unit)
                reply.amount = UInt64(piece.count / unit)
                if !piece.isEmpty {
                    conversation.writer.type(.lobData)
                    conversation.writer.clr(Array(piece))
                }
            default: break
            }
        }
        reply.encode(to: conversation.writer, for: request)
        conversation.end()
        try conversation.finish()
    }
}

@Suite struct LargeObjectTests {
    private func server(_ object: StandInObject) throws -> StandInServer {
        try StandInServer { call, conversation in
            guard case .lob(let request) = call else { return try conversation.answer(call) }
            try object.answer(request, conversation)
        }
    }

    @Test func textIsWrittenAndReadInUnitsOfUTF16() async throws {
        let object = StandInObject([], isText: true)
        let server = try server(object)
        let connection = try await server.connect()
        let text = try await connection.createTemporary(.clob)
        try await text.write("häuser 😀 x")
        #expect(try await text.length() == 11)
        #expect(try await text.readText(at: 1, count: 2) == "äu")
        #expect(try await text.readText(at: 7, count: 2) == "😀")
        try await text.write("H", at: 0)
        #expect(try await text.readText(count: 100) == "Häuser 😀 x")
        try await text.trim(to: 3)
        #expect(try await text.readText(count: 100) == "Häu")
        #expect(try await text.chunkSize() == 8060)
        #expect(await failure { _ = try await text.readBytes(count: 1) }?.number == OracleError.Own.unsupported)
        #expect(await failure { try await text.write([1]) }?.number == OracleError.Own.unsupported)
        #expect(await failure { _ = try await text.readText(at: -1, count: 1) } != nil)
        await connection.close()
    }

    @Test func piecesNeverTearACharacter() async throws {
        let whole = String(repeating: "a😀é", count: 500)
        var utf16: [UInt8] = []
        for unit in whole.utf16 { utf16 += [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
        let server = try server(StandInObject(utf16, isText: true))
        let connection = try await server.connect()
        for size in [2, 3, 7, 100, 100_000] {
            let text = try await connection.createTemporary(.clob)
            var bytes: [UInt8] = []
            for try await piece in text.pieces(size: size) {
                #expect(String(validating: piece, as: UTF8.self) != nil)
                bytes += piece
            }
            #expect(String(decoding: bytes, as: UTF8.self) == whole)
        }
        await connection.close()
    }

    @Test func bytesComeAndGoUnchanged() async throws {
        let server = try server(StandInObject([], isText: false))
        let connection = try await server.connect()
        let object = try await connection.createTemporary(.blob)
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await object.write(bytes)
        #expect(try await object.readBytes(count: 200_000) == bytes)
        #expect(try await object.readBytes(at: 99_999, count: 5) == [bytes[99_999]])
        var all: [UInt8] = []
        for try await piece in object.pieces(size: 999) { all += piece }
        #expect(all == bytes)
        await connection.close()
    }

    @Test func aTemporaryOneIsFreedWithTheCallAfterItWentAway() async throws {
        let freed = Mutex<[UInt8]>([])
        let object = StandInObject([1], isText: false, isTemporary: true)
        let server = try StandInServer { call, conversation in
            for case .freeLobs(let locators) in conversation.piggybacks { freed.withLock { $0 += locators } }
            guard case .lob(let request) = call else { return try conversation.answer(call) }
            try object.answer(request, conversation)
        }
        let connection = try await server.connect()
        do {
            let one = try await connection.createTemporary(.blob)
            _ = try await one.length()
            #expect(freed.withLock { $0 }.isEmpty)
        }
        try await connection.ping()
        #expect(freed.withLock { $0 } == object.locator)
        await connection.close()
    }
}
