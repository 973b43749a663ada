import Testing
import Values

@testable import OracleWire

@Suite struct TimeTests {
    @Test func datesHaveTheirDocumentedBytes() throws {
        let bytes = hex("78 7c 02 1d 0e 0f 10")
        let date = try bytes.withUnsafeBytes { try OracleDateTime($0) }
        #expect(date == OracleDateTime(year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15))
        #expect(date.civil?.description == "2024-02-29 13:14:15")
        #expect(stored { date.storeTimestamp(at: $0) } == bytes)
        #expect(date.secondsSinceEpoch == 1_709_212_455)
        #expect(OracleDateTime(secondsSinceEpoch: 1_709_212_455) == date)
    }

    @Test func timestampsKeepTheirNanoseconds() throws {
        let bytes = hex("78 7c 02 1d 0e 0f 10 07 5b ca 00")
        let time = try bytes.withUnsafeBytes { try OracleDateTime($0) }
        #expect(time.nanosecond == 123_456_000)
        #expect(stored { time.storeTimestamp(at: $0) } == bytes)
        #expect(time.civil.map { OracleDateTime($0) } == time)
    }

    @Test(arguments: [-4712, -4700, -101, -100, -99, -1, 1, 99, 100, 1582, 1999, 2000, 9999])
    func everyYearComesBack(year: Int) throws {
        let date = OracleDateTime(year: year, month: 3, day: 1, hour: 23, minute: 59, second: 59)
        let bytes = try #require(stored { date.storeTimestamp(at: $0) })
        #expect(bytes[0] < 100 || bytes[1] < 100 || year > 0)
        #expect(try bytes.withUnsafeBytes { try OracleDateTime($0) } == date)
        #expect(OracleDateTime(secondsSinceEpoch: date.secondsSinceEpoch) == date)
    }

    @Test func fieldsOutOfRangeAreRefused() {
        for bytes in [
            "", "78", "78 7c 0d 1d 0e 0f 10", "78 7c 02 20 0e 0f 10", "78 7c 02 1d 1a 0f 10", "78 7c 02 1d 00 01 01",
        ]
            + ["78 7c 02 1d 0e 0f 10 ff ff ff ff", "ff ff 02 1d 0e 0f 10"]
        {
            #expect(throws: WireFailure.self, "\(bytes)") {
                _ = try hex(bytes).withUnsafeBytes { try OracleDateTime($0) }
            }
        }
    }

    @Test func zonesHaveTheirDocumentedBytes() throws {
        let bytes = hex("78 7c 02 1d 08 2d 10 07 5b ca 00 19 5a")
        let time = try bytes.withUnsafeBytes { try OracleZonedTime($0) }
        #expect(time.zone == .offset(minutes: 330))
        #expect(time.local?.civil?.description == "2024-02-29 13:14:15.123456")
        #expect(
            stored {
                time.store(at: $0)
                return 13
            } == bytes)
        let west = try hex("78 7c 02 1d 08 2d 10 00 00 00 00 11 1e").withUnsafeBytes { try OracleZonedTime($0) }
        #expect(west.zone == .offset(minutes: -210))
        for number in [0, 1, 63, 64, 1234, 8191] as [UInt16] {
            let zoned = OracleZonedTime(utc: time.time, zone: .region(number))
            let bytes = try #require(
                stored {
                    zoned.store(at: $0)
                    return 13
                })
            #expect(try bytes.withUnsafeBytes { try OracleZonedTime($0) } == zoned)
        }
    }

    @Test func intervalsHaveTheirDocumentedBytes() throws {
        let bytes = hex("80 00 00 01 3e 3f 40 9d cd 65 00")
        let interval = try bytes.withUnsafeBytes { try DaySecondInterval($0) }
        #expect(interval == DaySecondInterval(days: 1, hours: 2, minutes: 3, seconds: 4, nanoseconds: 500_000_000))
        let negative = hex("7f ff ff ff 3a 39 38 62 32 9b 00")
        let other = DaySecondInterval(totalSeconds: -interval.totalSeconds, nanoseconds: -500_000_000)
        #expect(try negative.withUnsafeBytes { try DaySecondInterval($0) } == other)
        #expect(
            stored {
                other?.store(at: $0)
                return 11
            } == negative)
        #expect(
            stored {
                interval.store(at: $0)
                return 11
            } == bytes)
        let months = hex("80 00 00 01 3e")
        #expect(try months.withUnsafeBytes { try YearMonthInterval($0).months } == 14)
        for months in [0, 14, -14, 11, -11, 11_999_999_999, -11_999_999_999] as [Int64] {
            let bytes = try #require(
                stored {
                    YearMonthInterval(months: months).store(at: $0)
                    return 5
                })
            #expect(try bytes.withUnsafeBytes { try YearMonthInterval($0).months } == months)
        }
    }

    @Test func regionsHaveNumbersAndNames() {
        for name in [
            "Europe/Berlin", "US/Pacific", "Asia/Kolkata", "UTC", "Etc/GMT+3", "America/Argentina/Buenos_Aires",
        ] {
            let number = ZoneTable.number(name.uppercased())
            #expect(number.flatMap(ZoneTable.name) == name && (number ?? .max) < 1 << 13)
        }
        #expect(ZoneTable.number("Moon/Base") == nil && ZoneTable.name(8000) == nil)
    }
}
