import Bytes
import ConnectorKit
import Model
import MySQLClient
import OracleWire
import Testing

@testable import MySQLConnectors

/// Rows that are larger than a statement may be: `LargeRow`.
@Suite(.serialized) struct LargeRowTests {
    /// A table with large columns, and a session that looks at it.
    private struct Stage {
        let table: Table
        let session: MySQLConnection
        let name: String
        let packet: Int
        let policy: NonEmptyPolicy
        let writer: any ChunkWriter

        init(_ server: TestServer, hasKey: Bool = true) async throws {
            let table = try await Table(server, extra: ", t LONGTEXT, b LONGBLOB")
            let endpoint = endpoint(
                of: try await server.source(), server.password, user: "root", settings: MySQLSettings())
            let session = try await MySQLConnection.open(endpoint, within: .seconds(60))
            // Rows need not be larger than what shows the rule.
            _ = try await session.execute("SET GLOBAL max_allowed_packet = \(4 << 20)")
            try await self.init(table, session, .stop, hasKey: hasKey)
        }

        private init(
            _ table: Table, _ session: MySQLConnection, _ policy: NonEmptyPolicy, hasKey: Bool = true
        ) async throws {
            self.table = table
            self.session = session
            self.policy = policy
            name = MySQLDestination.quoted(table.name)
            var plan = table.plan
            plan.columns += [
                CopyColumn(
                    sourceName: "T", sourceType: .largeText(national: false), destinationName: "t",
                    destinationType: .largeText(bytesMax: 1 << 32 - 1)),
                CopyColumn(
                    sourceName: "B", sourceType: .largeBytes, destinationName: "b",
                    destinationType: .largeBytes(bytesMax: 1 << 32 - 1)),
            ]
            plan.rowKey = hasKey ? ["N"] : nil
            writer = try await table.destination.openWriter(
                plan, forms: [.base100Number, .text, .text, .bytes], WriteSettings(onNonEmpty: policy))
            let limits = try await session.queryText("SELECT @@global.max_allowed_packet").rows
            packet = try #require(limits.first?.first?.string.flatMap { Int($0) })
        }

        func with(_ policy: NonEmptyPolicy) async throws -> Stage { try await Stage(table, session, policy) }

        func write(_ chunk: Int64, _ rows: [(Int64, [UInt8]?, [UInt8]?)]) async throws -> WriteOutcome {
            try await writer.begin()
            let outcome = try await writer.write(Self.block(rows))
            try await writer.commit(table.mark(chunk, rows: outcome.rowsWritten))
            return outcome
        }

        private static func block(_ rows: [(Int64, [UInt8]?, [UInt8]?)]) -> RowBlock {
            RowBlock(rows: rows.map { [OracleNumber.bytes($0), Array("x".utf8), $1, $2] }, columnCount: 4)
        }

        /// A row of which the first piece of each value is in the block, between two others.
        func write(_ chunk: Int64, _ row: Int64, _ text: [[UInt8]], _ bytes: [[UInt8]]) async throws -> WriteOutcome {
            try await writer.begin()
            _ = try await writer.write(Self.block([(row - 1, nil, nil)]))
            let large = [ScriptedValue(2, text), ScriptedValue(3, bytes)]
            let page = RowPage(Self.block([(row, text[0], bytes[0])]), large: large)
            let outcome = try await writer.write(page)
            _ = try await writer.write(Self.block([(row + 1, nil, nil)]))
            try await writer.commit(table.mark(chunk, rows: outcome.rowsWritten + 2))
            return outcome
        }

        /// A row with a text that is not in the block, between two others.
        func write(_ chunk: Int64, _ row: Int64, _ text: any LargeValue) async throws -> WriteOutcome {
            try await writer.begin()
            _ = try await writer.write(Self.block([(row - 1, nil, nil)]))
            let outcome = try await writer.write(RowPage(Self.block([(row, [65], nil)]), large: [text]))
            _ = try await writer.write(Self.block([(row + 1, nil, nil)]))
            try await writer.commit(table.mark(chunk, rows: outcome.rowsWritten + 2))
            return outcome
        }

        func texts(_ question: String) async throws -> [[String?]] {
            try await session.queryText(question).rows.map { $0.map(\.string) }
        }

        func end() async throws {
            await writer.close()
            await session.close()
            try await table.drop()
        }
    }

