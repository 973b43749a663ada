internal import Bytes
internal import OracleWire
internal import Values

/// One place of a statement over all iterations: its metadata, made from the values, and their bytes.
struct BindColumn {
    /// How a value goes out.
    enum Encoded {
        case null
        case bytes([UInt8])
        case locator([UInt8])
        case closedCursor
        case elements([[UInt8]?])
    }

    private(set) var metadata: BindMetadata
    private(set) var values: [Encoded] = []
    /// It comes back, and is not sent in SQL.
    let isOut: Bool

    /// `values` are the iterations of one place.
    static func make(
        _ binds: [OracleBind], in text: StatementText, at place: Int, dialect: WireDialect
    ) throws(BindFailure) -> BindColumn {
        let isReturned = text.binds[place].isReturned
        guard let first = binds.first else { throw BindFailure("there is no row of binds") }
        switch first {
        case .out(let type): return BindColumn(out: type, count: binds.count)
        case .array(let elements, let type, let room):
            guard text.kind == .plsql, binds.count == 1 else {
                throw BindFailure("an array is bound to a PL/SQL block, once")
            }
            return try BindColumn(elements, type, room: room)
        case .value, .inOut:
            guard !isReturned else { throw BindFailure("what RETURNING gives needs a bind that comes back") }
            var declared: OracleBindType?
            let values = try binds.map { (bind) throws(BindFailure) in
                switch bind {
                case .value(let value): return value
                case .inOut(let value, let type):
                    declared = type
                    return value
                case .out, .array: throw BindFailure("all rows bind a place in the same way")
                }
            }
            return try BindColumn(
                values.count, declared, isPLSQL: text.kind == .plsql, dialect: dialect
            ) { values[$0] }
        }
    }

    /// One place of rows of plain values.
    static func make(
        _ rows: [[OracleValue]], in text: StatementText, at place: Int, dialect: WireDialect
    ) throws(BindFailure) -> BindColumn {
        guard !text.binds[place].isReturned else {
            throw BindFailure("what RETURNING gives needs a bind that comes back")
        }
        return try BindColumn(rows.count, nil, isPLSQL: text.kind == .plsql, dialect: dialect) { rows[$0][place] }
    }

    private init(out type: OracleBindType, count: Int) {
        isOut = true
        metadata = BindColumn.metadata(type)
        values = Array(repeating: type.code == .refCursor ? .closedCursor : .null, count: count)
    }

    private init(_ elements: [OracleValue], _ type: OracleBindType, room: Int) throws(BindFailure) {
        isOut = false
        metadata = BindColumn.metadata(type)
        metadata.flags.insert(.array)
        metadata.elements = UInt32(clamping: max(room, elements.count, 1))
        var encoded: [[UInt8]?] = []
        for element in elements {
            switch try BindColumn.encode(element, national: type.form == .national) {
            case .bytes(let bytes):
                metadata.bufferSize = max(metadata.bufferSize, UInt32(clamping: bytes.count))
                encoded.append(bytes)
            case .null: encoded.append(nil)
            default: throw BindFailure("an array holds no large objects and no cursors")
            }
        }
        values = [.elements(encoded)]
    }

    private init(
        _ count: Int, _ declared: OracleBindType?, isPLSQL: Bool, dialect: WireDialect, _ value: (Int) -> OracleValue
    ) throws(BindFailure) {
        isOut = false
        var code: OracleTypeCode?
        var isNational = false
        var longest = 0
        values.reserveCapacity(count)
        for row in 0..<count {
            let value = value(row)
            if case .nationalText = value { isNational = true }
            if case .lob(let lob) = value, lob.kind == .nclob { isNational = true }
            let own = BindColumn.code(of: value)
            if let own {
                guard code == nil || code == own else {
                    throw BindFailure("one place is bound to values of different types")
                }
                code = own
            }
            let encoded = try BindColumn.encode(value, national: isNational || declared?.form == .national)
            if case .bytes(let bytes) = encoded { longest = max(longest, bytes.count) }
            values.append(encoded)
        }
        if let declared {
            guard code == nil || code == declared.code else {
                throw BindFailure("a value is not of the type that shall come back")
            }
            metadata = BindColumn.metadata(declared)
            metadata.bufferSize = max(metadata.bufferSize, UInt32(clamping: longest))
        } else {
            metadata = BindColumn.metadata(code ?? .varchar, isNational: isNational, longest: longest)
        }
        if longest > dialect.longestString {
            guard !isPLSQL else {
                throw BindFailure("a PL/SQL block takes at most \(dialect.longestString) bytes: bind a temporary LOB")
            }
            if metadata.type == .varchar { metadata.type = .long }
            if metadata.type == .raw { metadata.type = .longRaw }
        }
    }

    static func metadata(_ type: OracleBindType) -> BindMetadata {
        var made = BindMetadata(type: type.code, bufferSize: type.bytesMax)
        made.form = type.form
        made.charset = charset(type.form)
        return made
    }

