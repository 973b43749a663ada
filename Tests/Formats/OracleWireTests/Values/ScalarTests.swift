import Bytes
import Testing

@testable import OracleWire

@Suite struct ScalarTests {
    @Test func floatsHaveTheirDocumentedBytes() throws {
        for (number, bytes) in [(1.5, "bf f8 00 00 00 00 00 00"), (-1.5, "40 07 ff ff ff ff ff ff")] {
            #expect(
                stored {
                    OracleFloat.store(number, at: $0)
                    return 8
                } == hex(bytes))
            #expect(try hex(bytes).withUnsafeBytes { try OracleFloat.double($0) } == number)
        }
        for (number, bytes) in [(1.5, "bf c0 00 00"), (-1.5, "40 3f ff ff")] as [(Float, String)] {
            #expect(
                stored {
                    OracleFloat.store(number, at: $0)
                    return 4
                } == hex(bytes))
            #expect(try hex(bytes).withUnsafeBytes { try OracleFloat.float($0) } == number)
        }
    }

    @Test func specialFloatsComeBackAndSort() throws {
        let numbers: [Double] = [
            -.infinity, -1e300, -1, -.leastNonzeroMagnitude, -0.0, 0, .leastNonzeroMagnitude, 1, 1e300, .infinity, .nan,
        ]
        var before: [UInt8] = []
        for number in numbers {
            let bytes = try #require(
                stored {
                    OracleFloat.store(number, at: $0)
                    return 8
                })
            #expect(before.lexicographicallyPrecedes(bytes))
            before = bytes
            let back = try bytes.withUnsafeBytes { try OracleFloat.double($0) }
            #expect(back == number && back.sign == number.sign || back.isNaN && number.isNaN)
        }
    }

    @Test func rowidsHaveTheirText() throws {
        let rowid = PhysicalRowid(object: 73196, file: 4, block: 151, slot: 0)
        #expect(rowid.text == "AAAR3sAAEAAAACXAAA")
        #expect(PhysicalRowid("AAAR3sAAEAAAACXAAA") == rowid)
        let bytes = try #require(
            stored {
                rowid.store(at: $0)
                return 12
            })
        #expect(try bytes.withUnsafeBytes { try PhysicalRowid($0) } == rowid)
        #expect(try ([1] + bytes).withUnsafeBytes { try PhysicalRowid($0) } == rowid)
        let last = PhysicalRowid(object: .max, file: .max, block: .max, slot: .max)
        #expect(PhysicalRowid(last.text) == last && rowid < last)
        for text in ["", "AAAR3sAAEAAAACXAA", "AAAR3sAAEAAAACXAA*", "//////AAEAAAACXAAA", "AAAR3sAAEAAAACXAAAA"] {
            #expect(PhysicalRowid(text) == nil, "\(text)")
        }
        var writer = ByteWriter()
        ([1] + bytes).withUnsafeBytes { writer.append(urowid: $0) }
        writer.append(text: " ")
        hex("02 04 c1 02 03 fe").withUnsafeBytes { writer.append(urowid: $0) }
        #expect(String(decoding: writer.array, as: UTF8.self) == "AAAR3sAAEAAAACXAAA *BMECA/4")
    }

    @Test func booleansAreTheirLastByte() throws {
        #expect(try OracleBoolean.bytes(true).withUnsafeBytes { try OracleBoolean.value($0) })
        #expect(try !OracleBoolean.bytes(false).withUnsafeBytes { try OracleBoolean.value($0) })
        #expect(throws: WireFailure.self) { _ = try [UInt8]().withUnsafeBytes { try OracleBoolean.value($0) } }
    }

    @Test(arguments: ["", "abc", "Grüße €", "日本語", "a😀b𐍈", "\u{FFFF}\u{10FFFF}\u{7FF}\u{800}"])
    func textsPassThroughTheCharsetsOfTheWire(text: String) throws {
        let utf8 = Array(text.utf8)
        var wide = ByteWriter()
        #expect(utf8.withUnsafeBytes { wide.append(utf16FromUTF8: $0) })
        #expect(wide.array == text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        var narrow = ByteWriter()
        #expect(wide.array.withUnsafeBytes { narrow.append(utf8FromUTF16: $0) })
        #expect(narrow.array == utf8)
        var surrogates = ByteWriter()
        utf8.withUnsafeBytes { surrogates.append(cesu8FromUTF8: $0) }
        narrow.removeAll()
        #expect(surrogates.array.withUnsafeBytes { narrow.append(utf8FromCESU8: $0) })
        #expect(narrow.array == utf8)
        narrow.removeAll()
        #expect(utf8.withUnsafeBytes { narrow.append(utf8FromCESU8: $0) })
        #expect(narrow.array == utf8)
    }

    @Test func brokenTextBecomesTheReplacementCharacter() {
        for bytes in ["d8 00", "dc 00 00 41", "d8 00 00 41", "00 41 00"] {
            var writer = ByteWriter()
            #expect(!hex(bytes).withUnsafeBytes { writer.append(utf8FromUTF16: $0) })
            #expect(String(decoding: writer.array, as: UTF8.self).contains("\u{FFFD}"), "\(bytes)")
        }
        for bytes in ["ff", "c0 80", "e0 80 80", "ed a0 80", "f4 90 80 80", "c3", "41 80"] {
            var writer = ByteWriter()
            #expect(!hex(bytes).withUnsafeBytes { writer.append(utf16FromUTF8: $0) }, "\(bytes)")
        }
        var writer = ByteWriter()
        #expect(!hex("ed a0 80 41").withUnsafeBytes { writer.append(utf8FromCESU8: $0) })
        #expect(String(decoding: writer.array, as: UTF8.self) == "\u{FFFD}A")
    }
}
