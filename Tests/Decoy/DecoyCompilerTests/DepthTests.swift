import DecoyCompiler
import OracleSQL
import TestKit
import Testing

@Suite struct DepthTests {
    /// What the parser lets through must be compiled or refused on an ordinary thread, never end the program.
    @Test(arguments: [
        ("nvl(", "1", ", 2)"), ("(select ", "1", " from dual)"), ("-(1 + ", "1", ")"),
        ("case when 1 = 1 then ", "1", " end"),
        ("decode(1, 1, ", "1", ")"), ("(1 - ", "1", ") * 2"),
    ])
    func deepTreesCompileOrAreRefused(_ opening: String, _ middle: String, _ closing: String) {
        for depth in [10, 100, 1000, 20_000] {
            let text =
                "select " + String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
                + " from dual"
            let refusal = Running.refusal(text)
            #expect(refusal == "compiled" || refusal.hasPrefix("3001@"))
        }
    }

    @Test func longChainsCompile() {
        for (word, separator) in [("1", " + "), ("'a'", " || "), ("1 = 1", " and "), ("1 = 1", " or ")] {
            let chain = Array(repeating: word, count: 3000).joined(separator: separator)
            let text = word.contains("=") ? "select 1 from dual where \(chain)" : "select \(chain) from dual"
            let refusal = Running.refusal(text)
            #expect(refusal == "compiled" || refusal.hasPrefix("3001@"))
        }
    }

    /// Words of statements in any order: the compiler refuses what it does not understand, with a number.
    @Test func scrambledStatementsAreRefusedOrCompiled() {
        var generator = SeededGenerator(seed: 20_26)
        let words = """
            select from emp dept e d where deptno empno ename sal ( ) , . * = < > ( + ) + - / ||
            'x' 1 null and or not in
            between like is exists group by having order rownum level prior connect start with count sum max over
            partition case when then else end union all minus distinct date '2020-01-01' interval '1' day as of scn for
            update nvl decode to_char join left on using natural rowid sysdate :1 emp_seq nextval
            """.split(whereSeparator: { $0 == " " || $0 == "\n" })
        for _ in 0..<3000 {
            var text = "select "
            for _ in 0..<Int.random(in: 3...25, using: &generator) {
                text += (words.randomElement(using: &generator) ?? "") + " "
            }
            #expect(!Running.refusal(text).isEmpty)
        }
    }
}
