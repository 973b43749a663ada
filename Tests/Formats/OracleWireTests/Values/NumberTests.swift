import Bytes
import TestKit
import Testing
import Values

@testable import OracleWire

@Suite struct NumberTests {
    private static let golden: [(String, String)] = [
        ("0", "80"), ("1", "c1 02"), ("10", "c1 0b"), ("100", "c2 02"), ("0.1", "c0 0b"), ("0.01", "c0 02"),
        ("123.45", "c2 02 18 2e"), ("-1", "3e 64 66"), ("-123.45", "3d 64 4e 38 66"),
        ("1234567890123456789", "ca 02 18 2e 44 5a 02 18 2e 44 5a"),
        ("99999999999999999999999999999999999999", "d3" + String(repeating: "64", count: 19)),
        ("1" + String(repeating: "0", count: 125), "ff 0b"),
        ("0." + String(repeating: "0", count: 129) + "1", "80 02"),
    ]

    private func text(_ bytes: [UInt8]) throws -> String {
        var writer = ByteWriter()
        try bytes.withUnsafeBytes { writer.append(try OracleNumber($0)) }
        return String(decoding: writer.array, as: UTF8.self)
    }

    private func encoded(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { text in stored { OracleNumber.store(text: text, at: $0) } }
    }

    @Test(arguments: golden) func numbersHaveTheirDocumentedBytes(number: String, bytes: String) throws {
        #expect(encoded(number) == hex(bytes))
        #expect(try text(hex(bytes)) == number)
        let decimal = try #require(ExactDecimal(number))
        #expect(OracleNumber.bytes(decimal) == hex(bytes))
        let back = try hex(bytes).withUnsafeBytes { try OracleNumber($0).decimal }
        #expect(back == decimal)
    }

    @Test func infinitiesAreSpecial() throws {
        #expect(try text(hex("ff 65")) == "~" && text(hex("00")) == "-~")
        #expect(try hex("ff65").withUnsafeBytes { try OracleNumber($0).decimal } == nil)
        #expect(try hex("ff65").withUnsafeBytes { try OracleNumber($0).integer } == nil)
    }

    @Test func textOfEveryFormIsTaken() {
        for (text, same) in [
            ("1e2", "100"), ("-1.50E+3", "-1500"), ("000.10", "0.1"), (".5", "0.5"), ("5.", "5"), ("+7", "7"),
            ("-0", "0"), ("12345e-7", "0.0012345"), ("1e-200", "0"),
        ] { #expect(encoded(text) == encoded(same), "\(text)") }
        for text in ["", "-", ".", "1x", "1e", "1e+", "--1", "1.2.3", "1e126", "x", "1e999999999999"] {
            #expect(encoded(text) == nil, "\(text)")
        }
    }

    @Test func fortyDigitsAreKeptAndTheRestIsRounded() throws {
        let thirds = String(repeating: "3", count: 60)
        #expect(try text(encoded("0." + thirds) ?? []) == "0." + String(repeating: "3", count: 40))
        #expect(try text(encoded("3." + thirds) ?? []) == "3." + String(repeating: "3", count: 38))
        let nines = String(repeating: "9", count: 60)
        #expect(encoded("0." + nines) == encoded("1"))
        #expect(encoded("-" + nines) == encoded("-1" + String(repeating: "0", count: 60)))
    }

    @Test func integersComeBack() throws {
        var generator = SeededGenerator(seed: 11)
        var numbers: [Int64] = [0, 1, -1, 99, 100, -100, 9999, 10_000, .max, .min, .max - 1, .min + 1]
        for _ in 0..<5000 {
            numbers.append(
                Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<63, using: &generator))
        }
        for number in numbers {
            let bytes = OracleNumber.bytes(number)
            #expect(bytes == encoded(String(number)))
            #expect(try bytes.withUnsafeBytes { try OracleNumber($0).integer } == number)
            #expect(try text(bytes) == String(number))
        }
        #expect(try hex("c0 0b").withUnsafeBytes { try OracleNumber($0).integer } == nil)
        let large = try #require(encoded("9223372036854775808"))
        #expect(try large.withUnsafeBytes { try OracleNumber($0).integer } == nil)
    }

    @Test func decimalsComeBackThroughBytesAndText() throws {
        var generator = SeededGenerator(seed: 12)
        for round in 0..<5000 {
            let digits = (0..<Int.random(in: 1...38, using: &generator)).map { _ in
                UInt8.random(in: 0...9, using: &generator)
            }
            let scale = Int.random(in: 0...60, using: &generator)
            let number = ExactDecimal(isNegative: round % 2 == 0, digits: digits, scale: scale).normalized
            let bytes = try #require(OracleNumber.bytes(number))
            let back = try bytes.withUnsafeBytes { try OracleNumber($0).decimal }
            #expect(back == number)
            #expect(try text(bytes) == number.description)
            #expect(encoded(number.description) == bytes)
        }
    }

    @Test func wrongBytesAreRefused() {
        for bytes in ["", "81", "c1 00", "c1 66", "3e 01 66", "3e 67 66", String(repeating: "c1", count: 22)] {
            #expect(throws: WireFailure.self, "\(bytes)") {
                try hex(bytes).withUnsafeBytes { _ = try OracleNumber($0) }
            }
        }
    }

    @Test func digitsOfPostgreSQLBuildTheSameNumber() {
        // 1234567.89 is 123, 4567, 8900 with weight 1: the first digit of base 10 000 stands for 100^2 and 100^3.
        var builder = NumberBuilder(isNegative: true, exponent: 3)
        for digit in [123, 4567, 8900] as [UInt16] { builder.append(tenThousands: digit) }
        #expect(stored { builder.store(at: $0) } == encoded("-1234567.89"))
    }
}
