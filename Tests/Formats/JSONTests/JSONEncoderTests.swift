import JSON
import Testing

@Suite struct JSONEncoderTests {
    @Test func compactTextHasNoSpaceAndKeepsTheOrderOfKeys() {
        let value: JSONValue = ["z": 1, "a": [true, nil, "x"], "m": [:], "e": []]
        #expect(value.encodedText() == #"{"z":1,"a":[true,null,"x"],"m":{},"e":[]}"#)
    }

    @Test func prettyTextIsIndented() {
        let value: JSONValue = ["a": [1, ["b": 2]], "c": []]
        let expected = """
            {
              "a": [
                1,
                {
                  "b": 2
                }
              ],
              "c": []
            }

            """
        #expect(value.encodedText(pretty: true) == expected)
    }

    @Test func controlCharactersAndQuotesAreEscaped() throws {
        let text = "\"\\\u{0}\u{1}\u{8}\u{9}\u{A}\u{C}\u{D}\u{1F}\u{7F}é😀"
        let encoded = JSONValue.string(text).encodedText()
        #expect(encoded == #""\"\\\u0000\u0001\b\t\n\f\r\u001f"# + "\u{7F}é😀\"")
        #expect(try JSONParser.parse(encoded) == .string(text))
    }

    @Test func numbersKeepTheirValueAndTheirKind() throws {
        for value: JSONValue in [
            .integer(.min), .integer(.max), 0, 1.0, 0.1, 1e21, 1e-7, -2.5e300, .number(.pi),
            .number(.leastNonzeroMagnitude), .number(.greatestFiniteMagnitude),
        ] {
            #expect(try JSONParser.parse(value.encoded()) == value)
            #expect(try JSONParser.parse(value.encoded(pretty: true)) == value)
        }
    }

    @Test func aNumberThatIsNotFiniteBecomesNull() {
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).encodedText() == "[null,null]")
    }

    @Test func anObjectReplacesAndRemovesMembers() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = nil
        object["b"] = nil
        object["d"] = .null
        #expect(object.keys == ["a", "d"])
        #expect(object == ["d": nil, "a": 3])
        #expect(object["d"] == .some(.null))
    }
}
