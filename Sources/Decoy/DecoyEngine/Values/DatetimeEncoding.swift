/// Oracle's fields of dates and times, from microseconds or seconds.
enum DatetimeEncoding {
    /// Days from 1970-01-01 to 2000-01-01, the origin of PostgreSQL's timestamps.
    static let daysToOrigin = 10_957
    /// Seconds of the years that Oracle knows: -4712-01-01 up to, and without, 10000-01-01.
    static let earliest: Int64 = -210_866_803_200
    static let latest: Int64 = 253_402_300_800

    /// Seven bytes from seconds since 1970; false when the year is none of Oracle's.
    @inline(__always)
    static func encode(seconds: Int64, _ out: UnsafeMutablePointer<UInt8>) -> Bool {
        guard seconds >= earliest, seconds < latest else { return false }
        var days = Int(seconds / 86_400)
        var rest = Int(seconds % 86_400)
        if rest < 0 {
            rest &+= 86_400
            days &-= 1
        }
        let (year, month, day) = civil(days)
        if year > 0 {
            out[0] = UInt8(truncatingIfNeeded: 100 &+ year / 100)
            out[1] = UInt8(truncatingIfNeeded: 100 &+ year % 100)
        } else {
            // There is no year zero: the year before 1 is -1.
            let before = 1 &- year
            out[0] = UInt8(truncatingIfNeeded: 100 &- before / 100)
            out[1] = UInt8(truncatingIfNeeded: 100 &- before % 100)
        }
        out[2] = UInt8(truncatingIfNeeded: month)
        out[3] = UInt8(truncatingIfNeeded: day)
        out[4] = UInt8(truncatingIfNeeded: rest / 3600 &+ 1)
        out[5] = UInt8(truncatingIfNeeded: rest / 60 % 60 &+ 1)
        out[6] = UInt8(truncatingIfNeeded: rest % 60 &+ 1)
        return true
    }

    /// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar without a beginning.
    @inline(__always)
    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Counted from 0000-03-01, so that a leap day is the last of its year; eras have 400 years.
        let shifted = days &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
        let dayOfEra = shifted &- era &* 146_097
        let yearOfEra =
            (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let monthFromMarch = (5 &* dayOfYear &+ 2) / 153
        let day = dayOfYear &- (153 &* monthFromMarch &+ 2) / 5 &+ 1
        let month = monthFromMarch < 10 ? monthFromMarch &+ 3 : monthFromMarch &- 9
        return (yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0), month, day)
    }

    /// Days since 1970-01-01.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Seconds since 1970 from seven bytes; nil when they are no date.
    static func seconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count >= 7 else { return nil }
        var year = (Int(bytes[0]) - 100) * 100 + Int(bytes[1]) - 100
        if year < 0 { year += 1 }
        let (month, day) = (Int(bytes[2]), Int(bytes[3]))
        let (hour, minute, second) = (Int(bytes[4]) - 1, Int(bytes[5]) - 1, Int(bytes[6]) - 1)
        guard (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second), (-4712...9999).contains(year)
        else { return nil }
        return Int64(days(year: year, month: month, day: day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    @inline(__always)
    static func store(_ number: UInt32, _ out: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(out).storeBytes(of: number.bigEndian, as: UInt32.self)
    }
}