    /// Buffers of texts are declared with a few sizes only, so that a statement with other values stays the same
    /// statement to the server.
    private static func metadata(_ code: OracleTypeCode, isNational: Bool, longest: Int) -> BindMetadata {
        let fixed: [OracleTypeCode: UInt32] = [
            .number: 22, .date: 7, .timestamp: 11, .timestampTZ: 13, .timestampLTZ: 11, .intervalYM: 5,
            .intervalDS: 11, .binaryFloat: 4, .binaryDouble: 8, .boolean: 4, .clob: 112, .blob: 112,
        ]
        var made = BindMetadata(type: code, bufferSize: fixed[code] ?? roomyLength(longest))
        if code == .varchar || code == .clob {
            made.form = isNational ? .national : .implicit
            made.charset = charset(made.form)
        }
        return made
    }

    private static func charset(_ form: CharsetForm) -> UInt16 { form == .none ? 0 : CharsetNumber.al32utf8 }

    private static func roomyLength(_ length: Int) -> UInt32 {
        for size in [32, 128, 512, 2000, 4000, 32_767] where length <= size { return UInt32(size) }
        return UInt32(clamping: length)
    }

    private static func code(of value: OracleValue) -> OracleTypeCode? {
        switch value {
        case .null: nil
        case .number, .infiniteNumber: .number
        case .text, .nationalText, .rowid: .varchar
        case .bytes: .raw
        case .date: .date
        case .timestamp: .timestamp
        case .zonedTimestamp: .timestampTZ
        case .localTimestamp: .timestampLTZ
        case .yearsToMonths: .intervalYM
        case .daysToSeconds: .intervalDS
        case .float: .binaryFloat
        case .double: .binaryDouble
        case .boolean: .boolean
        case .lob(let lob): lob.kind == .blob ? .blob : .clob
        case .rows: .refCursor
        }
    }

    private static func encode(_ value: OracleValue, national: Bool) throws(BindFailure) -> Encoded {
        switch value {
        case .null: return .null
        case .number(let number):
            guard let bytes = OracleNumber.bytes(number) else {
                throw BindFailure("a number has more digits or a larger exponent than NUMBER holds")
            }
            return .bytes(bytes)
        case .infiniteNumber(let isNegative): return .bytes(isNegative ? [0] : [0xFF, 0x65])
        case .text(let text), .nationalText(let text), .rowid(let text):
            let bytes = national ? utf16(text) : Array(text.utf8)
            return bytes.isEmpty ? .null : .bytes(bytes)
        case .bytes(let bytes): return bytes.isEmpty ? .null : .bytes(bytes)
        case .date(let time): return .bytes(try stored(7, time.isInRange) { time.storeDate(at: $0) })
        case .timestamp(let time), .localTimestamp(let time):
            return .bytes(try stored(11, time.isInRange) { _ = time.storeTimestamp(at: $0) })
        case .zonedTimestamp(let time): return .bytes(try stored(13, time.time.isInRange) { time.store(at: $0) })
        case .yearsToMonths(let interval): return .bytes(try stored(5, true) { interval.store(at: $0) })
        case .daysToSeconds(let interval):
            return .bytes(try stored(11, interval.isInRange) { interval.store(at: $0) })
        case .float(let number): return .bytes(try stored(4, true) { OracleFloat.store(number, at: $0) })
        case .double(let number): return .bytes(try stored(8, true) { OracleFloat.store(number, at: $0) })
        case .boolean(let value): return .bytes(OracleBoolean.bytes(value))
        case .lob(let lob): return .locator(lob.locator)
        case .rows: throw BindFailure("an open result cannot be bound")
        }
    }

    private static func utf16(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for unit in text.utf16 {
            bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
            bytes.append(UInt8(truncatingIfNeeded: unit))
        }
        return bytes
    }

    private static func stored(
        _ count: Int, _ isInRange: Bool, _ body: (UnsafeMutablePointer<UInt8>) -> Void
    ) throws(BindFailure) -> [UInt8] {
        guard isInRange else { throw BindFailure("a moment or an interval lies outside of what Oracle holds") }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            start.update(repeating: 0, count: count)
            body(start)
            filled = count
        }
    }

    /// Writes the value of one iteration.
    func write(_ row: Int, to writer: WireWriter) {
        switch values[row] {
        case .null:
            switch metadata.type {
            case .boolean: writer.nullBoolean()
            default: writer.null()
            }
        case .bytes(let bytes): writer.clr(bytes)
        case .locator(let locator): writer.locator(locator)
        case .closedCursor: writer.cursorBind(nil)
        case .elements(let elements):
            writer.ub(elements.count)
            for element in elements { writer.clr(element) }
        }
    }
}

/// Why values cannot be bound.
struct BindFailure: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
