import TestKit
import Testing

@testable import PostgresClient

@Suite struct RecordTests {
    private func integer(_ value: Int32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// Two records of a text and a NULL.
    private var array: [UInt8] {
        var bytes = integer(1) + integer(0) + integer(2249) + integer(2) + integer(1)
        for text in ["a", "bc"] {
            let field = integer(25) + integer(Int32(text.utf8.count)) + Array(text.utf8)
            let record = integer(2) + field + integer(25) + integer(-1)
            bytes += integer(Int32(record.count)) + record
        }
        return bytes
    }

    @Test func recordsOfAnArrayAreRows() throws {
        let rows = try array.withUnsafeBytes { try PostgresRows.records($0) }
        #expect(rows.rowCount == 2)
        #expect(rows.columnCount == 2)
        #expect(rows.bytes(0, 0) == [97])
        #expect(rows.bytes(1, 0) == [98, 99])
        #expect(rows.bytes(1, 1) == nil)
        let empty = integer(0) + integer(0) + integer(2249)
        #expect(try empty.withUnsafeBytes { try PostgresRows.records($0) }.isEmpty)
    }

    @Test func noBytesOfAnArrayTrap() {
        let array = array
        for count in array.indices {
            array[..<count].withUnsafeBytes { bytes in
                _ = #expect(throws: PostgresFailure.self) { try PostgresRows.records(bytes) }
            }
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var bytes = array
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { _ = try? PostgresRows.records($0) }
        }
    }
}
