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
    /// The values of all rows when each of them is bytes or null; the other kinds stand in `others`.
    let bytes: BindBytes?
    private var others: [Encoded] = []
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

    /// Every value as it goes out.
    var values: [Encoded] {
        guard let bytes else { return others }
        return (0..<bytes.rowCount).map { row in bytes.array(row).map { .bytes($0) } ?? .null }
    }

    private init(out type: OracleBindType, count: Int) {
        isOut = true
        bytes = nil
        metadata = BindColumn.metadata(type)
        others = Array(repeating: type.code == .refCursor ? .closedCursor : .null, count: count)
    }

    private init(_ elements: [OracleValue], _ type: OracleBindType, room: Int) throws(BindFailure) {
        isOut = false
        bytes = nil
        metadata = BindColumn.metadata(type)
        metadata.flags.insert(.array)
        metadata.elements = UInt32(clamping: max(room, elements.count, 1))
        var encoded: [[UInt8]?] = []
        for element in elements {
            let one = BindBytes(rowCount: 1)
            guard try BindColumn.encode(element, national: type.form == .national, into: one) else {
                throw BindFailure("an array holds no large objects and no cursors")
            }
            metadata.bufferSize = max(metadata.bufferSize, UInt32(clamping: one.longest))
            encoded.append(one.array(0))
        }
        others = [.elements(encoded)]
    }

    private init(
        _ count: Int, _ declared: OracleBindType?, isPLSQL: Bool, dialect: WireDialect, _ value: (Int) -> OracleValue
    ) throws(BindFailure) {
        isOut = false
        var code: OracleTypeCode?
        var isNational = false
        let bytes = BindBytes(rowCount: count)
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
            if try BindColumn.encode(value, national: isNational || declared?.form == .national, into: bytes) {
                continue
            }
            guard case .lob(let lob) = value else { throw BindFailure("an open result cannot be bound") }
            others.append(contentsOf: repeatElement(.null, count: row - others.count))
            others.append(.locator(lob.locator))
        }
        // A place holds large objects and nulls, or bytes and nulls: another mixture was refused above.
        if !others.isEmpty { others.append(contentsOf: repeatElement(.null, count: count - others.count)) }
        self.bytes = others.isEmpty ? bytes : nil
        let longest = bytes.longest
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
        case .object: .object
        }
    }

    /// Adds the value; false when it is none of plain bytes.
    private static func encode(
        _ value: OracleValue, national: Bool, into bytes: BindBytes
    ) throws(BindFailure) -> Bool {
        switch value {
        case .null: bytes.appendNull()
        case .number(let number):
            guard bytes.append(room: OracleNumber.longest, { OracleNumber.store(number, at: $0) }) else {
                throw BindFailure("a number has more digits or a larger exponent than NUMBER holds")
            }
        case .text(let text), .nationalText(let text), .rowid(let text):
            if text.isEmpty {
                bytes.appendNull()
            } else if national {
                utf16(text).withUnsafeBytes { bytes.append($0) }
            } else {
                var text = text
                text.withUTF8 { bytes.append(UnsafeRawBufferPointer($0)) }
            }
        case .bytes(let raw):
            if raw.isEmpty { bytes.appendNull() } else { raw.withUnsafeBytes { bytes.append($0) } }
        case .date(let time): try store(7, time.isInRange, into: bytes) { time.storeDate(at: $0) }
        case .timestamp(let time), .localTimestamp(let time):
            try store(11, time.isInRange, into: bytes) { _ = time.storeTimestamp(at: $0) }
        case .lob, .rows: return false
        default: try encodeOther(value, into: bytes)
        }
        return true
    }

    private static func encodeOther(_ value: OracleValue, into bytes: BindBytes) throws(BindFailure) {
        switch value {
        case .infiniteNumber(let isNegative):
            let infinite: [UInt8] = isNegative ? [0] : [0xFF, 0x65]
            infinite.withUnsafeBytes { bytes.append($0) }
        case .zonedTimestamp(let time): try store(13, time.time.isInRange, into: bytes) { time.store(at: $0) }
        case .yearsToMonths(let interval): try store(5, true, into: bytes) { interval.store(at: $0) }
        case .daysToSeconds(let interval):
            try store(11, interval.isInRange, into: bytes) { interval.store(at: $0) }
        case .float(let number): try store(4, true, into: bytes) { OracleFloat.store(number, at: $0) }
        case .double(let number): try store(8, true, into: bytes) { OracleFloat.store(number, at: $0) }
        case .boolean(let value): OracleBoolean.bytes(value).withUnsafeBytes { bytes.append($0) }
        case .object: throw BindFailure("an object cannot be bound: bind its attributes and call its constructor")
        case .null, .number, .text, .nationalText, .rowid, .bytes, .date, .timestamp, .localTimestamp, .lob, .rows:
            preconditionFailure("these kinds of values are written by `encode`")
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

    private static func store(
        _ count: Int, _ isInRange: Bool, into bytes: BindBytes, _ body: (UnsafeMutablePointer<UInt8>) -> Void
    ) throws(BindFailure) {
        guard isInRange else { throw BindFailure("a moment or an interval lies outside of what Oracle holds") }
        _ = bytes.append(room: count) { place in
            place.update(repeating: 0, count: count)
            body(place)
            return count
        }
    }

    /// Writes the value of one iteration.
    func write(_ row: Int, to writer: WireWriter) {
        if let bytes { return bytes.view(isBoolean: metadata.type == .boolean).write(row, to: writer) }
        switch others[row] {
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
