import Glibc
import JSON
import TestKit
import Testing

@Suite struct JSONFuzzTests {
    private static let seeds: [[UInt8]] = {
        let texts =
            JSONParserTests.valid.map(\.0) + JSONParserTests.invalid.map(\.0) + [
                #"{"name":"orders","port":2881,"options":{"tenant":"t1","x":[1.5e3,-0.0,null]},"on":true}"#,
                String(repeating: "[{\"a\":", count: 40),
            ]
        return texts.map { Array($0.utf8) } + JSONParserTests.malformed.map { [0x22] + $0 + [0x22] }
    }()

    @Test(.timeLimit(.minutes(5))) func mutatedTextNeverTrapsAndWhatParsesSurvivesEncoding() throws {
        let rounds = getenv("GODWIT_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 100_000
        var generator = SeededGenerator(seed: 0x60D_317)
        var parsed = 0
        for round in 0..<rounds {
            var bytes = Self.seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.mutate(&bytes, using: &generator) }
            let large: JSONParser.LargeIntegers = round % 2 == 0 ? .refused : .keptAsText
            guard let value = try? JSONParser.parse(bytes, largeIntegers: large) else { continue }
            parsed += 1
            try #require(try JSONParser.parse(value.encoded()) == value, "round \(round)")
            try #require(try JSONParser.parse(value.encoded(pretty: true)) == value, "round \(round)")
        }
        #expect(parsed > rounds / 50, "too few mutations parse for the round trip to mean something")
    }

    private static func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let tokens = [
            "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud83d", "1e5", "null", "-", "0", "\u{FEFF}",
        ].map { Array($0.utf8) }
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2 where place < bytes.count:
            bytes.removeSubrange(place..<Int.random(in: place...bytes.count, using: &generator))
        case 3: bytes.insert(contentsOf: tokens.randomElement(using: &generator) ?? [], at: place)
        case 4:
            let other = seeds.randomElement(using: &generator) ?? []
            bytes.insert(contentsOf: other.prefix(Int.random(in: 0...other.count, using: &generator)), at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        }
    }
}
