/// Where a value under construction stands: containers of one value share it.
final class EncodedSlot {
    private enum Content {
        case empty
        case single(JSONValue)
        case array([EncodedSlot])
        case object([(String, EncodedSlot)])
    }

    private var content = Content.empty

    func set(_ value: JSONValue) { content = .single(value) }

    func beginArray() {
        if case .empty = content { content = .array([]) }
    }

    func beginObject() {
        if case .empty = content { content = .object([]) }
    }

    var count: Int {
        if case .array(let slots) = content { return slots.count }
        return 0
    }

    func append() -> EncodedSlot {
        guard case .array(var slots) = content else { preconditionFailure("an array was begun before it is filled") }
        content = .empty
        let slot = EncodedSlot()
        slots.append(slot)
        content = .array(slots)
        return slot
    }

    func member(_ key: String) -> EncodedSlot {
        guard case .object(var members) = content else {
            preconditionFailure("an object was begun before it is filled")
        }
        content = .empty
        let slot = EncodedSlot()
        members.append((key, slot))
        content = .object(members)
        return slot
    }

    var value: JSONValue {
        switch content {
        // A type without any property encodes nothing at all.
        case .empty: .object(JSONObject())
        case .single(let value): value
        case .array(let slots): .array(slots.map(\.value))
        case .object(let members): .object(JSONObject(members.map { ($0.0, $0.1.value) }))
        }
    }
}

struct ValueEncoder: Encoder {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(path: [any CodingKey], slot: EncodedSlot = EncodedSlot()) {
        codingPath = path
        self.slot = slot
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.beginObject()
        return KeyedEncodingContainer(ObjectEncoding<Key>(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.beginArray()
        return ArrayEncoding(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleEncoding(slot: slot, codingPath: codingPath)
    }

    /// The JSON of a value that needs no container, or nil.
    static func plain(_ value: some Encodable, _ path: [any CodingKey]) throws -> JSONValue? {
        switch value {
        case let value as String: return .string(value)
        case let value as Bool: return .bool(value)
        case let value as Int: return .integer(Int64(value))
        case let value as Double:
            guard value.isFinite else { throw refused(value, path, "a number that is not finite") }
            return .number(value)
        case let value as any BinaryInteger & Encodable:
            guard let number = Int64(exactly: value) else { throw refused(value, path, "a number beyond 64 bits") }
            return .integer(number)
        default: return nil
        }
    }

    private static func refused(_ value: Any, _ path: [any CodingKey], _ problem: String) -> EncodingError {
        .invalidValue(value, .init(codingPath: path, debugDescription: problem))
    }

    static func write(_ value: some Encodable, into slot: EncodedSlot, _ path: [any CodingKey]) throws {
        if let json = try plain(value, path) {
            slot.set(json)
        } else {
            try value.encode(to: ValueEncoder(path: path, slot: slot))
        }
    }
}

private struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]

    mutating func encodeNil(forKey key: Key) { slot.member(key.stringValue).set(.null) }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try ValueEncoder.write(value, into: slot.member(key.stringValue), codingPath + [key])
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(path: codingPath + [key], slot: slot.member(key.stringValue)).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(path: codingPath + [key], slot: slot.member(key.stringValue)).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        ValueEncoder(path: codingPath, slot: slot.member("super"))
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(path: codingPath + [key], slot: slot.member(key.stringValue))
    }
}

private struct ArrayEncoding: UnkeyedEncodingContainer {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]
    var count: Int { slot.count }

    private var path: [any CodingKey] { codingPath + [PlainKey(intValue: count)] }

    mutating func encodeNil() { slot.append().set(.null) }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        let path = path
        try ValueEncoder.write(value, into: slot.append(), path)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        let path = path
        return ValueEncoder(path: path, slot: slot.append()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let path = path
        return ValueEncoder(path: path, slot: slot.append()).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        let path = path
        return ValueEncoder(path: path, slot: slot.append())
    }
}

private struct SingleEncoding: SingleValueEncodingContainer {
    let slot: EncodedSlot
    let codingPath: [any CodingKey]

    mutating func encodeNil() { slot.set(.null) }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        try ValueEncoder.write(value, into: slot, codingPath)
    }
}
