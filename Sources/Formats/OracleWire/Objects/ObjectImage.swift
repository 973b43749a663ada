/// The pickled form of an object or a collection, image format 8.1: a head with the length of the whole, then the
/// attributes one after the other. An object inside of an object stands in line, every other composite is an image of
/// its own in counted bytes.
package enum ObjectImage {
    private enum Flag {
        static let format81: UInt8 = 0x80
        /// The content stands in a LOB.
        static let isDegenerate: UInt8 = 0x10
        static let isCollection: UInt8 = 0x08
        static let hasNoPrefix: UInt8 = 0x04
    }

    private enum Mark {
        /// An object in line whose first object, this many levels down, is null.
        static let innerNull: UInt8 = 0xFC
        static let nullObject: UInt8 = 0xFD
        static let long: UInt8 = 0xFE
        static let nullValue: UInt8 = 0xFF
    }

    private static let hasIndexes: UInt8 = 0x10
    private static let longestShort = 245

    // MARK: Writing

    /// The image of a content that has this shape.
    package static func encode(_ content: ObjectContent, _ shape: ObjectShape) -> [UInt8] {
        var body: [UInt8] = []
        var flags = Flag.format81
        switch (content, shape) {
        case (.object(let values), .object(let shapes)):
            flags |= Flag.hasNoPrefix
            write(values, shapes, depth: 0, to: &body)
        case (.collection(let values), .collection(let element, isIndexed: false)):
            flags |= Flag.isCollection
            body = [1, 1, 0]
            write(length: values.count, to: &body)
            for value in values { write(element: value, element, to: &body) }
        case (.indexed(let entries), .collection(let element, isIndexed: true)):
            flags |= Flag.isCollection
            body = [1, 1, hasIndexes]
            write(length: entries.count, to: &body)
            for entry in entries {
                write(number: UInt32(bitPattern: entry.index), to: &body)
                write(element: entry.content, element, to: &body)
            }
        default: preconditionFailure("the content of an image has the shape of its type")
        }
        var image: [UInt8] = [flags, 1]
        if body.count + 3 <= longestShort {
            image.append(UInt8(body.count + 3))
        } else {
            image.append(Mark.long)
            write(number: UInt32(clamping: body.count + 7), to: &image)
        }
        return image + body
    }

    /// The attributes of an object. `depth` counts the objects in line whose first attributes these are.
    private static func write(_ values: [ObjectContent], _ shapes: [ObjectShape], depth: UInt8, to body: inout [UInt8])
    {
        precondition(values.count == shapes.count, "an object has all of its attributes")
        for (place, (value, shape)) in zip(values, shapes).enumerated() {
            switch (value, shape) {
            case (.null, .object):
                if place == 0, depth > 0 { body += [Mark.innerNull, depth] } else { body.append(Mark.nullObject) }
            case (.object(let inner), .object(let innerShapes)):
                write(inner, innerShapes, depth: place == 0 ? min(depth + 1, 250) : 1, to: &body)
            default: write(element: value, shape, to: &body)
            }
        }
    }

    private static func write(element: ObjectContent, _ shape: ObjectShape, to body: inout [UInt8]) {
        switch (element, shape) {
        case (.null, _): body.append(Mark.nullValue)
        case (.bytes(let bytes), .value):
            write(length: bytes.count, to: &body)
            body += bytes
        default:
            let image = encode(element, shape)
            write(length: image.count, to: &body)
            body += image
        }
    }

    private static func write(length: Int, to body: inout [UInt8]) {
        if length <= longestShort {
            body.append(UInt8(length))
        } else {
            body.append(Mark.long)
            write(number: UInt32(clamping: length), to: &body)
        }
    }

    private static func write(number: UInt32, to body: inout [UInt8]) {
        for shift in [24, 16, 8, 0] as [UInt32] { body.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    // MARK: Reading

    /// Takes an image apart. Whatever the bytes say, no more memory is used than they explain.
    package static func decode(_ bytes: [UInt8], _ shape: ObjectShape) throws(WireFailure) -> ObjectContent {
        try decode(bytes[...], shape, level: 0)
    }

    private static func decode(
        _ bytes: ArraySlice<UInt8>, _ shape: ObjectShape, level: Int
    ) throws(WireFailure) -> ObjectContent {
        guard level < ObjectShape.deepest else {
            throw WireFailure(
                "object image", offset: bytes.startIndex,
                .tooLarge(announced: UInt64(level), limit: UInt64(ObjectShape.deepest)))
        }
        var reader = Reader(bytes)
        let flags = try reader.byte()
        guard flags & Flag.format81 != 0, flags & Flag.isDegenerate == 0, try reader.byte() == 1 else {
            throw reader.failure(.wrongForm)
        }
        _ = try reader.length()
        if flags & Flag.hasNoPrefix == 0 { _ = try reader.bytes(try reader.length()) }
        let isCollection = flags & Flag.isCollection != 0
        switch shape {
        case .value: throw reader.failure(.wrongForm)
        case .object(let shapes):
            guard !isCollection else { throw reader.failure(.wrongForm) }
            return .object(try attributes(shapes, &reader, depth: 0, level))
        case .collection(let element, let isIndexed):
            guard isCollection else { throw reader.failure(.wrongForm) }
            return try elements(element, isIndexed, &reader, level)
        }
    }

    private static func elements(
        _ shape: ObjectShape, _ isIndexed: Bool, _ reader: inout Reader, _ level: Int
    ) throws(WireFailure) -> ObjectContent {
        guard (try reader.byte() & hasIndexes != 0) == isIndexed else { throw reader.failure(.wrongForm) }
        let count = try reader.length()
        // Every element has a byte at least.
        guard count <= reader.left else {
            throw reader.failure(.tooLarge(announced: UInt64(count), limit: UInt64(reader.left)))
        }
        var values: [ObjectContent] = []
        var entries: [ObjectContent.Entry] = []
        for _ in 0..<count {
            if isIndexed {
                let index = Int32(bitPattern: try reader.number())
                entries.append(ObjectContent.Entry(index: index, try element(shape, &reader, level)))
            } else {
                values.append(try element(shape, &reader, level))
            }
        }
        return isIndexed ? .indexed(entries) : .collection(values)
    }

    private static func attributes(
        _ shapes: [ObjectShape], _ reader: inout Reader, depth: UInt8, _ level: Int
    ) throws(WireFailure) -> [ObjectContent] {
        guard level < ObjectShape.deepest else { throw reader.failure(.wrongForm) }
        var values: [ObjectContent] = []
        for (place, shape) in shapes.enumerated() {
            guard case .object(let inner) = shape else {
                values.append(try element(shape, &reader, level))
                continue
            }
            let innerDepth = place == 0 ? depth &+ 1 : 1
            switch try reader.peek() {
            case Mark.nullObject:
                _ = try reader.byte()
                values.append(.null)
            case Mark.innerNull where place == 0 && depth > 0 && reader.second == depth:
                _ = try reader.bytes(2)
                values.append(.null)
            default: values.append(.object(try attributes(inner, &reader, depth: innerDepth, level + 1)))
            }
        }
        return values
    }

    /// A value, a collection, or an object that is an element.
    private static func element(
        _ shape: ObjectShape, _ reader: inout Reader, _ level: Int
    ) throws(WireFailure) -> ObjectContent {
        switch try reader.peek() {
        case Mark.nullValue, Mark.nullObject:
            _ = try reader.byte()
            return .null
        default:
            let bytes = try reader.bytes(try reader.length())
            if case .value = shape { return bytes.isEmpty ? .null : .bytes(Array(bytes)) }
            return try decode(bytes, shape, level: level + 1)
        }
    }

    private struct Reader {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        var left: Int { rest.count }
        var second: UInt8? { rest.count > 1 ? rest[rest.startIndex + 1] : nil }

        func failure(_ reason: WireFailure.Reason) -> WireFailure {
            WireFailure("object image", offset: rest.startIndex, reason)
        }

        func peek() throws(WireFailure) -> UInt8 {
            guard let first = rest.first else { throw failure(.ended) }
            return first
        }

        mutating func byte() throws(WireFailure) -> UInt8 {
            guard let first = rest.popFirst() else { throw failure(.ended) }
            return first
        }

        mutating func bytes(_ count: Int) throws(WireFailure) -> ArraySlice<UInt8> {
            guard count <= rest.count else { throw failure(.ended) }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func number() throws(WireFailure) -> UInt32 {
            try bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
        }

        mutating func length() throws(WireFailure) -> Int {
            let first = try byte()
            return first == Mark.long ? Int(try number()) : Int(first)
        }
    }
}
