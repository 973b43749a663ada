/// Text to value, strictly. One pass over the bytes, recursion bounded by `Bounds.depth`.
package struct JSONParser {
    package struct Bounds: Hashable, Sendable {
        /// What a caller may ask for; the recursion must fit into a thread's stack.
        package static let depthMax = 512

        /// Arrays and objects inside each other.
        package let depth: Int
        package let bytes: Int

        package init(depth: Int = 64, bytes: Int = 16 << 20) {
            precondition((1...Bounds.depthMax).contains(depth), "the depth of JSON is bounded by 1 to 512")
            precondition(bytes > 0, "the size of JSON is bounded by a positive number")
            self.depth = depth
            self.bytes = bytes
        }
    }

    package enum LargeIntegers: Hashable, Sendable {
        case refused
        /// As a string with the digits as they were written.
        case keptAsText
    }

    private let bytes: [UInt8]
    private let bounds: Bounds
    private let largeIntegers: LargeIntegers
    private var position = 0

    package static func parse(
        _ bytes: [UInt8], limits: Bounds = Bounds(), largeIntegers: LargeIntegers = .refused
    ) throws(JSONFailure) -> JSONValue {
        guard bytes.count <= limits.bytes else {
            throw JSONFailure(
                line: 1, column: 1, expected: "at most \(limits.bytes) bytes", found: "\(bytes.count) bytes")
        }
        var parser = JSONParser(bytes: bytes, bounds: limits, largeIntegers: largeIntegers)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.next == nil else { throw parser.failure("the end of the text") }
        return value
    }

    package static func parse(_ text: String, limits: Bounds = Bounds()) throws(JSONFailure) -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    private init(bytes: [UInt8], bounds: Bounds, largeIntegers: LargeIntegers) {
        self.bytes = bytes
        self.bounds = bounds
        self.largeIntegers = largeIntegers
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
        default: throw failure("a value")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
        let expected = word.description
        for (offset, letter) in expected.utf8.enumerated() where byte(at: position + offset) != letter {
            throw failure(expected, at: position + offset)
        }
        position += expected.utf8.count
        return value
    }
}

// Containers.
extension JSONParser {
    private mutating func array(depth: Int) throws(JSONFailure) -> [JSONValue] {
        try enter(depth)
        var elements: [JSONValue] = []
        if next == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if next == UInt8(ascii: "]") {
                position += 1
                return elements
            }
            guard next == UInt8(ascii: ",") else { throw failure("a comma or ]") }
            position += 1
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(JSONFailure) -> JSONObject {
        try enter(depth)
        var members = JSONObject()
        if next == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            guard next == UInt8(ascii: "\"") else { throw failure("a key in quotes") }
            let start = position
            let key = try string()
            guard members[key] == nil else { throw failure("each key only once", "a second one", at: start) }
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw failure("a colon") }
            position += 1
            skipSpace()
            members[key] = try value(depth: depth + 1)
            skipSpace()
            if next == UInt8(ascii: "}") {
                position += 1
                return members
            }
            guard next == UInt8(ascii: ",") else { throw failure("a comma or }") }
            position += 1
            skipSpace()
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONFailure) {
        guard depth < bounds.depth else {
            throw failure("at most \(bounds.depth) arrays and objects inside each other", "one more", at: position)
        }
        position += 1
        skipSpace()
    }
}

// Strings.
extension JSONParser {
    private mutating func string() throws(JSONFailure) -> String {
        position += 1
        var text: [UInt8] = []
        var copied = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text.append(contentsOf: bytes[copied..<position])
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: bytes[copied..<position])
                try escape(into: &text)
                copied = position
            case 0..<0x20: throw failure("control characters written as \\u escapes")
            case 0..<0x80: position += 1
            default: position += try multiByteLength()
            }
        }
        throw failure("a closing quote")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFailure) {
        let start = position
        position += 1
        let plain: UInt8
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = bytes[position]
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            position += 1
            text.append(contentsOf: Array(Character(try escapedScalar(from: start)).utf8))
            return
        default: throw failure("an escape: one of \" \\ / b f n r t u")
        }
        text.append(plain)
        position += 1
    }

    /// After `\u`: four hexadecimal digits, and the second half of a surrogate pair when they are a first half.
    private mutating func escapedScalar(from start: Int) throws(JSONFailure) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), next == UInt8(ascii: "\\"), byte(at: position + 1) == UInt8(ascii: "u")
        else { throw failure("a whole surrogate pair", "half of one", at: start) }
        position += 2
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure("a whole surrogate pair", "half of one", at: start) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONFailure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = hexDigit(byte) else { throw failure("a hexadecimal digit") }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// The length of the well-formed UTF-8 sequence here (Unicode 15, table 3-7), which has two to four bytes.
    private func multiByteLength() throws(JSONFailure) -> Int {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[position] {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: throw failure("UTF-8")
        }
        guard let byte = byte(at: position + 1), second.contains(byte) else { throw failure("UTF-8") }
        for offset in 2..<4 where offset < length {
            guard let byte = self.byte(at: position + offset), (0x80...0xBF).contains(byte) else {
                throw failure("UTF-8")
            }
        }
        return length
    }
}

// Numbers.
extension JSONParser {
    private mutating func number() throws(JSONFailure) -> JSONValue {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            if let byte = next, isDigit(byte) { throw failure("a number without leading zeros") }
        } else {
            try digits()
        }
        var isInteger = true
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger { return try integer(text, at: start) }
        guard let value = Double(text), value.isFinite else {
            throw failure("a number that fits a 64-bit floating-point number", "a larger one", at: start)
        }
        return .number(value)
    }

    private func integer(_ text: String, at start: Int) throws(JSONFailure) -> JSONValue {
        if let value = Int64(text) { return .integer(value) }
        switch largeIntegers {
        case .keptAsText: return .string(text)
        case .refused: throw failure("an integer of 64 bits with a sign", "a larger one", at: start)
        }
    }

    private mutating func digits() throws(JSONFailure) {
        guard let byte = next, isDigit(byte) else { throw failure("a digit") }
        while let byte = next, isDigit(byte) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

// Failures.
extension JSONParser {
    private func failure(_ expected: String, _ found: String? = nil, at offset: Int? = nil) -> JSONFailure {
        let offset = min(offset ?? position, bytes.count)
        var line = 1
        var column = 1
        for byte in bytes[..<offset] {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONFailure(line: line, column: column, expected: expected, found: found ?? name(at: offset))
    }

    private func name(at offset: Int) -> String {
        guard let byte = byte(at: offset) else { return "the end of the text" }
        switch byte {
        case 0x21..<0x7F: return "'\(Character(Unicode.Scalar(byte)))'"
        case 0x20: return "a space"
        default:
            let hex = String(byte, radix: 16, uppercase: true)
            return "the byte 0x\(byte < 0x10 ? "0" : "")\(hex)"
        }
    }
}
