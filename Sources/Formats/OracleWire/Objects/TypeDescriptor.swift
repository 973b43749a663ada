/// The description of a type that the server hands to drivers as bytes: the attributes with their limits, in the form
/// that the drivers take apart. Offsets in it count from its own beginning.
package indirect enum TypeDescriptor: Sendable, Hashable {
    case char(bytes: Int, charset: UInt16, form: CharsetForm, countsCharacters: Bool)
    case varchar(bytes: Int, charset: UInt16, form: CharsetForm, countsCharacters: Bool)
    case number(precision: Int, scale: Int)
    case float(Int)
    case binaryFloat
    case binaryDouble
    /// A boolean or a whole number of PL/SQL.
    case fourBytes
    case raw(Int)
    case date
    case timestamp(Int)
    case timestampTZ(Int)
    case timestampLTZ(Int)
    case intervalYM(Int)
    case intervalDS(day: Int, second: Int)
    case clob
    case blob
    case bfile
    /// A type that only its owner can read, as XMLTYPE.
    case opaque
    case object([TypeDescriptor])
    case collection(Collection, limit: Int, element: TypeDescriptor)

    package enum Collection: UInt8, Sendable, Hashable {
        /// Indexed by integers, of PL/SQL alone.
        case indexed = 1
        case nestedTable = 2
        case array = 3
    }

    private enum Code {
        static let start: UInt8 = 41
        static let end: UInt8 = 42
        static let version: UInt8 = 38
        static let startInner: UInt8 = 39
        static let endInner: UInt8 = 40
        /// A composite whose description stands elsewhere.
        static let elsewhere: UInt8 = 27
        static let collection: UInt8 = 28
        static let namedCollection: UInt8 = 251
        static let namedObject: UInt8 = 250
        static let opaque: UInt8 = 58
    }

    /// The whole description of an object or a collection.
    package var bytes: [UInt8] {
        var form = Form()
        switch self {
        case .object(let attributes): for attribute in attributes { form.append(attribute) }
        case .collection(let kind, let limit, let element): form.append(kind, limit, element)
        default: preconditionFailure("objects and collections have a description")
        }
        return form.finished()
    }

    private struct Form {
        /// What stands behind the attributes, at a place that is noted in front.
        private enum Later {
            case bytes([UInt8])
            case element(TypeDescriptor)
        }

        private static let head = 18
        private static let startPlace = 11

        private var bytes = [UInt8](repeating: 0, count: Form.head)
        private var later: [(place: Int, what: Later)] = []
        /// Where simple attributes begin, those of objects in line one by one.
        private var starts: [Int] = []

        mutating func append(_ type: TypeDescriptor) {
            if case .object(let attributes) = type {
                bytes.append(Code.startInner)
                for attribute in attributes { append(attribute) }
                bytes.append(Code.endInner)
                return
            }
            starts.append(bytes.count)
            appendPart(type)
        }

        mutating func append(_ kind: Collection, _ limit: Int, _ element: TypeDescriptor) {
            starts.append(bytes.count)
            bytes.append(Code.collection)
            later.append((bytes.count, .element(element)))
            bytes += Self.big(0, 4) + Self.big(limit, 4) + [kind.rawValue]
        }

        private mutating func appendPart(_ type: TypeDescriptor) {
            if let simple = type.simple {
                bytes += simple
                return
            }
            switch type {
            case .object: refer(Code.namedObject, [Code.elsewhere] + Self.big(0, 4) + type.bytes)
            case .collection: refer(Code.namedCollection, [Code.elsewhere] + type.bytes)
            default: refer(Code.opaque, [Code.opaque] + [UInt8](repeating: 0, count: 13))
            }
        }

        private mutating func refer(_ code: UInt8, _ bytes: [UInt8]) {
            self.bytes.append(Code.elsewhere)
            later.append((self.bytes.count, .bytes(bytes)))
            self.bytes += Self.big(0, 4) + [code]
        }

        mutating func finished() -> [UInt8] {
            bytes.append(Code.end)
            while !later.isEmpty {
                let next = later.removeFirst()
                store(bytes.count, 4, at: next.place)
                switch next.what {
                case .bytes(let more): bytes += more
                case .element(let type): appendPart(type)
                }
            }
            bytes[4] = Code.version
            bytes[5] = 3
            store(starts.count, 2, at: 8)
            bytes[Self.startPlace] = Code.start
            store(bytes.count - Self.startPlace - 2, 4, at: Self.startPlace + 3)
            for place in starts { bytes += Self.big(place, 2) }
            // A type that is final and none of Java.
            bytes += [0, 1]
            store(bytes.count - 4, 4, at: 0)
            return bytes
        }

        static func big(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }

        private mutating func store(_ number: Int, _ count: Int, at place: Int) {
            bytes.replaceSubrange(place..<place + count, with: Self.big(number, count))
        }
    }

    /// The bytes of an attribute that refers to nothing.
    private var simple: [UInt8]? {
        switch self {
        case .char(let bytes, let charset, let form, let counts):
            [1] + Form.big(bytes, 2) + [form.rawValue | (counts ? 0x80 : 0)] + Form.big(Int(charset), 2)
        case .varchar(let bytes, let charset, let form, let counts):
            [7] + Form.big(bytes, 2) + [form.rawValue | (counts ? 0x80 : 0)] + Form.big(Int(charset), 2)
        case .number(let precision, let scale): [6] + Form.big(precision, 1) + Form.big(scale, 1)
        case .float(let bits): [5] + Form.big(bits, 1)
        case .binaryFloat: [37]
        case .binaryDouble: [45]
        case .fourBytes: [8]
        case .raw(let bytes): [19] + Form.big(bytes, 2)
        case .date: [2]
        case .timestamp(let digits): [21] + Form.big(digits, 1)
        case .timestampTZ(let digits): [23] + Form.big(digits, 1)
        case .timestampLTZ(let digits): [33] + Form.big(digits, 1)
        case .intervalYM(let digits): [24, 7] + Form.big(digits, 1) + [0]
        case .intervalDS(let day, let second): [24, 10] + Form.big(day, 1) + Form.big(second, 1)
        case .clob: [29]
        case .blob: [30]
        case .bfile: [31]
        case .opaque, .object, .collection: nil
        }
    }
}
