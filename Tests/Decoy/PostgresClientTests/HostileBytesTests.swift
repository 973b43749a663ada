import Bytes
import TestKit
import Testing

@testable import PostgresClient

@Suite struct HostileBytesTests {
    @Test func noBytesOfAServerTrap() {
        var random = SeededGenerator(seed: 5)
        let types = Array("DCsIENZTtRKS123nAXYZ".utf8)
        for _ in 0..<20_000 {
            let type = types.randomElement(using: &random) ?? 0
            let count = Int.random(in: 0...40, using: &random)
            let small = Bool.random(using: &random)
            let body = (0..<count).map { _ in
                small ? UInt8.random(in: 0...3, using: &random) : UInt8.random(in: 0...255, using: &random)
            }
            var reading = PostgresReading(executionCount: 2)
            var greeting = PostgresGreeting()
            let rows = PostgresRows()
            body.withUnsafeBytes { body in
                try? reading.take(type, body, at: 0, rows)
                try? reading.take(type, body, at: 0, rows)
                try? greeting.take(type, body, at: 0)
            }
        }
    }

    @Test func aRowMustEndWhereItsMessageEnds() {
        let rows = PostgresRows()
        let good: [UInt8] = [0, 2, 0, 0, 0, 1, 65, 255, 255, 255, 255]
        good.withUnsafeBytes { body in
            #expect(throws: Never.self) { try rows.note(body, at: 0) }
            #expect(throws: DecodingFailure.self) {
                try rows.note(UnsafeRawBufferPointer(rebasing: body.dropLast()), at: 0)
            }
        }
        for bad: [UInt8] in [[0], [0, 1, 0, 0, 0, 9, 1], [0, 1, 255, 255, 255, 254], good + [0], [0, 1, 0, 0, 0, 0]] {
            bad.withUnsafeBytes { body in
                _ = #expect(throws: DecodingFailure.self) { try rows.note(body, at: 0) }
            }
        }
        #expect(rows.rowCount == 1)
    }
}
