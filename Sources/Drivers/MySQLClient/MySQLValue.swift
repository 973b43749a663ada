package import Bytes
package import Values

/// A value on the control path, exact. ENUM, SET and JSON are text; GEOMETRY and unknown types are bytes.
package enum MySQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    /// Integers of UNSIGNED columns, and YEAR.
    case unsigned(UInt64)
    case float(Float)
    case double(Double)
    case decimal(ExactDecimal)
    case date(CivilDate)
    /// DATETIME and TIMESTAMP, as the session's time zone (UTC) shows them.
    case dateTime(CivilDateTime)
    case time(TimeSpan)
    case bits(UInt64)
    case text(String)
    case bytes([UInt8])

    /// Takes apart a cell of a batch.
    package init(
        _ cell: RawSpan, of column: MySQLColumn, form: MySQLRowBatch.Form
    ) throws(DecodingFailure) {
        switch form {
        case .text: self = try decodeText(cell, column)
        case .binary: self = try decodeBinary(cell, column)
        }
    }

    package var isNull: Bool { self == .null }

    /// Text as it is, numbers and times in their usual form; nil for NULL and for bytes that are no text.
    package var string: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .unsigned(let number), .bits(let number): String(number)
        case .float(let number): String(number)
        case .double(let number): String(number)
        case .decimal(let number): number.description
        case .date(let date): date.description
        case .dateTime(let moment): moment.description
        case .time(let span): span.description
        case .text(let text): text
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        }
    }

    /// The value as a whole number when it is exactly one.
    package var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .unsigned(let number), .bits(let number): Int64(exactly: number)
        case .double(let number): Int64(exactly: number)
        case .decimal, .text, .bytes: string.flatMap { Int64($0) }
        default: nil
        }
    }
}

private func decodeText(_ cell: RawSpan, _ column: MySQLColumn) throws(DecodingFailure) -> MySQLValue {
    switch column.type {
    case .string, .json, .geometry, .unknown: return textOrBytes(cell, column)
    case .bit: return .bits(try bits(cell))
    default: break
    }
    let ascii = Span<UInt8>(_bytes: cell)
    let value: MySQLValue? =
        switch column.type {
        case .int8, .int16, .int24, .int32, .int64:
            column.isUnsigned ? UInt64(string(cell)).map { .unsigned($0) } : Int64(string(cell)).map { .integer($0) }
        case .year: UInt64(string(cell)).map { .unsigned($0) }
        case .float: Float(string(cell)).map { .float($0) }
        case .double: Double(string(cell)).map { .double($0) }
        case .decimal: ExactDecimal(ascii: ascii).map { .decimal($0) }
        case .date: CivilDate(ascii: ascii).map { .date($0) }
        case .dateTime, .timestamp: CivilDateTime(ascii: ascii).map { .dateTime($0) }
        case .time: TimeSpan(ascii: ascii).map { .time($0) }
        case .bit, .string, .json, .geometry, .unknown: nil
        }
    guard let value else { throw DecodingFailure("value in text form", offset: 0, .wrongForm) }
    return value
}

