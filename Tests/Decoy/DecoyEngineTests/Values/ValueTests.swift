import Bytes
import Net
import OracleSQL
import OracleWire
import PostgresClient
import TestKit
import Testing

@testable import DecoyEngine

@Suite struct ValueTests {
    /// The wire bytes of a value that PostgreSQL computes, without the length in front.
    private func wire(
        _ expressions: [String], _ form: WireForm, zone: SessionZone = .utc
    ) async throws -> [[UInt8]] {
        let engine = try await TestEngines.shared.engine
        return try await onThread("values") {
            let connection = try PostgresConnection(engine.endpoint)
            defer { connection.close() }
            let encoder = FieldEncoder(form, zone: zone)
            return try expressions.map { expression in
                let rows = try connection.query("SELECT \(expression)")
                let writer = WireWriter(dialect: WireDialect(), frames: false)
                try encoder.write(rows.field(0, 0), to: writer)
                return Array(writer.array.dropFirst())
            }
        }
    }

    private func hex(_ texts: [String]) -> [[UInt8]] {
        texts.map { text in bytes(hex: text.split(separator: " ").joined()) ?? [] }
    }

    @Test func numbersHaveOraclesBytes() async throws {
        let known = [
            ("0", "80"), ("1", "c1 02"), ("10", "c1 0b"), ("100", "c2 02"), ("0.1", "c0 0b"), ("0.01", "c0 02"),
            ("123.45", "c2 02 18 2e"), ("-1", "3e 64 66"), ("-123.45", "3d 64 4e 38 66"),
            ("1234567890123456789", "ca 02 18 2e 44 5a 02 18 2e 44 5a"), ("1e125", "ff 0b"), ("1e-130", "80 02"),
            (String(repeating: "9", count: 38), "d3" + String(repeating: "64", count: 19)),
            ("-0.000001", "41 64 66"), ("1000000", "c4 02"), ("12.30", "c1 0d 1f"), ("1e-140", "80"),
            // Forty-one digits round to forty.
            (String(repeating: "9", count: 41), "d5 0b"),
            ("-" + String(repeating: "9", count: 40), "2b" + String(repeating: "02", count: 20)),
        ]
        let found = try await wire(known.map { "'\($0.0)'::numeric" }, .number)
        for (index, expected) in hex(known.map(\.1)).enumerated() {
            #expect(found[index] == expected, "\(known[index].0): \(hexText(found[index]))")
        }
        let tooLarge = await #expect(throws: OracleFailure.self) { _ = try await wire(["1e126::numeric"], .number) }
        #expect(tooLarge?.code == 1426)
    }

