import Glibc
import Testing

@testable import OracleSQL

/// Text without sense: it is read or refused, and never stops the program.
@Suite struct FuzzTests {
    /// Texts per seed of either kind.
    private static let rounds =
        getenv("GODWIT_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) }.map { max(1, $0 / 40) } ?? 125

    /// A small generator of numbers, the same on every run.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) ^ (state << 17)
        }
    }

    static let words =
        ("select from where and or not null in is like between ( ) ( ) , , . = < > != + - * / || 'a' 1 2.5 "
        + "\"Q\" a b t.c "
        + ":x :1 case when then else end group by order having union all minus with as insert into values update set "
        + "delete merge using on matched begin end ; declare := loop if exception for .. cursor open fetch return "
        + "connect prior start over partition rows (+) date interval day to second cast extract trim exists any "
        + "create table alter drop number varchar2 ( 10 ) index view % => @ << >> [ ] { } /*+ */ -- q'[ ]' n'x'")
        .split(separator: " ").map(String.init)

    @Test(arguments: 0..<20) func soupOfWordsIsReadOrRefused(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 977 &+ 5)
        for _ in 0..<Self.rounds {
            var text =
                ["select a ", "begin ", "insert into ", "", "select * from t where "].randomElement(using: &dice) ?? ""
            for _ in 0..<Int.random(in: 1...40, using: &dice) {
                text += (FuzzTests.words.randomElement(using: &dice) ?? "") + " "
            }
            check(text)
        }
    }

    @Test(arguments: 0..<20) func changedStatementsAreReadOrRefused(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 7_919 &+ 3)
        let seeds = StatementTests.accepted + BlockTests.accepted + BlockTests.units
        for _ in 0..<Self.rounds {
            var bytes = Array((seeds.randomElement(using: &dice) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...6, using: &dice) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
                case 2: bytes[place] = UInt8.random(in: 32...126, using: &dice)
                default: bytes.removeSubrange(place...)
                }
            }
            check(String(decoding: bytes, as: UTF8.self))
        }
    }

    private func check(_ text: String) {
        do throws(OracleFailure) {
            _ = try ParsedStatement(text)
        } catch {
            #expect(error.code > 0)
            if let place = error.position { #expect(place >= 0 && place <= text.utf8.count) }
        }
        if var parser = try? Parser(text, language: .block) { _ = try? parser.parseSourceUnit() }
    }
}