private func decodeBinary(_ cell: RawSpan, _ column: MySQLColumn) throws(DecodingFailure) -> MySQLValue {
    var reader = Reader(cell)
    let value: MySQLValue
    switch column.type {
    case .string, .json, .geometry, .unknown: return textOrBytes(cell, column)
    case .bit: return .bits(try bits(cell))
    case .decimal:
        guard let number = ExactDecimal(ascii: Span<UInt8>(_bytes: cell)) else {
            throw DecodingFailure("decimal", offset: 0, .wrongForm)
        }
        return .decimal(number)
    case .int8:
        let raw: UInt8 = try reader.little()
        value = column.isUnsigned ? .unsigned(UInt64(raw)) : .integer(Int64(Int8(bitPattern: raw)))
    case .int16:
        let raw: UInt16 = try reader.little()
        value = column.isUnsigned ? .unsigned(UInt64(raw)) : .integer(Int64(Int16(bitPattern: raw)))
    case .int24, .int32:
        let raw: UInt32 = try reader.little()
        value = column.isUnsigned ? .unsigned(UInt64(raw)) : .integer(Int64(Int32(bitPattern: raw)))
    case .int64:
        let raw: UInt64 = try reader.little()
        value = column.isUnsigned ? .unsigned(raw) : .integer(Int64(bitPattern: raw))
    case .year: value = .unsigned(UInt64(try reader.little(UInt16.self)))
    case .float: value = .float(Float(bitPattern: try reader.little()))
    case .double: value = .double(Double(bitPattern: try reader.little()))
    case .date: value = .date(try dateTime(&reader).date)
    case .dateTime, .timestamp: value = .dateTime(try dateTime(&reader))
    case .time: value = .time(try timeSpan(&reader))
    }
    try reader.finish("value")
    return value
}

/// 0, 4, 7 or 11 bytes: nothing, the date, with seconds, with microseconds. What is left out is zero.
private func dateTime(_ reader: inout Reader) throws(DecodingFailure) -> CivilDateTime {
    guard !reader.isAtEnd else { return zeroDateTime }
    let year = Int(try reader.little(UInt16.self))
    let month = Int(try reader.u8())
    let day = Int(try reader.u8())
    var clock = (hour: 0, minute: 0, second: 0, microsecond: 0)
    if !reader.isAtEnd {
        clock.hour = Int(try reader.u8())
        clock.minute = Int(try reader.u8())
        clock.second = Int(try reader.u8())
    }
    if !reader.isAtEnd { clock.microsecond = Int(try reader.little(UInt32.self)) }
    guard let date = CivilDate(year: year, month: month, day: day), clock.microsecond < 1_000_000,
        let moment = CivilDateTime(
            date, hour: clock.hour, minute: clock.minute, second: clock.second,
            nanosecond: clock.microsecond * 1000)
    else { throw DecodingFailure("date and time", offset: 0, .wrongForm) }
    return moment
}

private let zeroDateTime = CivilDateTime(.zero).unsafelyUnwrapped

/// 0, 8 or 12 bytes: nothing, sign with days and clock, with microseconds.
private func timeSpan(_ reader: inout Reader) throws(DecodingFailure) -> TimeSpan {
    guard !reader.isAtEnd else { return TimeSpan(microseconds: 0) }
    let isNegative = try reader.u8() != 0
    let days = Int(try reader.little(UInt32.self))
    let hours = Int(try reader.u8())
    let minutes = Int(try reader.u8())
    let seconds = Int(try reader.u8())
    let microseconds = reader.isAtEnd ? 0 : Int(try reader.little(UInt32.self))
    guard
        let span = TimeSpan(
            isNegative: isNegative, hours: days * 24 + hours, minutes: minutes, seconds: seconds,
            microseconds: microseconds)
    else { throw DecodingFailure("time", offset: 0, .wrongForm) }
    return span
}

private func bits(_ cell: RawSpan) throws(DecodingFailure) -> UInt64 {
    guard cell.byteCount <= 8 else { throw DecodingFailure("bits", offset: 0, .excess(cell.byteCount - 8)) }
    var value: UInt64 = 0
    for at in 0..<cell.byteCount { value = value << 8 | UInt64(cell.unsafeLoad(fromByteOffset: at, as: UInt8.self)) }
    return value
}

/// Text that is not UTF-8, though the session asked for it, is kept as bytes rather than mended.
private func textOrBytes(_ cell: RawSpan, _ column: MySQLColumn) -> MySQLValue {
    let bytes = cell.withUnsafeBytes { Array($0) }
    if column.isBinary, column.type != .json { return .bytes(bytes) }
    return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .bytes(bytes)
}

private func string(_ cell: RawSpan) -> String { cell.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
