struct ValueDecoder: Decoder {
    let json: JSONValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(json: JSONValue, path: [any CodingKey]) {
        self.json = json
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = json.asObject else { throw wrong("an object") }
        return KeyedDecodingContainer(ObjectDecoding<Key>(object: object, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let values = json.asArray else { throw wrong("an array") }
        return ArrayDecoding(values: values, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleDecoding(json: json, codingPath: codingPath)
    }

    private func wrong(_ wanted: String) -> DecodingError {
        .typeMismatch(
            JSONValue.self, .init(codingPath: codingPath, debugDescription: "\(json.typeName), not \(wanted)"))
    }

    /// A value of any type; the plain ones are read straight from the JSON.
    static func read<Value: Decodable>(_ type: Value.Type, _ json: JSONValue, _ path: [any CodingKey]) throws -> Value {
        let plain: Any?
        switch type {
        case is String.Type: plain = json.asString
        case is Bool.Type: plain = json.asBool
        case is Double.Type: plain = json.asNumber
        case let integer as any (FixedWidthInteger & Decodable).Type: plain = number(integer, json)
        default: return try Value(from: ValueDecoder(json: json, path: path))
        }
        guard let value = plain as? Value else {
            throw DecodingError.typeMismatch(
                type, .init(codingPath: path, debugDescription: "\(json.typeName), not a value of \(type)"))
        }
        return value
    }

    private static func number<Number: FixedWidthInteger>(_ type: Number.Type, _ json: JSONValue) -> Any? {
        json.asInteger.flatMap { Number(exactly: $0) }
    }
}

private struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject
    let codingPath: [any CodingKey]

    var allKeys: [Key] { object.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try ValueDecoder.read(type, value(key), codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try ValueDecoder(json: value(key), path: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try ValueDecoder(json: value(key), path: codingPath + [key]).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        ValueDecoder(json: object["super"] ?? .null, path: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        ValueDecoder(json: try value(key), path: codingPath + [key])
    }

    private func value(_ key: Key) throws -> JSONValue {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "is missing"))
        }
        return value
    }
}

private struct ArrayDecoding: UnkeyedDecodingContainer {
    let values: [JSONValue]
    let codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    init(values: [JSONValue], codingPath: [any CodingKey]) {
        self.values = values
        self.codingPath = codingPath
    }

    mutating func decodeNil() throws -> Bool {
        guard try peek().isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try ValueDecoder.read(type, peek(), path)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try ValueDecoder(json: peek(), path: path).container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try ValueDecoder(json: peek(), path: path).unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = ValueDecoder(json: try peek(), path: path)
        currentIndex += 1
        return decoder
    }

    private var path: [any CodingKey] { codingPath + [PlainKey(intValue: currentIndex)] }

    private func peek() throws -> JSONValue {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self, .init(codingPath: path, debugDescription: "the array ends here"))
        }
        return values[currentIndex]
    }
}

private struct SingleDecoding: SingleValueDecodingContainer {
    let json: JSONValue
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { json.isNull }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try ValueDecoder.read(type, json, codingPath)
    }
}
