/// INTERVAL DAY TO SECOND: 11 bytes. All parts have the same sign.
package struct DaySecondInterval: Sendable, Hashable {
    package var days: Int
    package var hours: Int
    package var minutes: Int
    package var seconds: Int
    package var nanoseconds: Int

    package init(days: Int, hours: Int = 0, minutes: Int = 0, seconds: Int = 0, nanoseconds: Int = 0) {
        self.days = days
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Cut into its parts; both arguments have the same sign, or one of them is 0. nil beyond nine digits of days.
    package init?(totalSeconds: Int64, nanoseconds: Int = 0) {
        guard totalSeconds.magnitude < 1_000_000_000 * 86_400, nanoseconds.magnitude < 1_000_000_000,
            totalSeconds.signum() * Int64(nanoseconds.signum()) >= 0
        else { return nil }
        days = Int(totalSeconds / 86_400)
        let rest = Int(totalSeconds % 86_400)
        hours = rest / 3600
        minutes = rest / 60 % 60
        seconds = rest % 60
        self.nanoseconds = nanoseconds
    }

    package var totalSeconds: Int64 { Int64(days) * 86_400 + Int64(hours * 3600 + minutes * 60 + seconds) }

    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard bytes.count == 11 else { throw WireFailure("INTERVAL DAY TO SECOND", .wrongForm) }
        days = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))) - 0x8000_0000
        hours = Int(bytes[4]) - 60
        minutes = Int(bytes[5]) - 60
        seconds = Int(bytes[6]) - 60
        nanoseconds = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 7, as: UInt32.self))) - 0x8000_0000
        guard isInRange else { throw WireFailure("INTERVAL DAY TO SECOND", .wrongForm) }
    }

    package var isInRange: Bool {
        days.magnitude < 1_000_000_000 && hours.magnitude < 24 && minutes.magnitude < 60 && seconds.magnitude < 60
            && nanoseconds.magnitude < 1_000_000_000
    }

    /// Writes eleven bytes.
    package func store(at place: UnsafeMutablePointer<UInt8>) {
        precondition(isInRange, "an interval that is written has parts within their ranges")
        storeBig(UInt32(days + 0x8000_0000), at: place)
        place[4] = UInt8(hours + 60)
        place[5] = UInt8(minutes + 60)
        place[6] = UInt8(seconds + 60)
        storeBig(UInt32(nanoseconds + 0x8000_0000), at: place + 7)
    }
}
