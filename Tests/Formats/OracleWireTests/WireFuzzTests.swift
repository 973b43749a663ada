import Bytes
import Glibc
import TestKit
import Testing

@testable import OracleWire

/// Every decoder against bytes that were written right and then spoilt. Whatever comes: a failure or a value, no trap,
/// no hang, and no memory beyond what the bytes explain.
@Suite struct WireFuzzTests {
    private static let rounds = getenv("GODWIT_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 5000

    private static func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let odd: [UInt8] = [0, 1, 4, 7, 8, 0x7F, 0x80, 0x81, 0x84, 0xFC, 0xFD, 0xFE, 0xFF]
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1 where place < bytes.count: bytes[place] = odd.randomElement(using: &generator) ?? 0
            case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3 where place < bytes.count:
                bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &generator)))
            case 4: bytes.insert(contentsOf: [8, 0x7F] + [UInt8](repeating: 0xFF, count: 7), at: place)
            default: bytes.insert(odd.randomElement(using: &generator) ?? 0, at: place)
            }
        }
    }

    /// A reader that gets its bytes in pieces of random length, and cannot hang: it fails at their end.
    private static func reader(
        _ bytes: [UInt8], _ dialect: WireDialect, _ generator: inout SeededGenerator
    ) -> WireReader {
        let piece = [1, 3, 16, 1000].randomElement(using: &generator) ?? 1
        var rest = bytes[...]
        let reader = WireReader(dialect: dialect) { (reader: WireReader) throws(WireFailure) in
            guard !rest.isEmpty else { throw WireFailure("fuzz", .ended) }
            reader.feed(Array(rest.prefix(piece)).span.bytes)
            rest = rest.dropFirst(piece)
        }
        reader.longestValue = 1 << 20
        return reader
    }

    @Test(.timeLimit(.minutes(5))) func spoiltMessagesNeverTrapAndWhatIsReadCanBeWritten() throws {
        var generator = SeededGenerator(seed: 0x07_AC1E)
        var seeds: [(MessageSample, WireDialect, [UInt8])] = []
        for sample in MessageSample.all {
            for dialect in dialects where dialect.fieldVersion == 7 || dialect.fieldVersion >= 12 {
                let bytes = written(dialect, sample.write)
                if bytes.count < 4000 { seeds.append((sample, dialect, bytes)) }
            }
        }
        var understood = 0
        for round in 0..<Self.rounds {
            guard let (sample, dialect, original) = seeds.randomElement(using: &generator) else { break }
            var bytes = original
            Self.mutate(&bytes, using: &generator)
            guard let back = try? sample.read(Self.reader(bytes, dialect, &generator)) else { continue }
            understood += 1
            // What was understood is written in a form that reads again and writes the same.
            if sample.name == "fast authentication" { continue }
            let again = written(dialect, back.rewrite)
            let second = try sample.read(WireReader(again, dialect: dialect))
            try #require(written(dialect, second.rewrite) == again, "round \(round): \(sample.name)")
        }
        #expect(understood > Self.rounds / 20, "too few spoilt messages are read for the test to mean something")
    }

    @Test(.timeLimit(.minutes(5))) func spoiltPacketsNeverTrap() throws {
        var generator = SeededGenerator(seed: 0x07_AC1F)
        let writer = WireWriter()
        ConnectRequest(descriptor: Array("(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=x)))".utf8)).write(to: writer)
        ConnectRequest(descriptor: [UInt8](repeating: 0x41, count: 400)).write(to: writer)
        AcceptReply().write(to: writer)
        RefuseReply(error: 12_514).write(to: writer)
        RedirectReply(address: "(ADDRESS=)", connectData: [1, 2]).write(to: writer)
        MarkerPacket.cancel.write(to: writer)
        ControlPacket.closing(error: 1).write(to: writer)
        let original = Array(writer.packets)
        var understood = 0
        for round in 0..<Self.rounds {
            var bytes = Array(
                original.dropFirst(round % 2 == 0 ? 0 : Int.random(in: 0..<original.count, using: &generator)))
            Self.mutate(&bytes, using: &generator)
            let buffer = PacketBuffer()
            buffer.largePackets = round % 7 == 0
            buffer.append(bytes.span.bytes)
            var connect: ConnectRequest?
            var redirect: RedirectReply?
            while let packet = try? buffer.next() {
                understood += 1
                connect = (try? ConnectRequest(packet)) ?? connect
                redirect = (try? RedirectReply(packet)) ?? redirect
                if packet.type == .data {
                    try? connect?.complete(packet)
                    try? redirect?.complete(packet)
                }
                _ = try? AcceptReply(packet)
                _ = (try? RefuseReply(packet))?.error
                _ = try? MarkerPacket(packet)
                _ = try? ControlPacket(packet)
                _ = packet.isEndOfFile
            }
            _ = redirect?.connectData
        }
        #expect(understood > Self.rounds)
    }

    @Test(.timeLimit(.minutes(5))) func spoiltRowsNeverTrapAndStayWithinTheirBatch() throws {
        var generator = SeededGenerator(seed: 0x07_AC20)
        let layouts: [ValueLayout] = [
            .plain, .never, .rowid, .urowid, .long, .lob, .textLobPrefetched, .inlineLob, .object, .cursor, .plain,
        ]
        let lob = OutgoingLob(locator: [1, 2, 3], size: 10, content: [4, 5])
        let body = DescribeBody(columns: [MessageSample.columns[0]])
        let mixed = written { writer in
            writer.reply(RowHeader())
            for row in 0..<3 {
                if row > 0 { BitVector.encode([0xFF, 0b101], sent: 10, to: writer) }
                writer.beginRow()
                writer.number(12_345)
                writer.rowid(PhysicalRowid(object: 1, file: 2, block: 3, slot: 4))
                writer.urowid([2, 7, 8])
                writer.clr([UInt8](repeating: 1, count: 300))
                writer.longTail()
                for layout in [ValueLayout.lob, .textLobPrefetched, .inlineLob] { writer.lob(lob, layout) }
                writer.raw([0, 0, 0, 0, 1, 3, 0, 3, 1, 2, 3])
                if row == 0 { writer.cursor(body, number: 3) }
                writer.clr([1, 1])
            }
            writer.type(.callEnd)
        }
        let plain = written { writer in
            for row in 0..<20 as Range<Int64> {
                writer.beginRow()
                for column in 0..<5 as Range<Int64> { writer.number(row * column * 1001) }
            }
            writer.type(.callEnd)
        }
        let batches = [RowBatch(columnCount: layouts.count), RowBatch(columnCount: 5)]
        var whole = 0
        for round in 0..<Self.rounds / 4 {
            let kind = round % 2
            var bytes = kind == 0 ? mixed : plain
            Self.mutate(&bytes, using: &generator)
            let batch = batches[kind]
            batch.removeAll()
            let decoder = RowBatchDecoder(layouts: kind == 0 ? layouts : [ValueLayout](repeating: .plain, count: 5))
            let end = try? decoder.decode(from: Self.reader(bytes, WireDialect(), &generator), into: batch)
            if end != nil { whole += 1 }
            for row in 0..<batch.rowCount {
                for column in 0..<batch.columnCount {
                    guard let value = batch.value(row, column) else { continue }
                    _ = value.last
                    if layouts[column] == .textLobPrefetched { _ = try? LobValue(value) }
                }
            }
            try #require(batch.byteCount <= bytes.count * 40 + 4096, "round \(round)")
        }
        #expect(whole > Self.rounds / 200)
    }

    @Test(.timeLimit(.minutes(5))) func spoiltOutValuesNeverTrap() throws {
        var generator = SeededGenerator(seed: 0x07_AC21)
        var array = BindMetadata(type: .varchar, bufferSize: 100)
        array.flags.insert(.array)
        let types: [OracleTypeCode] = [.number, .refCursor, .varchar, .long, .boolean]
        let binds = types.map { BindMetadata(type: $0, bufferSize: 100) } + [array]
        let body = DescribeBody(columns: MessageSample.columns)
        let bytes = written { writer in
            writer.number(5)
            writer.sb(0)
            writer.cursor(body, number: 77)
            for _ in 0..<4 { writer.sb(0) }
            writer.clr([4])
            writer.sb(0)
            writer.ub(2)
            for _ in 0..<2 {
                writer.clr([1])
                writer.sb(0)
            }
        }
        let out = OutValues()
        var whole = 0
        for round in 0..<Self.rounds / 2 {
            var spoilt = bytes
            Self.mutate(&spoilt, using: &generator)
            out.removeAll()
            let reader = Self.reader(spoilt, WireDialect(), &generator)
            if (try? out.read(binds, isReturning: round % 2 == 1, from: reader)) != nil { whole += 1 }
            for list in 0..<out.listCount { for at in 0..<out.count(list) { _ = out.value(list, at)?.last } }
        }
        #expect(whole > Self.rounds / 200)
    }

    @Test(.timeLimit(.minutes(5))) func randomValuesNeverTrap() throws {
        var generator = SeededGenerator(seed: 0x07_AC22)
        var writer = ByteWriter()
        for _ in 0..<Self.rounds {
            let length = Int.random(in: 0...24, using: &generator)
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            writer.removeAll()
            bytes.withUnsafeBytes { value in
                if let number = try? OracleNumber(value) {
                    writer.append(number)
                    _ = number.integer
                    // A number with leading zeros is the same number in fewer bytes.
                    if let decimal = number.decimal, let back = OracleNumber.bytes(decimal) {
                        #expect(back.count <= value.count + 1)
                    }
                }
                if let time = try? OracleDateTime(value) {
                    _ = time.civil
                    #expect(stored { time.storeTimestamp(at: $0) }?.prefix(7) == bytes.prefix(7))
                }
                _ = (try? OracleZonedTime(value))?.local
                _ = (try? DaySecondInterval(value))?.totalSeconds
                _ = try? YearMonthInterval(value)
                _ = try? OracleFloat.double(value)
                _ = try? OracleFloat.float(value)
                _ = try? OracleBoolean.value(value)
                _ = (try? PhysicalRowid(value))?.text
                _ = PhysicalRowid(text: value)
                _ = try? LobValue(value)
                _ = stored { OracleNumber.store(text: value, at: $0) }
                writer.append(urowid: value)
                _ = writer.append(utf8FromCESU8: value)
                _ = writer.append(utf8FromUTF16: value)
                _ = writer.append(utf16FromUTF8: value)
                writer.append(cesu8FromUTF8: value)
            }
        }
    }

    /// A few bytes that announce much get no memory for it.
    @Test func announcedLengthsTakeNoMemory() {
        let huge: [UInt8] = [4, 0x7F, 0xFF, 0xFF, 0xFF]
        #expect(throws: WireFailure("stream", offset: 6, .ended)) { try WireReader([0xFE] + huge).clr() }
        #expect(throws: WireFailure.self) { try WireReader(huge).bytes(1 << 40) }
        #expect(throws: WireFailure.self) { try DescribeBody(from: WireReader([0] + huge)) }
        #expect(throws: WireFailure.self) { try KeywordValues(count: 900, from: WireReader(huge)) }
        let reader = WireReader([0xFE] + huge)
        reader.longestValue = 1000
        #expect(throws: WireFailure("value", offset: 1, .tooLarge(announced: 0x7FFF_FFFF, limit: 1000))) {
            try reader.clr()
        }
    }

    @Test(.timeLimit(.minutes(5))) func spoiltImagesOfObjectsNeverTrapAndWhatIsReadCanBeWritten() throws {
        var generator = SeededGenerator(seed: 0x07_AC20)
        let place = ObjectShape.object([.object([.object([.value]), .value]), .value, .collection(.value)])
        let shapes: [ObjectShape] = [place, .collection(place), .collection(.collection(.value), isIndexed: true)]
        let full = ObjectContent.object([.object([.null, .bytes([1])]), .null, .collection([.bytes([2, 3]), .null])])
        let contents: [ObjectContent] = [
            full, .collection([full, .null, .object([.null, .bytes([4]), .null])]),
            .indexed([.init(index: 7, .collection([.bytes([UInt8](repeating: 5, count: 300))]))]),
        ]
        var understood = 0
        for round in 0..<Self.rounds {
            let seed = Int.random(in: 0..<shapes.count, using: &generator)
            var image = ObjectImage.encode(contents[seed], shapes[seed])
            Self.mutate(&image, using: &generator)
            _ = XMLImage.text(image)
            guard let back = try? ObjectImage.decode(image, shapes[seed]) else { continue }
            understood += 1
            let again = ObjectImage.encode(back, shapes[seed])
            try #require(try ObjectImage.decode(again, shapes[seed]) == back, "round \(round)")
        }
        #expect(understood > Self.rounds / 50, "too few spoilt images are read for the test to mean something")
    }
}