    @Test func datesAndTimesHaveOraclesBytes() async throws {
        let date = try await wire(
            [
                "'2024-02-29 13:14:15'::timestamp(0)", "'0044-03-15 BC'::timestamp(0)", "'4713-01-01 BC'::timestamp(0)",
                "'9999-12-31 23:59:59'::timestamp(0)", "'1969-12-31 23:59:59'::timestamp(0)",
            ], .date)
        #expect(
            date
                == hex(
                    [
                        "78 7c 02 1d 0e 0f 10", "64 38 03 0f 01 01 01", "35 57 01 01 01 01 01", "c7 c7 0c 1f 18 3c 3c",
                        "77 a9 0c 1f 18 3c 3c",
                    ].map { $0 }))
        let epoch = "extract(epoch FROM timestamp '2024-02-29 13:14:15')"
        let times = try await wire(["\(epoch) + 0.123456", epoch, "-0.000000001::numeric"], .timestamp)
        #expect(
            times
                == hex([
                    "78 7c 02 1d 0e 0f 10 07 5b ca 00", "78 7c 02 1d 0e 0f 10", "77 a9 0c 1f 18 3c 3c 3b 9a c9 ff",
                ]))
        let zoned = try await wire(
            [
                "ROW(\(epoch) - 19800 + 0.123456, '+05:30')::ora.tstz", "ROW(\(epoch), '-03:30')::ora.tstz",
                "ROW(\(epoch), 'Europe/Berlin')::ora.tstz",
            ], .timestampTZ)
        #expect(
            zoned
                == hex([
                    "78 7c 02 1d 08 2d 10 07 5b ca 00 19 5a", "78 7c 02 1d 0e 0f 10 00 00 00 00 11 1e",
                    "78 7c 02 1d 0e 0f 10 00 00 00 00 15 3c",
                ]))
        let local = try await wire([epoch], .timestampLTZ, zone: SessionZone("Asia/Kolkata"))
        #expect(local == hex(["78 7c 02 1d 13 2d 10"]))
    }

    @Test func intervalsAndFloatsHaveOraclesBytes() async throws {
        let seconds = try await wire(["93784.5::numeric", "-93784.5::numeric", "0::numeric"], .intervalDS)
        #expect(
            seconds
                == hex([
                    "80 00 00 01 3e 3f 40 9d cd 65 00", "7f ff ff ff 3a 39 38 62 32 9b 00",
                    "80 00 00 00 3c 3c 3c 80 00 00 00",
                ]))
        let months = try await wire(["14::int4", "(-14)::int4"], .intervalYM)
        #expect(months == hex(["80 00 00 01 3e", "7f ff ff ff 3a"]))
        #expect(try await wire(["1.5::float4", "(-1.5)::float4"], .float) == hex(["bf c0 00 00", "40 3f ff ff"]))
        #expect(
            try await wire(["1.5::float8", "(-1.5)::float8"], .double)
                == hex(["bf f8 00 00 00 00 00 00", "40 07 ff ff ff ff ff ff"]))
    }

    @Test func rowidsReadBackFromTheirText() throws {
        let rid = Int64(73_196) << 39 | 151 << 15 | 0
        #expect(RowidText.text(rid) == "AAAR3sAAEAAAACXAAA")
        var random = SeededGenerator(seed: 7)
        for _ in 0..<1000 {
            let rid = Int64.random(in: 0...Int64.max, using: &random)
            #expect(RowidText.rid(RowidText.text(rid).utf8) == rid)
        }
        #expect(RowidText.rid("AAAR3sAAEAAAACXAA!".utf8) == nil)
    }

    /// What a client sends is what it gets back: the bytes go to PostgreSQL's form and to the wire again.
    @Test func bytesOfTheWireComeBackUnchanged() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let type = Self.types.randomElement(using: &random) ?? .date
            let sent = Self.sample(of: type, &random)
            let cell = try FieldDecoder(type).cell(sent)
            let writer = WireWriter(dialect: WireDialect(), frames: false)
            let field = try #require(cell.bytes)
            try field.withUnsafeBytes { try FieldEncoder(type).write($0, to: writer) }
            let back = Array(writer.array.dropFirst())
            #expect(back == sent, "\(type): \(hexText(sent)) \(hexText(back))")
            if back != sent { return }
        }
    }

    private static let types: [OracleType] = [
        .number(precision: nil, scale: nil), .date, .timestamp(9), .timestampTZ(9), .intervalYM(9),
        .intervalDS(day: 9, second: 9), .binaryFloat, .binaryDouble, .nvarchar2(10), .varchar2(10, .byte),
    ]

    private static func sample(of type: OracleType, _ random: inout SeededGenerator) -> [UInt8] {
        func byte(_ range: ClosedRange<UInt8>) -> UInt8 { UInt8.random(in: range, using: &random) }
        func word(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
        let date = [
            byte(101...199), byte(100...199), byte(1...12), byte(1...28), byte(1...24), byte(1...60), byte(1...60),
        ]
        let fraction = word(UInt32.random(in: 1...999_999_999, using: &random))
        switch type {
        case .number: return number(&random)
        case .date: return date
        case .timestamp: return date + fraction
        case .timestampTZ: return date + fraction + [byte(9...31), 60]
        case .intervalYM:
            return word(UInt32.random(in: 0x8000_0000...0x8000_0000 + 99_999_999, using: &random)) + [byte(60...71)]
        case .intervalDS:
            return word(UInt32.random(in: 0x8000_0000...0x8000_0000 + 99_999_999, using: &random))
                + [byte(60...83), byte(60...119), byte(60...119)]
                + word(0x8000_0000 + UInt32.random(in: 0...999_999_999, using: &random))
        case .binaryFloat: return (0..<4).map { _ in byte(0...255) }
        case .binaryDouble: return (0..<8).map { _ in byte(0...255) }
        case .nvarchar2: return (0..<5).flatMap { _ in [byte(0...215), byte(0...255)] }
        default: return (0..<Int(byte(1...10))).map { _ in byte(32...126) }
        }
    }

    /// A number as the database writes it: no zero digits at the ends, at most twenty.
    private static func number(_ random: inout SeededGenerator) -> [UInt8] {
        let count = Int.random(in: 1...20, using: &random)
        var digits = (0..<count).map { _ in UInt8.random(in: 0...99, using: &random) }
        if digits[0] == 0 { digits[0] = 1 }
        if digits[count - 1] == 0 { digits[count - 1] = 99 }
        let exponent = Int.random(in: -64...62, using: &random)
        if Bool.random(using: &random) { return [UInt8(193 + exponent)] + digits.map { $0 + 1 } }
        return [UInt8(62 - exponent)] + digits.map { 101 - $0 } + (count < 20 ? [102] : [])
    }

    @Test func brokenBytesAreRefusedAndNeverTrap() throws {
        var random = SeededGenerator(seed: 3)
        let encoders =
            Self.types.map { FieldEncoder($0) } + [FieldEncoder(WireForm.rowid), FieldEncoder(WireForm.timestampLTZ)]
        let writer = WireWriter(dialect: WireDialect(), frames: false)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let type = Self.types.randomElement(using: &random) ?? .date
            _ = try? FieldDecoder(type).cell(bytes)
            _ = try? FieldDecoder(.rowid).cell(bytes)
            writer.removeAll()
            bytes.withUnsafeBytes { field in
                for encoder in encoders { try? encoder.write(field, to: writer) }
            }
        }
    }
}
