package import OracleWire
package import Values

/// One value of the control path: exact, typed, on its own. Rows of the data plane stay in `OracleRowBatch`.
package enum OracleValue: Sendable, Hashable {
    case null
    case number(ExactDecimal)
    /// NUMBER can hold infinities, which only old programs write.
    case infiniteNumber(isNegative: Bool)
    /// VARCHAR2, CHAR, LONG, CLOB. An empty text is null to Oracle.
    case text(String)
    /// NVARCHAR2, NCHAR, NCLOB: binds in the national character set.
    case nationalText(String)
    /// RAW, LONG RAW, BLOB.
    case bytes([UInt8])
    /// DATE: to the second.
    case date(OracleDateTime)
    /// TIMESTAMP, without a zone.
    case timestamp(OracleDateTime)
    case zonedTimestamp(OracleZonedTime)
    /// TIMESTAMP WITH LOCAL TIME ZONE, in the zone of the session.
    case localTimestamp(OracleDateTime)
    case yearsToMonths(YearMonthInterval)
    case daysToSeconds(DaySecondInterval)
    case float(Float)
    case double(Double)
    case boolean(Bool)
    /// As text: 18 characters, or `*…` of index-organised tables.
    case rowid(String)
    /// An object or a collection. Not for binds.
    case object(OracleObject)
    /// A large object that stays on the server.
    case lob(OracleLOB)
    /// A result that a REF CURSOR opened.
    case rows(OracleRows)

    package static func integer(_ number: Int64) -> OracleValue { .number(ExactDecimal(number)) }

    package var isNull: Bool { self == .null }

    package var text: String? {
        switch self {
        case .text(let text), .nationalText(let text), .rowid(let text): text
        default: nil
        }
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { return bytes }
        return nil
    }

    package var decimal: ExactDecimal? {
        if case .number(let number) = self { return number }
        return nil
    }

    /// Nil for fractions and for what 64 bits do not hold.
    package var integer: Int64? {
        guard case .number(let number) = self else { return nil }
        let exact = number.normalized
        guard exact.scale == 0 else { return nil }
        var magnitude: UInt64 = 0
        for digit in exact.digits {
            let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            guard !overflow, !carry else { return nil }
            magnitude = sum
        }
        if exact.isNegative {
            return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
        }
        return Int64(exactly: magnitude)
    }
}

extension OracleValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int64) { self = .integer(number) }
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(floatLiteral number: Double) { self = .double(number) }
}
