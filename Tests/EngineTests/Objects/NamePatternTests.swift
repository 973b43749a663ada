import Testing

@testable import Engine

@Suite struct NamePatternTests {
    @Test(arguments: [
        ("*", "", true), ("*", "ANY", true), ("EMP", "EMP", true), ("EMP", "emp", false), ("EMP", "EMPS", false),
        ("EMP_?", "EMP_1", true), ("EMP_?", "EMP_", false), ("EMP_?", "EMP_12", false), ("*_ghc", "T_ghc", true),
        ("T*X*Z", "TaXbZ", true), ("T*X*Z", "TXZ", true), ("T*X*Z", "TXZ1", false), ("**A**", "A", true),
        ("T[0-9]", "T5", true), ("T[0-9]", "TA", false), ("T[0-9]", "T", false), ("T[0-9]", "T55", false),
        ("T[abc]", "Tb", true), ("T[abc]", "Td", false), ("T[!abc]", "Td", true), ("T[!abc]", "Ta", false),
        ("T[!a-z]", "TA", true), ("T[!a-z]", "T", false), ("T[a-cx-z]", "Ty", true), ("T[a-cx-z]", "Tm", false),
        ("T[-a]", "T-", true), ("T[a-]", "T-", true), ("T[z-a]", "T-", true), ("T[!]", "T!", false),
        ("T[", "T[", true), ("T[a", "T[a", true), ("T[]", "T[]", true), ("T]", "T]", true), ("[]x]", "[]x]", true),
        ("[*]", "*", true), ("[*]", "a", false), ("[?]", "?", true), ("[a-z]*", "b1", true), ("?", "é", true),
        ("订单_*", "订单_2024", true), ("订单_?", "订单_表", true), ("[一-龥]*", "表", true), ("T$$*", "T$$1", true),
        ("a.b", "a.b", true), ("(*)", "(x)", true), ("T\\*", "T\\x", true),
    ])
    func aPatternMeetsWhatItSays(_ pattern: String, _ name: String, _ isMet: Bool) {
        #expect(NamePattern(pattern).matches(name) == isMet)
    }

    @Test func hostilePatternsAreAnsweredInTime() {
        let stars = NamePattern(String(repeating: "*a", count: 5_000) + "b")
        #expect(!stars.matches(String(repeating: "a", count: 20_000)))
        let brackets = NamePattern(String(repeating: "[", count: 200_000))
        #expect(!brackets.matches("["))
        let negated = NamePattern(String(repeating: "*[!b]", count: 2_000) + "c")
        #expect(!negated.matches(String(repeating: "a", count: 10_000)))
    }

    @Test(arguments: [
        ("A*", true), ("A?", true), ("A[0-9]", true), ("A[", false), ("A]", false), ("A", false), ("A[]", false),
    ])
    func aTextIsAPatternWhenSomethingInItStandsForMore(_ text: String, _ isPattern: Bool) {
        #expect(NamePattern.isPattern(text) == isPattern)
    }
}
