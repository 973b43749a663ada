import Bytes
import Testing

@Suite struct ReaderTests {
    @Test func itReadsWhatIsThereAndRefusesWhatIsNot() throws {
        let bytes: [UInt8] = [1, 0x34, 0x12, 0x12, 0x34, 9]
        var reader = Reader(bytes.span.bytes)
        #expect(try reader.u8() == 1)
        #expect(try reader.little(UInt16.self) == 0x1234)
        #expect(try reader.big(UInt16.self) == 0x1234)
        #expect(reader.remaining == 1 && reader.offset == 5)
        var refused: DecodingFailure?
        do { _ = try reader.little(UInt32.self, "length") } catch { refused = error }
        #expect(refused == DecodingFailure("length", offset: 5, .short(needed: 4, available: 1)))
        #expect(refused?.description == "length at byte 5 needs 4 bytes, 1 are left")
        #expect(reader.remaining == 1)
        do { try reader.finish() } catch { refused = error }
        #expect(refused?.reason == .excess(1))
    }

    @Test(arguments: [-1, 4, Int.max, Int.min])
    func noLengthFromOutsideReachesBeyondTheBytes(length: Int) {
        let bytes: [UInt8] = [1, 2, 3]
        var reader = Reader(bytes.span.bytes)
        var isRefused = false
        do { _ = try reader.field(length) } catch { isRefused = true }
        #expect(isRefused && reader.remaining == 3)
    }
}

@Suite struct ByteWriterTests {
    private func written(_ body: (inout ByteWriter) -> Void) -> String {
        var writer = ByteWriter(capacity: 1)
        body(&writer)
        return String(decoding: writer.array, as: UTF8.self)
    }

    @Test func everyWidthOfNumberHasItsDigits() {
        var number: UInt64 = 1
        for _ in 0..<20 {
            for near in [number &- 1, number, number &+ 1] {
                #expect(written { $0.append(decimal: near) } == "\(near)")
            }
            number = number &* 10
        }
        for number in [Int64.min, -1, 0, 7, .max] { #expect(written { $0.append(decimal: number) } == "\(number)") }
        #expect(written { $0.append(decimal: UInt64.max) } == "18446744073709551615")
        #expect(written { $0.append(padded: 7, width: 3) } == "007")
    }

    /// The slow and obvious way, as the judge of the fast one.
    private func plainlyEscaped(_ bytes: [UInt8]) -> [UInt8] {
        let letters: [UInt8: Character] = [0: "0", 10: "n", 13: "r", 26: "Z", 39: "'", 92: "\\"]
        return bytes.flatMap { byte in letters[byte].map { [92, $0.asciiValue ?? 0] } ?? [byte] }
    }

    @Test func escapingIsTheSameForEveryByteAtEveryPlace() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<34 {
                var bytes = [UInt8](repeating: 0x61, count: 34)
                bytes[place] = byte
                var writer = ByteWriter(capacity: 8)
                writer.append(escaped: bytes.span.bytes)
                #expect(writer.array == plainlyEscaped(bytes))
            }
        }
        var writer = ByteWriter()
        let all = [UInt8](repeating: 39, count: 100)
        writer.append(escaped: all.span.bytes)
        #expect(writer.array == plainlyEscaped(all))
    }

    @Test func literalsAreInTheirQuotes() {
        #expect(written { $0.append(quoted: "it's") } == "'it\\'s'")
        #expect(written { $0.append(identifier: "a`b") } == "`a``b`")
        let bytes: [UInt8] = [0, 255, 16]
        #expect(written { $0.append(hexLiteral: bytes.span.bytes) } == "x'00ff10'")
        #expect(written { $0.append(binary: [UInt8](bytes.prefix(1)).span.bytes) } == "_binary'\\0'")
    }

    @Test func aWriterKeepsItsBytesWhileItGrows() {
        var writer = ByteWriter(capacity: 1)
        for number in 0..<1000 { writer.append(decimal: Int64(number)) }
        #expect(String(decoding: writer.array, as: UTF8.self) == (0..<1000).map { String($0) }.joined())
        writer.truncate(to: 3)
        #expect(writer.array == Array("012".utf8))
        writer.removeAll()
        #expect(writer.array.isEmpty)
    }

    @Test func hexGoesBothWays() {
        #expect(hexText([0, 171, 255]) == "00abff")
        #expect(bytes(hex: "00ABff") == [0, 171, 255])
        #expect(bytes(hex: "0") == nil && bytes(hex: "0g") == nil)
    }

    @Test func aMarkTurnsTheNullOfItsColumnIntoAnEmptyValue() {
        let block = RowBlock(rows: [[[1], nil, nil], [nil, nil, [2]], [[3], [4], [5]]], columnCount: 3).unmarked([1])
        #expect(block.rowCount == 3 && block.columnCount == 2)
        #expect(block.isNull(0, 1) && block.isNull(1, 0) && !block.isNull(1, 1))
        #expect(block.bytes(1, 1).isEmpty && Array(block.bytes(2, 1)) == [4] && Array(block.bytes(0, 0)) == [1])
    }
}
