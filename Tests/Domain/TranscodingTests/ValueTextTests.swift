import Model
import OracleWire
import Testing
import Values

@testable import Transcoding

@Suite struct ValueTextTests {
    private func read(_ bytes: [UInt8], _ form: ValueForm) -> String? {
        bytes.withUnsafeBytes { ValueText.read($0, form)?.text }
    }

    private func isCut(_ bytes: [UInt8], _ form: ValueForm) -> Bool? {
        bytes.withUnsafeBytes { ValueText.read($0, form)?.isCut }
    }

    private func stored(_ count: Int, _ store: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { place, written in
            if let start = place.baseAddress { store(start) }
            written = count
        }
    }

    @Test(arguments: ["0", "-12.5", "99999999999999999999999999999999999999", "0.000000000000000000001"])
    func aNumberIsItsDigits(_ text: String) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(read(try #require(OracleNumber.bytes(decimal)), .base100Number) == text)
    }

    @Test func whatNoDestinationHoldsIsShownAllTheSame() {
        #expect(read([0xFF, 0x65], .base100Number) == "Infinity")
        let ancient = OracleDateTime(
            year: -4712, month: 1, day: 2, hour: 3, minute: 4, second: 5, nanosecond: 0)
        #expect(read(stored(7) { ancient.storeDate(at: $0) }, .centuryDateTime) == "-4712-01-02 03:04:05")
        #expect(read(stored(8) { OracleFloat.store(Double.nan, at: $0) }, .orderedDouble) == "nan")
    }

    @Test func timesKeepTheDigitsThatCountAndTheirZone() {
        let moment = OracleDateTime(
            year: 2024, month: 2, day: 29, hour: 23, minute: 5, second: 9, nanosecond: 120_000_000)
        let bytes = stored(11) { _ = moment.storeTimestamp(at: $0) }
        #expect(read(bytes, .centuryDateTime) == "2024-02-29 23:05:09.12")
        let east = OracleZonedTime(utc: moment, zone: .offset(minutes: 90))
        #expect(read(stored(13) { east.store(at: $0) }, .zonedDateTime) == "2024-03-01 00:35:09.12 +01:30")
        let region = OracleZonedTime(utc: moment, zone: .region(77))
        #expect(read(stored(13) { region.store(at: $0) }, .zonedDateTime) == "2024-02-29 23:05:09.12 UTC")
    }

    @Test func intervalsAndTruthAreWordsOfTheirOwn() {
        let months = YearMonthInterval(months: -38)
        #expect(read(stored(5) { months.store(at: $0) }, .monthInterval) == "-3-02")
        let days = DaySecondInterval(days: 4, hours: 5, minutes: 6, seconds: 7, nanoseconds: 500_000_000)
        #expect(read(stored(11) { days.store(at: $0) }, .dayInterval) == "+4 05:06:07.5")
        #expect(read(OracleBoolean.bytes(true), .boolean) == "true")
    }

    @Test func textIsBoundedAndCutBetweenCharacters() throws {
        #expect(read(Array("Grüße".utf8), .text) == "Grüße")
        #expect(isCut(Array("Grüße".utf8), .text) == false)
        let long = Array(String(repeating: "€", count: 3_000).utf8)
        #expect(read(long, .text) == String(repeating: "€", count: 1_000))
        #expect(isCut(long, .text) == true)
        let emoji = Array(("x" + String(repeating: "😀", count: 2_000)).utf8)
        #expect(read(emoji, .text)?.count == 1_000)
        #expect(read([0x4F, 0x60, 0x59, 0x7D], .wideText) == "你好")
        let wide = ("a" + String(repeating: "😀", count: 2_000)).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(read(wide, .wideText)?.count == 1_000)
        #expect(isCut(wide, .wideText) == true)
    }

    @Test func whatIsNoTextIsNotGuessed() {
        #expect(read([1, 2, 3], .bytes) == nil)
        #expect(read([0xC3, 0x28], .text) == nil)
        #expect(read([0x41], .wideText) == nil)
        #expect(read([0xD8, 0x00], .wideText) == nil, "half of a pair")
        for form in [
            ValueForm.base100Number, .centuryDateTime, .zonedDateTime, .orderedFloat, .orderedDouble, .monthInterval,
            .dayInterval, .boolean,
        ] { #expect(read([], form) == nil, "\(form)") }
    }
}
