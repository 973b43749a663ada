package import Values

/// The fields of a DATE or a TIMESTAMP: 7 or 11 bytes. Years go from −4712 (BC) to 9999; there is no year 0.
package struct OracleDateTime: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var nanosecond: Int

    package init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    /// Takes 7 bytes (no fraction) or 11. Days that no month has (31 February) pass: the calendar is not checked.
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard bytes.count == 7 || bytes.count == 11 else { throw WireFailure("DATE", .wrongForm) }
        year = (Int(bytes[0]) - 100) * 100 + Int(bytes[1]) - 100
        month = Int(bytes[2])
        day = Int(bytes[3])
        hour = Int(bytes[4]) - 1
        minute = Int(bytes[5]) - 1
        second = Int(bytes[6]) - 1
        nanosecond = 0
        if bytes.count == 11 {
            nanosecond = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 7, as: UInt32.self)))
        }
        guard isInRange else { throw WireFailure("DATE", .wrongForm) }
    }

    /// Whether every field is within its own range.
    package var isInRange: Bool {
        (-4712...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
            && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
            && (0...999_999_999).contains(nanosecond)
    }

    /// Writes seven bytes.
    package func storeDate(at place: UnsafeMutablePointer<UInt8>) {
        precondition(isInRange, "a date that is written has fields within their ranges")
        // Both parts of a year BC are negative, so both bytes stay below 100.
        place[0] = UInt8(100 + year / 100)
        place[1] = UInt8(100 + year % 100)
        place[2] = UInt8(month)
        place[3] = UInt8(day)
        place[4] = UInt8(hour + 1)
        place[5] = UInt8(minute + 1)
        place[6] = UInt8(second + 1)
    }

    /// Writes a TIMESTAMP and gives its length: 7 without a fraction, else 11.
    package func storeTimestamp(at place: UnsafeMutablePointer<UInt8>) -> Int {
        storeDate(at: place)
        guard nanosecond != 0 else { return 7 }
        storeBig(UInt32(nanosecond), at: place + 7)
        return 11
    }

    /// The same as a value of our own; nil for years before our era and days that do not exist on the calendar of it.
    package var civil: CivilDateTime? {
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        return CivilDateTime(date, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    }

    package init(_ civil: CivilDateTime) {
        self.init(
            year: civil.date.year, month: civil.date.month, day: civil.date.day, hour: civil.hour,
            minute: civil.minute, second: civil.second, nanosecond: civil.nanosecond)
    }

    /// Days since 1970-01-01 in the Gregorian calendar, carried back before its beginning.
    package var daysSinceEpoch: Int {
        // Astronomers have a year 0, which is 1 BC.
        let astronomical = year < 0 ? year + 1 : year
        let shifted = month > 2 ? astronomical : astronomical - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds since 1970-01-01 00:00:00 of the same clock, without the fraction.
    package var secondsSinceEpoch: Int64 {
        Int64(daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// nil outside of the years that a DATE has.
    package init?(secondsSinceEpoch seconds: Int64, nanosecond: Int = 0) {
        guard seconds > -220_000_000_000, seconds < 260_000_000_000 else { return nil }
        let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let clock = Int(seconds) - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let astronomical = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(
            year: astronomical <= 0 ? astronomical - 1 : astronomical, month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: clock / 3600, minute: clock / 60 % 60,
            second: clock % 60, nanosecond: nanosecond)
        guard isInRange else { return nil }
    }
}

/// Four bytes in big-endian order, at a place that need not be aligned.
func storeBig(_ number: UInt32, at place: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(place).storeBytes(of: number.bigEndian, as: UInt32.self)
}
