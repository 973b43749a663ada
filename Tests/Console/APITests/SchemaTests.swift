import JSON
import Testing

@testable import API

@Suite struct SchemaTests {
    private func fields(_ schema: Schema, _ value: JSONValue) -> [String] {
        schema.problems(of: value, at: "x").map(\.field)
    }

    @Test func boundsAreInclusiveAndCountCharactersNotBytes() {
        #expect(fields(.line(2...3), "éé") == [])
        #expect(fields(.line(2...3), "日本語") == [])
        #expect(fields(.line(2...3), "é") == ["x"])
        #expect(fields(.line(2...3), "abcd") == ["x"])
        #expect(fields(.integer(1...3), 3) == [])
        #expect(fields(.integer(1...3), 4) == ["x"])
        #expect(fields(.integer(1...3), 3.0) == ["x"], "a number with a fraction is no integer, whatever its value")
    }

    @Test func aLineHasNoControlCharactersAndATextNoNUL() {
        for bad: JSONValue in ["a\tb", "a\nb", "a\u{7F}", "a\u{85}b", "\u{0}"] {
            #expect(fields(.line(1...9), bad) == ["x"])
        }
        #expect(fields(.text(1...9), "a\tb\n") == [])
        #expect(fields(.text(1...9), "a\u{0}") == ["x"])
        #expect(fields(.line(1...9), " \u{A0} ") == ["x"], "a blank is no name")
        #expect(fields(.line(0...9), "") == [])
    }

    @Test func everyProblemIsNamedByItsPath() {
        let schema = Schema.object([
            SchemaField("a", .list(.integer(0...9))), SchemaField("b", .object([SchemaField("c", .boolean)])),
            .optional("d", .map(.line(1...3), entries: 2)), SchemaField("e", .optional(.number)),
        ])
        let value: JSONValue = ["a": [1, 10, "x"], "b": ["c": 1, "z": 1], "d": ["k": "long", "l": "ok"], "f": 1]
        #expect(fields(schema, value) == ["x.a[1]", "x.a[2]", "x.b.c", "x.b.z", "x.d.k", "x.e", "x.f"])
        #expect(fields(schema, ["a": [], "b": ["c": true], "e": nil]) == [])
        #expect(fields(schema, []) == ["x"])
    }
}
