internal import OracleWire

/// The type of a value that comes back from PL/SQL or RETURNING.
package struct OracleBindType: Hashable, Sendable {
    let code: OracleTypeCode
    let form: CharsetForm
    /// The longest value in bytes.
    let bytesMax: UInt32

    private init(_ code: OracleTypeCode, _ bytesMax: UInt32, form: CharsetForm = .none) {
        self.code = code
        self.bytesMax = bytesMax
        self.form = form
    }

    package static let number = OracleBindType(.number, 22)
    package static let date = OracleBindType(.date, 7)
    package static let timestamp = OracleBindType(.timestamp, 11)
    package static let zonedTimestamp = OracleBindType(.timestampTZ, 13)
    package static let localTimestamp = OracleBindType(.timestampLTZ, 11)
    package static let yearsToMonths = OracleBindType(.intervalYM, 5)
    package static let daysToSeconds = OracleBindType(.intervalDS, 11)
    package static let float = OracleBindType(.binaryFloat, 4)
    package static let double = OracleBindType(.binaryDouble, 8)
    package static let boolean = OracleBindType(.boolean, 4)
    package static let refCursor = OracleBindType(.refCursor, 4)
    package static let clob = OracleBindType(.clob, 112, form: .implicit)
    package static let nclob = OracleBindType(.clob, 112, form: .national)
    package static let blob = OracleBindType(.blob, 112)
    package static let rowid = OracleBindType(.varchar, 5267, form: .implicit)
    package static func text(bytesMax: Int = 32_767) -> OracleBindType {
        OracleBindType(.varchar, UInt32(clamping: bytesMax), form: .implicit)
    }
    package static func nationalText(bytesMax: Int = 32_767) -> OracleBindType {
        OracleBindType(.varchar, UInt32(clamping: bytesMax), form: .national)
    }
    package static func raw(bytesMax: Int = 32_767) -> OracleBindType {
        OracleBindType(.raw, UInt32(clamping: bytesMax))
    }
}

/// What is bound to one place of a statement.
package enum OracleBind: Sendable, Hashable {
    case value(OracleValue)
    /// Comes back: from PL/SQL, or from RETURNING … INTO.
    case out(OracleBindType)
    case inOut(OracleValue, OracleBindType)
    /// A PL/SQL index-by table with room for `room` elements; it comes back when the block changes it.
    case array([OracleValue], OracleBindType, room: Int)
}

extension OracleBind: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(stringLiteral text: String) { self = .value(.text(text)) }
    package init(integerLiteral number: Int64) { self = .value(.integer(number)) }
    package init(nilLiteral: ()) { self = .value(.null) }
}

/// The binds of a statement: by place, `[1, "a"]`, or by name, `["id": 1, "name": "a"]`. In SQL every `:name` is a
/// place of its own, in PL/SQL every distinct name; a dictionary serves all places of a name.
package enum OracleBinds: Sendable, Hashable, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    case byPlace([OracleBind])
    case byName([String: OracleBind])

    package init(arrayLiteral binds: OracleBind...) { self = .byPlace(binds) }

    package init(dictionaryLiteral binds: (String, OracleBind)...) {
        self = .byName(Dictionary(binds) { _, later in later })
    }

    package init(_ values: [OracleValue]) { self = .byPlace(values.map { .value($0) }) }

    /// The binds in the order of the statement's places.
    func placed(_ text: StatementText, place: String) throws(OracleError) -> [OracleBind] {
        switch self {
        case .byPlace(let binds):
            guard binds.count == text.binds.count else {
                throw OracleError(
                    number: OracleError.Own.binds,
                    text: "the statement has \(text.binds.count) places for binds and was given \(binds.count)",
                    statement: outline(of: text.sql), place: place)
            }
            return binds
        case .byName(let named):
            var upper: [String: OracleBind] = [:]
            for (name, bind) in named { upper[StatementText.canonical(name)] = bind }
            var placed: [OracleBind] = []
            for bind in text.binds {
                guard let given = upper[bind.name] else {
                    throw OracleError(
                        number: OracleError.Own.binds, text: "nothing is bound to :\(bind.name)",
                        statement: outline(of: text.sql), place: place)
                }
                placed.append(given)
            }
            let known = Set(text.binds.map(\.name))
            if let stranger = upper.keys.sorted().first(where: { !known.contains($0) }) {
                throw OracleError(
                    number: OracleError.Own.binds, text: "the statement has no place :\(stranger)",
                    statement: outline(of: text.sql), place: place)
            }
            return placed
        }
    }
}