    private actor ScriptedValue: LargeValue {
        nonisolated let column: Int
        nonisolated let length: Int64
        private var pieces: ArraySlice<[UInt8]>

        init(_ column: Int, _ pieces: [[UInt8]]) {
            self.column = column
            length = Int64(pieces.reduce(0) { $0 + $1.count })
            self.pieces = pieces.dropFirst()
        }

        /// An empty piece stands for a source that breaks.
        func next() async throws(DatabaseRefusal) -> [UInt8]? {
            guard let piece = pieces.popFirst() else { return nil }
            if piece.isEmpty {
                throw DatabaseRefusal(
                    Failure("TEST-0001", "The source broke.", advice: "Mend it."), remedy: .reconnect)
            }
            return piece
        }
    }

    /// A value that has no end, whatever is said of its length.
    private actor EndlessValue: LargeValue {
        nonisolated let column = 2
        nonisolated let length: Int64
        private(set) var readings = 0

        init(length: Int64) { self.length = length }

        func next() async throws(DatabaseRefusal) -> [UInt8]? {
            readings += 1
            return [UInt8](repeating: 65, count: 1 << 20)
        }
    }

    @Test func aRowThatCanOnlyBeSentWholeAndIsLongerThanThePacketIsRefusedUnread() async throws {
        let stage = try await Stage(.seekdb, hasKey: false)
        let long = EndlessValue(length: 3 << 30)
        let outcome = try await stage.write(1, 2, long)
        #expect(outcome.rejections.map(\.column) == ["T"] && outcome.rowsWritten == 0)
        #expect(outcome.rejections.first?.reason.number == "MYSQL-0015")
        let shown = try #require(outcome.rejections.first?.shown)
        #expect(shown[2].byteCount == 3 << 30 && shown[2].isCut)
        #expect(await long.readings == 0)
        // One that is longer than its length ends where no statement can hold it.
        let untrue = EndlessValue(length: 10)
        #expect(try await stage.write(2, 5, untrue).rejections.map(\.reason.number) == ["MYSQL-0015"])
        #expect(await untrue.readings <= 2 * stage.packet >> 20 + 1)
        #expect(try await stage.texts("SELECT n FROM \(stage.name) ORDER BY n") == [["1"], ["3"], ["4"], ["6"]])
        try await stage.end()
    }

    /// Characters of one to four bytes, and what must be escaped; 20 bytes that begin and end at a character.
    private static let piece = Array("a'\\\0é中😀xyz'\"\n%".utf8)

    private static func text(_ bytesMin: Int) -> [UInt8] {
        Array(repeatElement(piece, count: bytesMin / piece.count + 1).joined())
    }

    @Test func aRowBeyondThePacketArrivesWhole() async throws {
        let stage = try await Stage(.seekdb)
        let text = Self.text(stage.packet + 100_000)
        let binary = (0..<(stage.packet / 2 + 7)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let outcome = try await stage.write(1, [(1, nil, nil), (2, text, binary), (3, [], [1])])
        #expect(outcome.rejections == [] && outcome.rowsWritten == 3 && outcome.bytesSent > Int64(text.count))
        let piece = "CAST(x'\(hexText(Self.piece))' AS CHAR CHARACTER SET utf8mb4)"
        #expect(
            try await stage.texts(
                "SELECT LENGTH(t), LENGTH(REPLACE(t, \(piece), '')), LENGTH(b), "
                    + "HEX(SUBSTR(b, \(binary.count - 1))) FROM \(stage.name) WHERE n = 2")
                == [[String(text.count), "0", String(binary.count), hexText(Array(binary.suffix(2))).uppercased()]])
        #expect(try await stage.texts("SELECT n FROM \(stage.name) ORDER BY n") == [["1"], ["2"], ["3"]])
        try await stage.end()
    }

    /// This server lets no text grow beyond the packet.
    @Test func aRowThatDoesNotArriveWholeDoesNotArriveAtAll() async throws {
        let stage = try await Stage(.mariadb)
        let outcome = try await stage.write(
            1, [(1, nil, nil), (2, Self.text(stage.packet + 100_000), [1]), (3, nil, nil)])
        #expect(outcome.rejections.map(\.column) == ["T"] && outcome.rowsWritten == 2)
        #expect(outcome.rejections.first?.reason.number == "MYSQL-0015")
        #expect(outcome.rejections.first?.ordinal == 1)
        #expect(try await stage.texts("SELECT n FROM \(stage.name) ORDER BY n") == [["1"], ["3"]])
        try await stage.end()
    }

