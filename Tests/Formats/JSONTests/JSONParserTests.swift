import JSON
import Testing

@Suite struct JSONParserTests {
    static let valid: [(String, JSONValue)] = [
        ("null", nil), ("true", true), ("false", false), (" \t\r\n 1 \n", 1), ("0", 0), ("-0", 0), ("-12", -12),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("0.0", 0.0), ("1.5", 1.5), ("1e3", 1000.0), ("1E+3", 1000.0), ("-2.5e-3", -0.0025), ("1e-999", 0.0),
        ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("\"\"", ""), (#""a""#, "a"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9""#, "Aé"),
        (#""\u0000""#, "\u{0}"), (#""\uD83D\uDE00""#, "😀"), (#""\ud83d\ude00""#, "😀"),
        (#""日本😀""#, "日本😀"),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"), (#""\uFFFF""#, "\u{FFFF}"), ("\"\u{10FFFF}\"", "\u{10FFFF}"),
        ("[]", []), ("[ ]", []), ("[1,2 , 3]", [1, 2, 3]), ("[[],[[]]]", [[], [[]]]), ("{}", [:]), ("{ }", [:]),
        (#"{"a":1,"b":[true,null]}"#, ["a": 1, "b": [true, nil]]), (#"{"":0}"#, ["": 0]),
        (#"{"a":{"a":{"a":1}}}"#, ["a": ["a": ["a": 1]]]), (#"{"A":1,"a":2}"#, ["A": 1, "a": 2]),
    ]

    @Test(arguments: valid) func aValidTextHasItsValue(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text) == value)
    }

    static let invalid: [(String, line: Int, column: Int)] = [
        ("", 1, 1), ("   ", 1, 4), ("nul", 1, 4), ("nulll", 1, 5), ("True", 1, 1), ("NaN", 1, 1), ("Infinity", 1, 1),
        ("-Infinity", 1, 2), ("+1", 1, 1), ("01", 1, 2), ("-01", 1, 3), ("1.", 1, 3), (".5", 1, 1), ("1e", 1, 3),
        ("1e+", 1, 4), ("-", 1, 2), ("0x10", 1, 2), ("1 2", 1, 3), ("1,", 1, 2), ("--1", 1, 2), ("1_000", 1, 2),
        ("9223372036854775808", 1, 1), ("-9223372036854775809", 1, 1), ("1e400", 1, 1), ("[1e400]", 1, 2),
        ("\"", 1, 2), ("\"abc", 1, 5), ("'a'", 1, 1), (#""\x41""#, 1, 3), (#""\u12""#, 1, 6), (#""\u12G4""#, 1, 6),
        (#""\"#, 1, 3), (#""\ud83d""#, 1, 2), (#""\ude00""#, 1, 2), (#""\ud83d\u0041""#, 1, 2), (#""\ud83dx""#, 1, 2),
        ("\"a\nb\"", 1, 3), ("\"\u{0}\"", 1, 2), ("\"\t\"", 1, 2), ("[", 1, 2), ("[1", 1, 3), ("[1,", 1, 4),
        ("[1,]", 1, 4), ("[,1]", 1, 2), ("[1 2]", 1, 4), ("]", 1, 1), ("[1}", 1, 3), ("{", 1, 2), ("{\"a\"", 1, 5),
        ("{\"a\":", 1, 6), ("{\"a\":1", 1, 7), ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("{1:1}", 1, 2),
        ("{\"a\" 1}", 1, 6),
        ("{\"a\":1 \"b\":2}", 1, 8), ("{,}", 1, 2), ("{\"a\":1]", 1, 7), ("{\"a\":1,\n \"a\":2}", 2, 2),
        (#"{"a":1,"\u0061":2}"#, 1, 8), ("[1] x", 1, 5), ("{}{}", 1, 3), ("[1,// c\n2]", 1, 4), ("/* */ 1", 1, 1),
        ("\u{FEFF}1", 1, 1), ("[\n  1,\n  é]", 3, 3), ("{\n \"é\": x }", 2, 7), ("1\u{A0}", 1, 2), ("\u{B}1", 1, 1),
    ]

    @Test(arguments: invalid) func anInvalidTextIsRefusedWithItsPlace(text: String, line: Int, column: Int) throws {
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse(text) }
        #expect(failure?.line == line)
        #expect(failure?.column == column)
    }

    static let malformed: [[UInt8]] = [
        [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
        [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
    ]

    @Test(arguments: malformed) func malformedUTF8IsRefused(bytes: [UInt8]) throws {
        let quoted = [0x22, 0x61] + bytes + [0x22]
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse(quoted) }
        #expect(failure?.expected == "UTF-8")
        #expect(failure?.column == 3)
        #expect(throws: JSONFailure.self) { try JSONParser.parse(bytes) }
    }

    @Test func aFailureSaysWhatWasExpectedAndFound() throws {
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse(#"{"port": 33O6}"#) }
        #expect(failure?.description == "line 1, column 12: expected a comma or }, found 'O'")
    }

    @Test func depthIsBounded() throws {
        let fits = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSONParser.parse(fits) }
        let tooDeep = "[" + fits + "]"
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse(tooDeep) }
        #expect(failure?.column == 65)
        let hostile = String(repeating: "{\"a\":[", count: 100_000)
        #expect(throws: JSONFailure.self) { try JSONParser.parse(hostile) }
        let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(throws: Never.self) { try JSONParser.parse(deepest, limits: .init(depth: 512)) }
    }

    @Test func sizeIsBounded() throws {
        #expect(try JSONParser.parse("[1,2]", limits: .init(bytes: 5)) == [1, 2])
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse("[1,23]", limits: .init(bytes: 5)) }
        #expect(failure?.expected == "at most 5 bytes")
    }

    @Test func aLargeIntegerIsKeptAsTextOnlyWhenAskedFor() throws {
        let text = Array("[18446744073709551615,-1]".utf8)
        #expect(try JSONParser.parse(text, largeIntegers: .keptAsText) == ["18446744073709551615", -1])
        let failure = #expect(throws: JSONFailure.self) { try JSONParser.parse(text) }
        #expect(failure?.found == "a larger one")
    }
}
