internal import Bytes
internal import OracleWire
internal import Values

extension OracleValue {
    /// Decodes the bytes of a column or an OUT bind, nil being null. LOBs by locator, objects and cursors are not for
    /// here.
    init(_ bytes: UnsafeRawBufferPointer?, type: OracleTypeCode, form: CharsetForm) throws(WireFailure) {
        guard let bytes else {
            self = .null
            return
        }
        switch type {
        case .number, .integer, .varnum: self = try Self.number(bytes)
        case .varchar, .char, .long, .longVarchar, .clob: self = try Self.text(bytes, form)
        case .raw, .longRaw, .longVarraw, .blob: self = .bytes(Array(bytes))
        case .date: self = .date(try OracleDateTime(bytes))
        case .timestamp: self = .timestamp(try OracleDateTime(bytes))
        case .timestampLTZ: self = .localTimestamp(try OracleDateTime(bytes))
        case .timestampTZ: self = .zonedTimestamp(try OracleZonedTime(bytes))
        case .intervalYM: self = .yearsToMonths(try YearMonthInterval(bytes))
        case .intervalDS: self = .daysToSeconds(try DaySecondInterval(bytes))
        case .binaryFloat: self = .float(try OracleFloat.float(bytes))
        case .binaryDouble: self = .double(try OracleFloat.double(bytes))
        case .boolean: self = .boolean(try OracleBoolean.value(bytes))
        case .rowid: self = .rowid(try PhysicalRowid(bytes).text)
        case .urowid:
            var writer = ByteWriter(capacity: 64)
            writer.append(urowid: bytes)
            self = .rowid(String(decoding: writer.array, as: UTF8.self))
        default: self = .bytes(Array(bytes))
        }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> OracleValue {
        let number = try OracleNumber(bytes)
        switch number.kind {
        case .positiveInfinity: return .infiniteNumber(isNegative: false)
        case .negativeInfinity: return .infiniteNumber(isNegative: true)
        case .zero, .finite:
            guard let decimal = number.decimal else { throw WireFailure("NUMBER", .wrongForm) }
            return .number(decimal)
        }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, _ form: CharsetForm) throws(WireFailure) -> OracleValue {
        guard form == .national else { return .text(String(decoding: bytes, as: UTF8.self)) }
        var writer = ByteWriter(capacity: max(16, bytes.count))
        _ = writer.append(utf8FromUTF16: bytes)
        return .nationalText(String(decoding: writer.array, as: UTF8.self))
    }
}
