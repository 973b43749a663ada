internal import Bytes
internal import Model
internal import OracleWire
internal import Values

// Dates, times and intervals as literals.
extension ByteWriter {
    mutating func append(
        dateTime bytes: UnsafeRawBufferPointer, _ fraction: Int, _ rule: LossRule
    ) throws(WireFailure) -> ValueOutcome {
        var moment = try ByteWriter.moment(bytes)
        if let reason = ByteWriter.refusal(of: moment) { return .refused(reason) }
        var outcome = ValueOutcome.exact
        if moment.nanosecond != 0, fraction < 9 {
            let unit = ByteWriter.nanoseconds(inUnitOf: fraction)
            let rest = moment.nanosecond % unit
            if rest != 0 {
                switch rule {
                case .refuse, .null: return .refused(.fraction)
                case .truncate: moment.nanosecond -= rest
                case .round:
                    moment.nanosecond += rest * 2 >= unit ? unit - rest : -rest
                    if moment.nanosecond >= 1_000_000_000 {
                        guard let next = OracleDateTime(secondsSinceEpoch: moment.secondsSinceEpoch + 1),
                            next.year <= 9999
                        else { return .refused(.year) }
                        moment = next
                    }
                }
                outcome = .changed
            }
        }
        append(UInt8(ascii: "'"))
        append(day: moment)
        append(UInt8(ascii: " "))
        append(padded: UInt32(moment.hour), width: 2)
        append(UInt8(ascii: ":"))
        append(padded: UInt32(moment.minute), width: 2)
        append(UInt8(ascii: ":"))
        append(padded: UInt32(moment.second), width: 2)
        if fraction > 0, moment.nanosecond != 0 {
            append(UInt8(ascii: "."))
            append(padded: UInt32(moment.nanosecond / ByteWriter.nanoseconds(inUnitOf: fraction)), width: fraction)
        }
        append(UInt8(ascii: "'"))
        return outcome
    }

    /// The day alone; a time of day other than midnight is lost by the column's rule.
    mutating func append(date bytes: UnsafeRawBufferPointer, _ rule: LossRule) throws(WireFailure) -> ValueOutcome {
        let moment = try ByteWriter.moment(bytes)
        if let reason = ByteWriter.refusal(of: moment) { return .refused(reason) }
        let hasTime = moment.hour != 0 || moment.minute != 0 || moment.second != 0 || moment.nanosecond != 0
        if hasTime, rule == .refuse || rule == .null { return .refused(.fraction) }
        append(UInt8(ascii: "'"))
        append(day: moment)
        append(UInt8(ascii: "'"))
        return hasTime ? .changed : .exact
    }

    /// Sign, years, months: `+3-02`. The form that the same value always has.
    mutating func append(monthInterval bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        let months = try YearMonthInterval(bytes).months
        append(UInt8(ascii: "'"))
        append(UInt8(ascii: months < 0 ? "-" : "+"))
        append(decimal: months.magnitude / 12)
        append(UInt8(ascii: "-"))
        append(padded: UInt32(truncatingIfNeeded: months.magnitude % 12), width: 2)
        append(UInt8(ascii: "'"))
    }

    /// Sign, days, time of day with the fraction that the column declares: `+4 05:06:07.000000`.
    mutating func append(dayInterval bytes: UnsafeRawBufferPointer, _ fraction: Int) throws(WireFailure) {
        let interval = try DaySecondInterval(bytes)
        let isNegative = interval.totalSeconds < 0 || interval.nanoseconds < 0
        append(UInt8(ascii: "'"))
        append(UInt8(ascii: isNegative ? "-" : "+"))
        append(decimal: UInt64(interval.days.magnitude))
        append(UInt8(ascii: " "))
        append(padded: UInt32(interval.hours.magnitude), width: 2)
        append(UInt8(ascii: ":"))
        append(padded: UInt32(interval.minutes.magnitude), width: 2)
        append(UInt8(ascii: ":"))
        append(padded: UInt32(interval.seconds.magnitude), width: 2)
        if fraction > 0 {
            append(UInt8(ascii: "."))
            let unit = ByteWriter.nanoseconds(inUnitOf: fraction)
            append(padded: UInt32(Int(interval.nanoseconds.magnitude) / unit), width: fraction)
        }
        append(UInt8(ascii: "'"))
    }

    private mutating func append(day moment: OracleDateTime) {
        append(padded: UInt32(moment.year), width: 4)
        append(UInt8(ascii: "-"))
        append(padded: UInt32(moment.month), width: 2)
        append(UInt8(ascii: "-"))
        append(padded: UInt32(moment.day), width: 2)
    }

    /// A value with a zone stands in UTC already, unless it says that it does not.
    private static func moment(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> OracleDateTime {
        guard bytes.count == 13 else { return try OracleDateTime(bytes) }
        let zoned = try OracleZonedTime(bytes)
        guard zoned.isLocal else { return zoned.time }
        guard case .offset(let minutes) = zoned.zone,
            let utc = OracleDateTime(
                secondsSinceEpoch: zoned.time.secondsSinceEpoch - Int64(minutes) * 60,
                nanosecond: zoned.time.nanosecond)
        else { throw WireFailure("TIMESTAMP WITH TIME ZONE", .wrongForm) }
        return utc
    }

    private static func refusal(of moment: OracleDateTime) -> ValueRefusal.Reason? {
        guard moment.year >= 1 else { return .year }
        let day = CivilDate(year: moment.year, month: moment.month, day: moment.day)
        return day?.isOnCalendar == true ? nil : .noSuchDay
    }

    private static func nanoseconds(inUnitOf fraction: Int) -> Int {
        var unit = 1_000_000_000
        for _ in 0..<fraction { unit /= 10 }
        return unit
    }
}
