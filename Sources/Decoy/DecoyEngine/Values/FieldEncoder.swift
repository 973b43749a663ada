package import OracleSQL
package import OracleWire

/// Writes fields of PostgreSQL's binary form as values of the Oracle wire, without an allocation per value.
package struct FieldEncoder: Sendable {
    package let form: WireForm
    /// Of the session, for TIMESTAMP WITH LOCAL TIME ZONE.
    package let zone: SessionZone

    package init(_ form: WireForm, zone: SessionZone = .utc) {
        self.form = form
        self.zone = zone
    }

    package init(_ type: OracleType, zone: SessionZone = .utc) { self.init(WireForm(type), zone: zone) }

    /// Writes one value with its length in front; nil is NULL.
    @inline(__always)
    package func write(_ field: UnsafeRawBufferPointer?, to writer: WireWriter) throws(OracleFailure) {
        guard let field else { return writeNull(to: writer) }
        switch form {
        case .text, .raw: writer.clr(field)
        case .number: try number(field, writer)
        case .date: try date(field, writer)
        default: try writeOther(field, writer)
        }
    }

    private func writeNull(to writer: WireWriter) {
        writer.null()
        switch form {
        case .long, .longRaw:
            writer.ub(0)
            writer.ub(0)
        default: break
        }
    }

    private func writeOther(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        switch form {
        case .timestamp: try timestamp(field, writer)
        case .timestampLTZ: try localTimestamp(field, writer)
        case .timestampTZ: try zonedTimestamp(field, writer)
        case .float: try float(field, writer)
        case .double: try double(field, writer)
        case .intervalYM: try months(field, writer)
        case .intervalDS: try daySeconds(field, writer)
        case .nationalText: NationalText.write(field, to: writer)
        case .rowid: try RowidText.write(field, to: writer)
        case .urowid: RowidText.writeUniversal(field, to: writer)
        case .boolean:
            let value: [UInt8] = field.first == 0 ? [0] : [1, 1]
            writer.clr(value)
        case .long(let isNational):
            if isNational { NationalText.write(field, to: writer) } else { writer.clr(field) }
            writer.ub(0)
            writer.ub(0)
        case .longRaw:
            writer.clr(field)
            writer.ub(0)
            writer.ub(0)
        case .text, .raw, .number, .date, .locator, .cursor:
            preconditionFailure("locators and cursors are written by their owner")
        }
    }

    @inline(__always)
    private func number(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        var room = SIMD32<UInt8>()
        let isWritten = withUnsafeMutableBytes(of: &room) { room in
            let out = room.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            guard let numeric = NumericField(field), let count = NumberEncoding.encode(numeric, out) else {
                return false
            }
            writer.clr(out, count: count)
            return true
        }
        guard isWritten else { throw OracleFailure(1426, "numeric overflow") }
    }

    @inline(__always)
    private func date(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard field.count == 8 else { throw Self.wrongYear }
        let microseconds = Int64(bigEndian: field.loadUnaligned(as: Int64.self))
        var seconds = microseconds / 1_000_000
        if microseconds % 1_000_000 < 0 { seconds &-= 1 }
        try moment(seconds &+ Int64(DatetimeEncoding.daysToOrigin &* 86_400), nil, nil, writer)
    }

    /// A date-time of seven bytes, with the nanoseconds behind when there are any, and the zone behind both.
    @inline(__always)
    private func moment(
        _ seconds: Int64, _ nanoseconds: Int32?, _ zone: (UInt8, UInt8)?, _ writer: WireWriter
    ) throws(OracleFailure) {
        var room = SIMD16<UInt8>()
        let isWritten = withUnsafeMutableBytes(of: &room) { room in
            let out = room.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            guard DatetimeEncoding.encode(seconds: seconds, out) else { return false }
            var count = 7
            if let nanoseconds, nanoseconds != 0 || zone != nil {
                DatetimeEncoding.store(UInt32(bitPattern: nanoseconds), out + 7)
                count = 11
            }
            if let zone {
                out[11] = zone.0
                out[12] = zone.1
                count = 13
            }
            writer.clr(out, count: count)
            return true
        }
        guard isWritten else { throw Self.wrongYear }
    }

    @inline(__always)
    private func timestamp(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard let (seconds, nanoseconds) = NumericField(field)?.secondsAndNanoseconds else { throw Self.wrongYear }
        try moment(seconds, nanoseconds, nil, writer)
    }

    private func localTimestamp(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard let (seconds, nanoseconds) = NumericField(field)?.secondsAndNanoseconds else { throw Self.wrongYear }
        try moment(seconds &+ Int64(zone.offset(atUTC: seconds)), nanoseconds, nil, writer)
    }

    private func zonedTimestamp(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard let parts = ZonedField(field), let (seconds, nanoseconds) = parts.moment.secondsAndNanoseconds else {
            throw Self.wrongYear
        }
        let name = String(decoding: parts.zone, as: UTF8.self)
        let offset = Session.offsetSeconds(name) ?? SessionZone(name).offset(atUTC: seconds)
        let bytes = (
            UInt8(truncatingIfNeeded: 20 + offset / 3600), UInt8(truncatingIfNeeded: 60 + offset / 60 % 60)
        )
        try moment(seconds, nanoseconds, bytes, writer)
    }

    private func float(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard field.count == 4 else { throw OracleFailure(1426, "numeric overflow") }
        let bits = UInt32(bigEndian: field.loadUnaligned(as: UInt32.self))
        let sortable = bits >> 31 == 0 ? bits | 1 << 31 : ~bits
        withUnsafeBytes(of: sortable.bigEndian) { writer.clr($0) }
    }

    private func double(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard field.count == 8 else { throw OracleFailure(1426, "numeric overflow") }
        let bits = UInt64(bigEndian: field.loadUnaligned(as: UInt64.self))
        let sortable = bits >> 63 == 0 ? bits | 1 << 63 : ~bits
        withUnsafeBytes(of: sortable.bigEndian) { writer.clr($0) }
    }

    private func months(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard field.count == 4 else { throw OracleFailure(1873, "the leading precision of the interval is too small") }
        let months = Int(Int32(bigEndian: field.loadUnaligned(as: Int32.self)))
        var room = SIMD8<UInt8>()
        withUnsafeMutableBytes(of: &room) { room in
            let out = room.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            DatetimeEncoding.store(UInt32(truncatingIfNeeded: months / 12 &+ 0x8000_0000), out)
            out[4] = UInt8(truncatingIfNeeded: months % 12 &+ 60)
            writer.clr(out, count: 5)
        }
    }

    private func daySeconds(_ field: UnsafeRawBufferPointer, _ writer: WireWriter) throws(OracleFailure) {
        guard let found = NumericField(field)?.secondsAndNanoseconds else {
            throw OracleFailure(1873, "the leading precision of the interval is too small")
        }
        // All parts carry the sign, so a negative fraction goes back below its second.
        var (seconds, nanoseconds) = (found.seconds, Int64(found.nanoseconds))
        if seconds < 0, nanoseconds > 0 {
            seconds += 1
            nanoseconds -= 1_000_000_000
        }
        guard abs(seconds / 86_400) < 1_000_000_000 else {
            throw OracleFailure(1873, "the leading precision of the interval is too small")
        }
        var room = SIMD16<UInt8>()
        withUnsafeMutableBytes(of: &room) { room in
            let out = room.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
            DatetimeEncoding.store(UInt32(truncatingIfNeeded: seconds / 86_400 &+ 0x8000_0000), out)
            out[4] = UInt8(truncatingIfNeeded: seconds / 3600 % 24 &+ 60)
            out[5] = UInt8(truncatingIfNeeded: seconds / 60 % 60 &+ 60)
            out[6] = UInt8(truncatingIfNeeded: seconds % 60 &+ 60)
            DatetimeEncoding.store(UInt32(truncatingIfNeeded: nanoseconds &+ 0x8000_0000), out + 7)
            writer.clr(out, count: 11)
        }
    }

    private static let wrongYear = OracleFailure(1841, "(full) year must be between -4713 and +9999, and not be 0")
}