    @Test(arguments: TestServer.allCases)
    func aRowWhoseLiteralsAreBeyondThePacketArrivesAndOneThatIsThereStays(server: TestServer) async throws {
        let stage = try await Stage(server)
        // Every byte needs an escape: as a literal it is longer than the packet.
        let quotes = [UInt8](repeating: UInt8(ascii: "'"), count: stage.packet / 2 + 50_000)
        let outcome = try await stage.write(1, [(1, quotes, [7])])
        #expect(outcome.rejections == [] && outcome.rowsWritten == 1)
        let look = "SELECT LENGTH(t), MD5(t) = MD5(REPEAT(x'27', LENGTH(t))), HEX(b) FROM \(stage.name)"
        #expect(try await stage.texts(look) == [[String(quotes.count), "1", "07"]])
        let later = try await stage.with(.ignore)
        let again = try await later.write(2, [(1, quotes + [65], [8])])
        #expect(again.rowsIgnored == 1 && again.rowsWritten == 0)
        #expect(try await stage.texts(look) == [[String(quotes.count), "1", "07"]])
        await later.writer.close()
        try await stage.end()
    }

    @Test(arguments: [true, false])
    func aRowWhoseValuesComeInPiecesArrivesWhole(hasKey: Bool) async throws {
        let stage = try await Stage(.seekdb, hasKey: hasKey)
        // The first piece is small, the second has more than one slice, and all have less than the packet.
        let text = [Self.text(100), Self.text(stage.packet / 2 + 1000), Self.text(7)]
        let bytes = [[UInt8](repeating: 1, count: 9), [UInt8](repeating: 2, count: 70_000)]
        let outcome = try await stage.write(1, 2, text, bytes)
        #expect(outcome.rejections == [] && outcome.rowsWritten == 1)
        #expect(outcome.bytesFollowed == Int64(text[1].count + text[2].count + bytes[1].count))
        let piece = "CAST(x'\(hexText(Self.piece))' AS CHAR CHARACTER SET utf8mb4)"
        let count = text.reduce(0) { $0 + $1.count }
        let found = try await stage.texts(
            "SELECT n, LENGTH(t), MD5(t) = MD5(REPEAT(\(piece), \(count / Self.piece.count))), LENGTH(b), "
                + "HEX(SUBSTR(b, 9, 2)) FROM \(stage.name) ORDER BY n")
        #expect(found.map { $0[0] } == ["1", "2", "3"])
        #expect(found[1] == ["2", String(count), "1", "70009", "0102"])
        try await stage.end()
    }

    @Test func badTextInALaterPieceTakesTheRowBackAndNoOther() async throws {
        let stage = try await Stage(.seekdb)
        let outcome = try await stage.write(1, 2, [Self.text(100), [65, 0xFF, 65], Self.text(7)], [[1]])
        #expect(outcome.rejections.map(\.column) == ["T"] && outcome.rowsWritten == 0)
        let shown = try #require(outcome.rejections.first?.shown)
        #expect(shown[2].byteCount == Self.text(100).count + 3 + Self.text(7).count && shown[2].isCut)
        #expect(try await stage.texts("SELECT n FROM \(stage.name) ORDER BY n") == [["1"], ["3"]])
        try await stage.end()
    }

    @Test func aSourceThatBreaksWithinAValueLeavesNothingOfTheChunk() async throws {
        let stage = try await Stage(.seekdb)
        await #expect(throws: DatabaseRefusal.self) {
            try await stage.write(1, 2, [Self.text(100), Self.text(80_000), []], [[1]])
        }
        await stage.writer.rollback()
        #expect(try await stage.texts("SELECT n FROM \(stage.name)") == [])
        let outcome = try await stage.write(1, 2, [Self.text(100), Self.text(80_000)], [[1]])
        #expect(outcome.rowsWritten == 1)
        try await stage.end()
    }

    @Test func badTextInALaterSliceTakesTheRowBack() async throws {
        let stage = try await Stage(.seekdb)
        var text = Self.text(stage.packet)
        text[text.count - 5] = 0xFF
        let outcome = try await stage.write(1, [(1, text, nil), (2, Self.text(100), nil)])
        #expect(outcome.rejections.map(\.column) == ["T"] && outcome.rowsWritten == 1)
        #expect(try await stage.texts("SELECT n FROM \(stage.name)") == [["2"]])
        try await stage.end()
    }
}
