internal import Testing

@Suite struct SwiftTextTests {
    private func kept(_ text: String) -> [String] { SwiftText(text).tokens.map(\.text) }

    @Test func commentsAreNoTokensEvenWhenNested() {
        let text = SwiftText("a // b {\n/* c /* d */ } */ e /// f\n")
        #expect(text.tokens.map(\.text) == ["a", "e"])
        #expect(text.comments.map(\.line) == [1, 2, 2])
        #expect(text.comments.map(\.isDocumentation) == [false, false, true])
    }

    @Test func aStringIsOneTokenAndItsInterpolationIsCode() {
        #expect(kept(#"let a = "b\"{\(c + "d")e\n""#) == ["let", "a", "=", "b\"{…e\n", "(", "c", "+", "d", ")"])
        #expect(kept("#\"a\\(b)\"c\"#; \"//\"") == ["a\\(b)\"c", ";", "//"])
        #expect(kept("\"\"\"\n{ \"a\" \\\n   b\n\"\"\" c") == ["\n{ \"a\" b\n", "c"])
    }

    @Test func linesGoOnInsideLongStringsAndComments() {
        let text = SwiftText("/*\n*/ a\n\"\"\"\nx\n\"\"\"\nb")
        #expect(text.tokens.map(\.line) == [2, 3, 6])
    }

    @Test func anUnclosedStringOrCommentEndsWithTheFile() {
        #expect(kept("a \"b") == ["a", "b"])
        #expect(kept("a /* b") == ["a"])
        #expect(kept("a \"\\(b") == ["a", "…", "(", "b"])
        #expect(kept("a \"\\").count == 2)
    }

    @Test func propertiesAreToldApartByTheirStorage() {
        let text = SwiftText(
            """
            actor A {
                let a, b: Int
                private(set) var c: [String: Int] = [:]
                lazy var d = { 1 }()
                static let e = 1
                var f: Int { get { 1 } }
                var g: Int {
                    didSet { }
                }
                let h: any Sequence<
                    Int>
                @Flag var i: Bool
                func j() { let k = 1; struct L { var m: Int } }
            }
            extension A { var n: Int { 1 } }
            """)
        #expect(text.declarations.types.map(\.name) == ["A", "L", "A"])
        #expect(text.declarations.types.map(\.storedProperties) == [["a", "b", "c", "d", "g", "h", "i"], ["m"], []])
    }

    @Test func functionsAreFoundWithTheirParameters() {
        let text = SwiftText(
            """
            protocol P { func a(_ b: Int); init(c: Int); var d: Int { get } }
            struct S<T> {
                init?(e: (Int, Int) -> Void = { _, _ in }) { }
                static func < (f: S, g: S) -> Bool { S.init(1); return self.init(2) }
                subscript(h: Int) -> Int { h }
                func i<U: Sequence<T>>(
                    _ j: U, k l: Dictionary<Int, Int>,
                ) async throws(Failure) -> [U] where U: Sendable {
                }
            }
            """)
        let functions = text.declarations.functions
        #expect(functions.map(\.name) == ["a", "init", "d", "init", "<", "subscript", "i"])
        #expect(functions.map(\.parameters) == [["b"], ["c"], [], ["e"], ["f", "g"], ["h"], ["j", "k"]])
        #expect(functions.map(\.lineCount) == [0, 0, 0, 1, 1, 1, 4])
    }
}
