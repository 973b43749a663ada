import Testing

@testable import OracleWire

@Suite struct ObjectImageTests {
    private static let line = ObjectShape.object([.value, .object([.value, .value]), .collection(.value)])
    private static let lines = ObjectShape.collection(line)

    private func hold(_ text: String) -> ObjectContent { .bytes(Array(text.utf8)) }

    private func isKept(_ content: ObjectContent, _ shape: ObjectShape) throws -> Bool {
        try ObjectImage.decode(ObjectImage.encode(content, shape), shape) == content
    }

    @Test func anObjectIsItsAttributesOneAfterTheOther() throws {
        let shape = ObjectShape.object([.value, .value, .value])
        let image: [UInt8] = [0x84, 1, 9, 2, 0xC1, 2, 0xFF, 1, 0x61]
        let content = ObjectContent.object([.bytes([0xC1, 2]), .null, .bytes([0x61])])
        #expect(ObjectImage.encode(content, shape) == image)
        #expect(try ObjectImage.decode(image, shape) == content)
        // Clients write the length in its long form.
        let long: [UInt8] = [0x84, 1, 0xFE, 0, 0, 0, 13, 2, 0xC1, 2, 0xFF, 1, 0x61]
        #expect(try ObjectImage.decode(long, shape) == content)
    }

    @Test func aCollectionHasAPrefixAndACount() throws {
        let shape = ObjectShape.collection(.value)
        let image: [UInt8] = [0x88, 1, 10, 1, 1, 0, 2, 1, 0x61, 0xFF]
        #expect(ObjectImage.encode(.collection([.bytes([0x61]), .null]), shape) == image)
        #expect(try ObjectImage.decode(image, shape) == .collection([.bytes([0x61]), .null]))
        #expect(try isKept(.collection([]), shape))
    }

    @Test func anIndexedTableHasItsIndexesInFrontOfItsElements() throws {
        let shape = ObjectShape.collection(.value, isIndexed: true)
        let content = ObjectContent.indexed([.init(index: -5, .bytes([1])), .init(index: 70_000, .null)])
        #expect(try isKept(content, shape))
        let image = ObjectImage.encode(content, shape)
        #expect(image[5...10].elementsEqual([0x10, 2, 0xFF, 0xFF, 0xFF, 0xFB]))
        #expect(throws: WireFailure.self) { try ObjectImage.decode(image, .collection(.value)) }
    }

    @Test func compositesInsideOfEachOtherComeBack() throws {
        let full = ObjectContent.object([hold("a"), .object([.null, hold("b")]), .collection([hold("c"), .null])])
        let empty = ObjectContent.object([.null, .null, .null])
        #expect(try isKept(full, Self.line))
        #expect(try isKept(empty, Self.line))
        #expect(try isKept(.collection([full, .null, empty]), Self.lines))
        #expect(try isKept(.collection([.collection([hold("x")]), .null]), .collection(.collection(.value))))
    }

    @Test func aNullThatIsTheFirstAttributeOfAFirstAttributeSaysHowDeepItIs() throws {
        let inner = ObjectShape.object([.value])
        let shape = ObjectShape.object([.object([.object([inner, .value]), .value]), .object([inner])])
        let outer = ObjectContent.object([.object([.null, hold("z")]), .object([.null])])
        #expect(ObjectImage.encode(outer, shape).dropFirst(3).elementsEqual([0xFC, 1, 1, 0x7A, 0xFC, 1]))
        #expect(try isKept(outer, shape))
        #expect(try isKept(.object([.object([.object([.null, .null]), .null]), .null]), shape))
        #expect(try isKept(.object([.null, .object([.object([.null])])]), shape))
    }

    @Test(arguments: [0, 1, 200, 245, 246, 70_000]) func valuesOfEveryLengthAreKept(_ length: Int) throws {
        let value: ObjectContent = length == 0 ? .null : .bytes([UInt8](repeating: 7, count: length))
        #expect(try isKept(.object([value]), .object([.value])))
        #expect(try isKept(.collection([value, value]), .collection(.value)))
    }

    @Test func whatIsNoImageIsRefused() {
        let bad: [[UInt8]] = [
            [], [0x84], [0x84, 2, 3], [0x04, 1, 3], [0x94, 1, 3], [0x88, 1, 9, 1, 1, 0, 0],
            [0x84, 1, 0xFE, 0, 0], [0x84, 1, 5, 9, 1], [0x84, 1, 5, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 1],
        ]
        for image in bad {
            #expect(throws: WireFailure.self, "\(image)") { try ObjectImage.decode(image, .object([.value])) }
        }
        // A count that the bytes do not hold allocates nothing.
        let counted: [UInt8] = [0x88, 1, 9, 1, 1, 0, 0xFE, 0x7F, 0xFF, 0xFF, 0xFF, 0]
        #expect(throws: WireFailure.self) { try ObjectImage.decode(counted, .collection(.value)) }
        #expect(throws: WireFailure.self) { try ObjectImage.decode([0x84, 1, 3], .value) }
        var deep = ObjectShape.collection(.value)
        var content = ObjectContent.collection([])
        for _ in 0...ObjectShape.deepest {
            deep = .collection(deep)
            content = .collection([content])
        }
        let image = ObjectImage.encode(content, deep)
        #expect(throws: WireFailure.self) { try ObjectImage.decode(image, deep) }
    }

    @Test func aFrameIsReadAsItWasWritten() throws {
        let frame = ObjectFrame(typeIdentity: [UInt8](1...16), image: [0x84, 1, 4, 0xFF])
        #expect(frame.type.count == 36 && frame.type[4..<20].elementsEqual(1...16))
        for value in [frame, ObjectFrame()] {
            let reader = WireReader(written { value.encode(to: $0) })
            #expect(try ObjectFrame(from: reader) == value)
            try reader.finish()
        }
        #expect(written { ObjectFrame().encode(to: $0) } == [0, 0, 0, 0, 0, 1, 1])
    }

    @Test func aDocumentOfXMLIsItsText() {
        for length in [0, 10, 236, 250, 40_000] {
            let text = [UInt8](repeating: 0x3C, count: length)
            #expect(XMLImage.text(XMLImage.encode(text)) == text)
        }
        #expect(XMLImage.text([0x84, 1, 20, 1, 0, 0x10, 0, 4, 9, 9, 9, 9, 0x3C]) == [0x3C])
        for bad: [UInt8] in [
            [], [0x84, 1], [0x84, 1, 8, 1, 0, 0, 0, 1, 5], [0x88, 1, 9, 1, 0, 0, 0, 4], [0x84, 1, 0xFE],
        ] {
            #expect(XMLImage.text(bad) == nil)
        }
    }
}
