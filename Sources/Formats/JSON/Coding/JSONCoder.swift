/// Turns values that are `Codable` into JSON and back: for structures that the product keeps for itself. What people
/// write is read by hand elsewhere, because its errors must say more than a coder can know.
package enum JSONCoder {
    /// Fails only for a number that JSON cannot hold.
    package static func encode(_ value: some Encodable) throws(JSONCodingFailure) -> JSONValue {
        do {
            let encoder = ValueEncoder(path: [])
            try value.encode(to: encoder)
            return encoder.slot.value
        } catch {
            throw JSONCodingFailure(error)
        }
    }

    package static func text(_ value: some Encodable) throws(JSONCodingFailure) -> String {
        try encode(value).encodedText()
    }

    package static func decode<Value: Decodable>(
        _ type: Value.Type, from json: JSONValue
    ) throws(JSONCodingFailure) -> Value {
        do {
            return try Value(from: ValueDecoder(json: json, path: []))
        } catch {
            throw JSONCodingFailure(error)
        }
    }

    package static func decode<Value: Decodable>(
        _ type: Value.Type, from text: String
    ) throws(JSONCodingFailure) -> Value {
        let json: JSONValue
        do throws(JSONFailure) {
            json = try JSONParser.parse(text, limits: .init(depth: 128, bytes: 256 << 20))
        } catch {
            throw JSONCodingFailure(path: "", problem: error.description)
        }
        return try decode(type, from: json)
    }
}

/// Where a value did not fit, and why. It carries no value.
package struct JSONCodingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Names and indexes from the outermost value: `columns.3.type`.
    package let path: String
    package let problem: String

    init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }

    init(_ error: any Error) {
        switch error {
        case let failure as JSONCodingFailure: self = failure
        case DecodingError.keyNotFound(let key, let context):
            self.init(path: text(context.codingPath + [key]), problem: "is missing")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            self.init(path: text(context.codingPath), problem: context.debugDescription)
        case EncodingError.invalidValue(_, let context):
            self.init(path: text(context.codingPath), problem: context.debugDescription)
        default: self.init(path: "", problem: "\(error)")
        }
    }

    package var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}

private func text(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }

/// A key made at run time: the members of dictionaries, and places in arrays.
struct PlainKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
