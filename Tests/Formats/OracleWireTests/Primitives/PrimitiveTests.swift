import Bytes
import Testing

@testable import OracleWire

@Suite struct PrimitiveTests {
    @Test(
        arguments: [
            (0, [0x00]), (1, [0x01, 0x01]), (256, [0x02, 0x01, 0x00]), (-1, [0x81, 0x01]), (65_536, [4, 0, 1, 0, 0]),
        ] as [(Int64, [UInt8])])
    func compressedIntegersHaveTheirDocumentedBytes(number: Int64, bytes: [UInt8]) throws {
        let writer = WireWriter(frames: false)
        writer.sb(number)
        #expect(writer.array == bytes)
        #expect(try WireReader(bytes).sb8() == number)
    }

    @Test func anyLengthOfACompressedIntegerIsRead() throws {
        #expect(try WireReader([3, 1, 2, 3]).ub4() == 0x010203)
        #expect(try WireReader([8, 0, 0, 0, 0, 0, 0, 0, 9]).ub1() == 9)
        #expect(throws: WireFailure("ub1", .tooLarge(announced: 256, limit: 255))) { try WireReader([2, 1, 0]).ub1() }
        #expect(throws: WireFailure("ub4", .wrongForm)) { try WireReader([9, 1, 0]).ub4() }
    }

    @Test func onlyTheShortFormOfCountedBytesIsSeenInPlace() throws {
        var dialect = WireDialect()
        dialect.bigChunks = false
        let reader = WireReader([2, 7, 8, 0, 0xFE, 1, 9, 0, 3, 1], dialect: dialect)
        #expect(try reader.shortView().map(Array.init) == [7, 8])
        // A null and chunks stay where they are, for others to read.
        #expect(try reader.shortView() == nil)
        #expect(try reader.clr() == nil)
        #expect(try reader.shortView() == nil)
        #expect(try reader.clr() == [9])
        #expect(throws: WireFailure.self) { try reader.shortView() }
    }

    @Test(arguments: [true, false], [0, 1, 252, 253, 254, 255, 32_767, 32_768, 100_000])
    func countedBytesComeBackInEveryForm(bigChunks: Bool, length: Int) throws {
        var dialect = WireDialect()
        dialect.bigChunks = bigChunks
        let data = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let writer = WireWriter(dialect: dialect, frames: false)
        writer.clr(data)
        writer.dalc(data)
        writer.u8(77)
        let reader = WireReader(writer.array, dialect: dialect)
        #expect(try reader.clr() == (data.isEmpty ? nil : data))
        #expect(try reader.dalc() == (data.isEmpty ? nil : data))
        #expect(try reader.u8() == 77)
        try reader.finish()
    }

    /// A whole session of bytes in packets of many sizes, arriving one byte at a time.
    @Test(arguments: [11, 13, 64, 512, 8192, 100_000]) func packetsOfAnySizeCarryTheSameBytes(size: Int) throws {
        var dialect = WireDialect()
        dialect.packetSize = size
        dialect.largePackets = true
        let writer = WireWriter(dialect: dialect)
        let data = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<3 {
            writer.ub(UInt32(123_456))
            writer.clr(data)
            writer.clr(Array(data.prefix(100)))
            writer.endMessage(.endOfRequest)
        }
        let packets = PacketBuffer()
        packets.largePackets = true
        let wire = Array(writer.packets)
        var at = 0
        var ends = 0
        let reader = WireReader(dialect: dialect) { (reader: WireReader) throws(WireFailure) in
            while at < wire.count {
                packets.append([wire[at]].span.bytes)
                at += 1
                guard let packet = try packets.next() else { continue }
                if packet.dataFlags.contains(.endOfRequest) { ends += 1 }
                return reader.feed(packet.payload)
            }
            throw WireFailure("wire", .ended)
        }
        for _ in 0..<3 {
            #expect(try reader.ub4() == 123_456)
            #expect(try reader.clr() == data)
            #expect(try reader.clr() == Array(data.prefix(100)))
        }
        #expect(throws: WireFailure("wire", .ended)) { try reader.u8() }
        #expect(ends == 3 && packets.buffered == 0)
    }
}
