import JSON
import Testing

@Suite struct JSONCoderTests {
    private struct Inner: Codable, Hashable {
        var small: UInt16
        var large: Int64
        var half: Double?
    }

    private enum Shape: Codable, Hashable {
        case point
        case circle(radius: Double)
        case box(Inner, name: String?)
    }

    private struct Outer: Codable, Hashable {
        var name: String
        var shapes: [Shape]
        var byName: [String: Inner]
        var bySize: [Int: String]
        var missing: String?
        var nested: [[Bool]]
        var set: Set<String>
    }

    private struct Nothing: Codable, Hashable {}

    private static let outer = Outer(
        name: "a \"b\" 好", shapes: [.point, .circle(radius: 0.5), .box(Inner(small: 7, large: .min), name: nil)],
        byName: ["x": Inner(small: 65_535, large: .max, half: 1.25)], bySize: [3: "three"], missing: nil,
        nested: [[true], [], [false, true]], set: ["one"])

    @Test func whatIsEncodedIsDecodedTheSame() throws {
        let text = try JSONCoder.text(Self.outer)
        #expect(try JSONCoder.decode(Outer.self, from: text) == Self.outer)
        #expect(try JSONCoder.decode([Shape].self, from: JSONCoder.text([Shape.point])) == [.point])
        #expect(try JSONCoder.decode(Nothing.self, from: JSONCoder.text(Nothing())) == Nothing())
        #expect(try JSONCoder.decode(String.self, from: JSONCoder.text("x")) == "x")
        #expect(try JSONCoder.decode(Int?.self, from: "null") == nil)
    }

    @Test func aValueOfAnotherFormIsRefusedWithItsPlace() throws {
        func path(_ text: String) -> String {
            do {
                _ = try JSONCoder.decode([Inner].self, from: text)
                return "nothing refused"
            } catch {
                return error.path
            }
        }
        #expect(path(#"[{"small": 1, "large": 2}, {"small": 70000, "large": 1}]"#) == "1.small")
        #expect(path(#"[{"small": 1}]"#) == "0.large")
        #expect(path(#"[{"small": "1", "large": 1}]"#) == "0.small")
        #expect(path(#"[{"small": 1.5, "large": 1}]"#) == "0.small")
        #expect(path(#"{"small": 1}"#) == "")
        #expect(path("[") == "")
        #expect(throws: JSONCodingFailure.self) { try JSONCoder.decode([Shape].self, from: #"[{"square": {}}]"#) }
    }

    @Test func aNumberThatJSONCannotHoldIsRefused() {
        #expect(throws: JSONCodingFailure.self) { try JSONCoder.text([Double.nan]) }
        #expect(throws: JSONCodingFailure.self) { try JSONCoder.text([UInt64.max]) }
    }
}
