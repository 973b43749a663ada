package import OracleSQL
internal import PostgresClient

/// Turns values of the Oracle wire into PostgreSQL's binary form of a representation.
package struct FieldDecoder: Sendable {
    /// The type of the resulting cell.
    package let type: OracleType
    private let form: WireForm
    private let zone: SessionZone

    package init(_ type: OracleType, form: WireForm? = nil, zone: SessionZone = .utc) {
        self.type = type
        self.form = form ?? WireForm(type)
        self.zone = zone
    }

    /// Adds the next value of a row of binds: the bytes of the value without any length; empty is NULL.
    package func read(_ bytes: UnsafeRawBufferPointer, into rows: BindRows) throws(OracleFailure) {
        guard !bytes.isEmpty else { return rows.appendNull() }
        switch form {
        case .text, .raw, .longRaw, .long(isNational: false): rows.append(bytes)
        default:
            try rows.append { (writer: inout MessageWriter) throws(OracleFailure) in try decode(bytes, &writer) }
        }
    }

    package func cell(_ bytes: [UInt8]) throws(OracleFailure) -> Cell {
        let rows = BindRows(types: [type])
        let result: Result<Void, OracleFailure> = bytes.withUnsafeBytes { bytes in
            Result { () throws(OracleFailure) in try read(bytes, into: rows) }
        }
        try result.get()
        return rows.cell(0, 0)
    }

    private func decode(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        switch form {
        case .number:
            guard NumericWriter.write(number: bytes, to: &writer) else { throw Self.invalidNumber }
        case .date: try date(bytes, &writer)
        case .timestamp, .timestampLTZ: try timestamp(bytes, &writer)
        case .timestampTZ: try zoned(bytes, &writer)
        case .float: try float(bytes, &writer)
        case .double: try double(bytes, &writer)
        case .intervalYM: try months(bytes, &writer)
        case .intervalDS: try daySeconds(bytes, &writer)
        case .nationalText, .long(isNational: true): writer.append(NationalText.utf8(bytes))
        case .rowid: try rowid(bytes, &writer)
        case .urowid: writer.append(bytes)
        case .boolean: writer.append(UInt8(bytes[bytes.count - 1] == 0 ? 0 : 1))
        case .text, .raw, .longRaw, .long(isNational: false), .locator, .cursor:
            throw OracleFailure(932, "inconsistent datatypes: expected a value got a locator")
        }
    }

    /// A date of PostgreSQL has no fraction: a timestamp that is bound as one loses it, as Oracle's DATE does.
    private func date(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard let seconds = DatetimeEncoding.seconds(bytes) else { throw Self.invalidDate }
        writer.append((seconds - Int64(DatetimeEncoding.daysToOrigin) * 86_400) * 1_000_000)
    }

    private func fields(_ bytes: UnsafeRawBufferPointer) throws(OracleFailure) -> (Int64, UInt32) {
        guard let seconds = DatetimeEncoding.seconds(bytes) else { throw Self.invalidDate }
        guard bytes.count >= 11 else { return (seconds, 0) }
        let nanoseconds = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 7, as: UInt32.self))
        guard nanoseconds < 1_000_000_000 else { throw Self.invalidDate }
        return (seconds, nanoseconds)
    }

    private func timestamp(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        let (seconds, nanoseconds) = try fields(bytes)
        Self.write(form == .timestampLTZ ? zone.utc(fromLocal: seconds) : seconds, nanoseconds, to: &writer)
    }

    /// Seconds since 1970 with nine decimals.
    static func write(_ seconds: Int64, _ nanoseconds: UInt32, to writer: inout MessageWriter) {
        // The parts of a numeric have one sign.
        if seconds < 0, nanoseconds > 0 {
            NumericWriter.write(
                (seconds + 1).magnitude, nanoseconds: 1_000_000_000 - nanoseconds, isNegative: true, scale: 9,
                to: &writer)
        } else {
            NumericWriter.write(
                seconds.magnitude, nanoseconds: nanoseconds, isNegative: seconds < 0, scale: 9, to: &writer)
        }
    }

    private func zoned(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        var (seconds, nanoseconds) = try fields(bytes)
        var zoneName = zone.name
        if bytes.count >= 13 {
            guard bytes[11] & 0x80 == 0 else {
                throw OracleFailure(1805, "possible error in date/time operation: a time zone region by its number")
            }
            let (hours, minutes) = (Int(bytes[11] & 0x3F) - 20, Int(bytes[12]) - 60)
            guard (-15...15).contains(hours), (-59...59).contains(minutes) else { throw Self.invalidDate }
            zoneName = Self.offsetName(hours * 3600 + minutes * 60)
            if bytes[11] & 0x40 != 0 { seconds -= Int64(hours * 3600 + minutes * 60) }
        } else {
            seconds = zone.utc(fromLocal: seconds)
        }
        Self.write(zoned: seconds, nanoseconds, zone: zoneName, to: &writer)
    }

    /// The composite `ora.tstz`.
    static func write(zoned seconds: Int64, _ nanoseconds: UInt32, zone: String, to writer: inout MessageWriter) {
        writer.append(Int32(2))
        writer.append(PostgresType.numeric.oid)
        let first = writer.place()
        write(seconds, nanoseconds, to: &writer)
        writer.patchLength(first)
        writer.append(PostgresType.text.oid)
        let second = writer.place()
        writer.append(text: zone)
        writer.patchLength(second)
    }

    /// `+05:30`
    static func offsetName(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let magnitude = abs(seconds)
        return "\(seconds < 0 ? "-" : "+")\(two(magnitude / 3600)):\(two(magnitude / 60 % 60))"
    }

    private func float(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard bytes.count == 4 else { throw Self.invalidNumber }
        let sortable = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        writer.append(sortable >> 31 == 1 ? sortable & 0x7FFF_FFFF : ~sortable)
    }

    private func double(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard bytes.count == 8 else { throw Self.invalidNumber }
        let sortable = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        writer.append(sortable >> 63 == 1 ? sortable & ~(1 << 63) : ~sortable)
    }

    private func months(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard bytes.count == 5 else { throw Self.invalidInterval }
        let years = Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))) - 0x8000_0000
        guard let months = Int32(exactly: years * 12 + Int64(bytes[4]) - 60) else { throw Self.invalidInterval }
        writer.append(months)
    }

    private func daySeconds(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard bytes.count == 11 else { throw Self.invalidInterval }
        let days = Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))) - 0x8000_0000
        let nanoseconds =
            Int64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 7, as: UInt32.self))) - 0x8000_0000
        let (hours, minutes) = (Int64(bytes[4]) - 60, Int64(bytes[5]) - 60)
        guard abs(nanoseconds) < 1_000_000_000 else { throw Self.invalidInterval }
        var seconds = days * 86_400 + hours * 3600 + minutes * 60 + Int64(bytes[6]) - 60
        var rest = nanoseconds
        if rest < 0 {
            seconds -= 1
            rest += 1_000_000_000
        }
        Self.write(seconds, UInt32(truncatingIfNeeded: rest), to: &writer)
    }

    /// The characters of a rowid, or the parts of a physical one.
    private func rowid(_ bytes: UnsafeRawBufferPointer, _ writer: inout MessageWriter) throws(OracleFailure) {
        guard let rid = RowidText.rid(bytes) else { throw OracleFailure(1410, "invalid ROWID") }
        writer.append(rid)
    }

    private static let invalidNumber = OracleFailure(1722, "invalid number")
    private static let invalidDate = OracleFailure(
        1858, "a non-numeric character was found where a numeric was expected")
    private static let invalidInterval = OracleFailure(1867, "the interval is invalid")
}
