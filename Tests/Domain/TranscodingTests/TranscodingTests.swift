import Bytes
import Model
import OracleWire
import Testing
import Transcoding
import Values

/// One value through a transcoder of one column.
func write(
    _ bytes: [UInt8], _ form: ValueForm, _ stored: StoredType, _ onLoss: LossRule = .refuse,
    source: ColumnType = .other("")
) throws -> Result<String, ValueRefusal> {
    let plan = CopyPlan(
        source: ObjectName("S", "T"), destination: ObjectName("s", "t"),
        columns: [
            CopyColumn(
                sourceName: "A", sourceType: source, destinationName: "a", destinationType: stored, onLoss: onLoss)
        ], addressing: .whole)
    let transcoder = try #require(RowTranscoder.compile(plan, forms: [form]).transcoder)
    var writer = ByteWriter()
    if let refusal = transcoder.append(0, of: RowBlock(rows: [[bytes]], columnCount: 1), to: &writer) {
        let left = writer.count
        #expect(left == 0, "nothing stays of a refused row")
        return .failure(refusal)
    }
    let text = String(decoding: writer.array, as: UTF8.self)
    #expect(text.hasPrefix("(") && text.hasSuffix(")"))
    return .success(String(text.dropFirst().dropLast()))
}

func number(_ text: String) throws -> [UInt8] {
    let decimal = try #require(ExactDecimal(text))
    return try #require(OracleNumber.bytes(decimal))
}

private func moment(_ year: Int, _ month: Int, _ day: Int, _ nanosecond: Int = 0, _ clock: Int = 0) -> [UInt8] {
    let value = OracleDateTime(
        year: year, month: month, day: day, hour: clock / 3600, minute: clock / 60 % 60, second: clock % 60,
        nanosecond: nanosecond)
    return [UInt8](unsafeUninitializedCapacity: 11) { place, count in
        count = value.storeTimestamp(at: place.baseAddress!)
    }
}

func refused(_ reason: ValueRefusal.Reason) -> Result<String, ValueRefusal> {
    .failure(ValueRefusal(column: 0, reason))
}

@Suite struct NumberTranscodingTests {
    @Test(arguments: [
        "0", "1", "-1", "99", "100", "-12345678901234567", "9223372036854775807", "-9223372036854775808",
        "99999999999999999999999999999999999999",
    ])
    func aWholeNumberArrivesAsItsDigits(_ text: String) throws {
        #expect(try write(number(text), .base100Number, .integer(bits: 64, isUnsigned: false)) == .success(text))
        #expect(try write(number(text), .base100Number, .decimal(precision: 38, scale: 0)) == .success(text))
    }

    @Test(arguments: ["0.1", "-0.05", "123.4567", "0.000000000000000000000000000001", "-99999999999999999999.99"])
    func aFractionArrivesAsItsDigits(_ text: String) throws {
        #expect(try write(number(text), .base100Number, .decimal(precision: 65, scale: 30)) == .success(text))
        let asText = try write(number(text), .base100Number, .text(charactersMax: 40, isFixed: false))
        #expect(asText == .success("'\(text)'"))
    }

    @Test func numbersOfMoreDigitsThanAnyDecimalAreRefused() throws {
        func whole(_ digits: String) throws -> Result<String, ValueRefusal> {
            try write(number(digits), .base100Number, .decimal(precision: 65, scale: 0), .round)
        }
        let longest = "9" + String(repeating: "0", count: 64)
        #expect(try whole(longest) == .success(longest))
        #expect(try whole("-" + longest) == .success("-" + longest))
        #expect(try whole("1" + String(repeating: "0", count: 65)) == refused(.range))
        #expect(try whole("-1" + String(repeating: "0", count: 125)) == refused(.range))
    }

    @Test func digitsThatCannotBeKeptFollowTheRuleOfTheirColumn() throws {
        func scale2(_ text: String, _ rule: LossRule) throws -> Result<String, ValueRefusal> {
            try write(number(text), .base100Number, .decimal(precision: 10, scale: 2), rule)
        }
        #expect(try scale2("1.005", .refuse) == refused(.fraction))
        #expect(try scale2("1.005", .round) == .success("1.01"))
        #expect(try scale2("-1.005", .round) == .success("-1.01"))
        #expect(try scale2("1.0049", .round) == .success("1.00"))
        #expect(try scale2("9.995", .round) == .success("10.00"))
        #expect(try scale2("-99.999", .round) == .success("-100.00"))
        #expect(try scale2("0.999", .truncate) == .success("0.99"))
        #expect(try scale2("0.999", .null) == .success("NULL"))
        #expect(try scale2("0.99", .refuse) == .success("0.99"))
        let whole = try write(number("-7.5"), .base100Number, .integer(bits: 32, isUnsigned: false), .round)
        #expect(whole == .success("-8"))
    }

    @Test func whatIsNotFiniteIsRefusedOrNull() throws {
        let infinity: [UInt8] = [0xFF, 101]
        #expect(try write(infinity, .base100Number, .double) == refused(.infinity))
        #expect(try write(infinity, .base100Number, .double, .null) == .success("NULL"))
        func double(_ value: Double, _ rule: LossRule = .refuse) throws -> Result<String, ValueRefusal> {
            let bytes = [UInt8](unsafeUninitializedCapacity: 8) { place, count in
                OracleFloat.store(value, at: place.baseAddress!)
                count = 8
            }
            return try write(bytes, .orderedDouble, .double, rule)
        }
        #expect(try double(.nan) == refused(.notANumber))
        #expect(try double(-.infinity) == refused(.infinity))
        #expect(try double(.nan, .null) == .success("NULL"))
        #expect(try double(0.1) == .success("0.1"))
        #expect(try double(-1.7976931348623157e308) == .success("-1.7976931348623157e+308"))
        #expect(try double(-0.0) == .success("-0.0"))
    }

    @Test func aBinaryFloatArrivesAsTheDoubleOfTheSameValue() throws {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4) { place, count in
            OracleFloat.store(Float(0.1), at: place.baseAddress!)
            count = 4
        }
        #expect(try write(bytes, .orderedFloat, .double) == .success("0.10000000149011612"))
    }

    @Test func bytesThatAreNoNumberAreRefusedWhateverTheRule() throws {
        for bytes in [[0xC1], [0xC1, 0], [UInt8](repeating: 0xC1, count: 30), []] as [[UInt8]] {
            let result = try write(bytes, .base100Number, .decimal(precision: 10, scale: 2), .null)
            guard case .failure(let refusal) = result, case .malformed = refusal.reason else {
                Issue.record("\(bytes): \(result)")
                continue
            }
        }
    }
}

@Suite struct TextTranscodingTests {
    private let varchar = StoredType.text(charactersMax: 100, isFixed: false)

    @Test func textIsQuotedAndEscaped() throws {
        #expect(try write(Array("it's \\ \0\n".utf8), .text, varchar) == .success(#"'it\'s \\ \0\n'"#))
        #expect(try write(Array("日本語 😀 é".utf8), .text, varchar) == .success("'日本語 😀 é'"))
        #expect(try write([], .text, varchar) == .success("''"))
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x61, 0xC3],
            [0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x80],
        ] as [[UInt8]])
    func bytesThatAreNoCharactersAreRefused(_ bytes: [UInt8]) throws {
        #expect(try write(bytes, .text, varchar, .null) == refused(.notText))
    }

    @Test func wideTextArrivesInUTF8() throws {
        let bytes = Array("a'é日😀".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(try write(bytes, .wideText, varchar) == .success(#"'a\'é日😀'"#))
        for broken in [[0x00], [0xD8, 0x00], [0xD8, 0x00, 0x00, 0x41], [0xDC, 0x00]] as [[UInt8]] {
            #expect(try write(broken, .wideText, varchar) == refused(.notText))
        }
    }

    @Test func blanksOfAFixedColumnAreCutOnlyWhereTheDestinationWouldCutThem() throws {
        let fixed = ColumnType.character(.init(length: 5, countsBytes: false, isFixed: true))
        let char = StoredType.text(charactersMax: 5, isFixed: true)
        #expect(try write(Array("ab   ".utf8), .text, char, source: fixed) == .success("'ab'"))
        #expect(try write(Array("ab   ".utf8), .text, varchar, source: fixed) == .success("'ab   '"))
        #expect(try write([0, 0x61, 0, 0x20], .wideText, char, source: fixed) == .success("'a'"))
    }

    @Test func bytesArriveAsBytesOrAsDigits() throws {
        #expect(
            try write([0, 0x41, 0x27], .bytes, .bytes(bytesMax: 9, isFixed: false)) == .success(#"_binary'\0A\''"#))
        #expect(try write([0x0A, 0xFF], .bytes, varchar) == .success("'0AFF'"))
    }

    @Test func aValueThatAFixedColumnWouldFillUpIsRefused() throws {
        let binary = StoredType.bytes(bytesMax: 2, isFixed: true)
        #expect(try write([1, 0x41], .bytes, binary) == .success("_binary'\u{1}A'"))
        #expect(try write([1], .bytes, binary) == refused(.length))
        #expect(try write([1], .bytes, binary, .round) == refused(.length))
        #expect(try write([1], .bytes, binary, .null) == .success("NULL"))
        #expect(try write([1], .bytes, .bytes(bytesMax: 2, isFixed: false)) == .success("_binary'\u{1}'"))
    }

    @Test func theAddressOfARowArrivesAsTextAndInItsParts() throws {
        let address = PhysicalRowid(object: 70_000, file: 5, block: 131, slot: 2)
        let bytes = [UInt8](unsafeUninitializedCapacity: 12) { place, count in
            address.store(at: place.baseAddress!)
            count = 12
        }
        #expect(try write(bytes, .rowAddress, .text(charactersMax: 18, isFixed: true)) == .success("'\(address.text)'"))
        var plan = CopyPlan(
            source: ObjectName("S", "T"), destination: ObjectName("s", "t"), columns: [], addressing: .rowAddress)
        plan.addressColumns = ["a", "b", "c", "d"]
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [.rowAddress]).transcoder)
        var writer = ByteWriter()
        #expect(transcoder.append(0, of: RowBlock(rows: [[bytes]], columnCount: 1), to: &writer) == nil)
        #expect(String(decoding: writer.array, as: UTF8.self) == "(70000,5,131,2)")
    }
}

@Suite struct TimeTranscodingTests {
    private func at(
        _ bytes: [UInt8], _ fraction: Int, _ rule: LossRule = .refuse
    ) throws -> Result<String, ValueRefusal> {
        try write(bytes, .centuryDateTime, .dateTime(fraction: fraction), rule)
    }

    @Test func aMomentArrivesToItsLastDigit() throws {
        #expect(try at(moment(2026, 11, 21), 0) == .success("'2026-11-21 00:00:00'"))
        #expect(try at(moment(1, 1, 1, 0, 86_399), 6) == .success("'0001-01-01 23:59:59'"))
        #expect(try at(moment(9999, 12, 31, 999_999_000, 86_399), 6) == .success("'9999-12-31 23:59:59.999999'"))
        #expect(try at(moment(2024, 2, 29, 1_000), 6) == .success("'2024-02-29 00:00:00.000001'"))
    }

    @Test func digitsBeyondTheSixthFollowTheRule() throws {
        let nanos = moment(2026, 1, 31, 999_999_500, 86_399)
        #expect(try at(nanos, 6) == refused(.fraction))
        #expect(try at(nanos, 6, .truncate) == .success("'2026-01-31 23:59:59.999999'"))
        #expect(try at(nanos, 6, .round) == .success("'2026-02-01 00:00:00'"))
        #expect(try at(moment(2026, 1, 1, 499), 6, .round) == .success("'2026-01-01 00:00:00'"))
        #expect(try at(moment(9999, 12, 31, 999_999_999, 86_399), 6, .round) == refused(.year))
    }

    @Test func daysThatTheCalendarDoesNotHaveAreRefused() throws {
        #expect(try at(moment(-4712, 1, 1), 0) == refused(.year))
        #expect(try at(moment(-4712, 1, 1), 0, .null) == .success("NULL"))
        #expect(try at(moment(2023, 2, 29), 0) == refused(.noSuchDay))
    }

    @Test func aMomentWithAZoneArrivesInUTC() throws {
        let zoned = OracleZonedTime(
            utc: OracleDateTime(year: 2026, month: 6, day: 1, hour: 10), zone: .offset(minutes: 330))
        let bytes = [UInt8](unsafeUninitializedCapacity: 13) { place, count in
            zoned.store(at: place.baseAddress!)
            count = 13
        }
        let result = try write(bytes, .zonedDateTime, .dateTime(fraction: 6))
        #expect(result == .success("'2026-06-01 10:00:00'"))
    }

    @Test func aDayAloneLosesItsTimeOnlyByRule() throws {
        #expect(try write(moment(2026, 1, 2), .centuryDateTime, .date) == .success("'2026-01-02'"))
        #expect(try write(moment(2026, 1, 2, 0, 5), .centuryDateTime, .date) == refused(.fraction))
        #expect(try write(moment(2026, 1, 2, 0, 5), .centuryDateTime, .date, .truncate) == .success("'2026-01-02'"))
    }

    @Test func intervalsHaveOneForm() throws {
        let text = StoredType.text(charactersMax: 30, isFixed: false)
        func months(_ value: Int64) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: 5) { place, count in
                YearMonthInterval(months: value).store(at: place.baseAddress!)
                count = 5
            }
        }
        #expect(try write(months(38), .monthInterval, text) == .success("'+3-02'"))
        #expect(try write(months(-1), .monthInterval, text) == .success("'-0-01'"))
        let day = DaySecondInterval(days: -4, hours: -5, minutes: -6, seconds: -7, nanoseconds: -80_000_000)
        let bytes = [UInt8](unsafeUninitializedCapacity: 11) { place, count in
            day.store(at: place.baseAddress!)
            count = 11
        }
        let six = ColumnType.dayInterval(dayDigits: 2, fraction: 6)
        #expect(try write(bytes, .dayInterval, text, source: six) == .success("'-4 05:06:07.080000'"))
        let none = ColumnType.dayInterval(dayDigits: 2, fraction: 0)
        #expect(try write(bytes, .dayInterval, text, source: none) == .success("'-4 05:06:07'"))
    }
}

@Suite struct RowTranscoderTests {
    private let plan = CopyPlan(
        source: ObjectName("S", "T"), destination: ObjectName("s", "t"),
        columns: [
            CopyColumn(
                sourceName: "N", sourceType: .number(precision: 5, scale: 3), destinationName: "n",
                destinationType: .decimal(precision: 5, scale: 1), onLoss: .round),
            CopyColumn(
                sourceName: "C", sourceType: .character(.init(length: 9, countsBytes: false)), destinationName: "c",
                destinationType: .text(charactersMax: 9, isFixed: false)),
        ], addressing: .whole)

    @Test func rowsFollowOneAnotherAndARefusedOneLeavesNothing() throws {
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [.base100Number, .text]).transcoder)
        let rows: [[[UInt8]?]] = [
            [try number("1.25"), Array("a".utf8)], [try number("2"), [0xFF]], [nil, nil], [try number("0.04"), []],
        ]
        let block = RowBlock(rows: rows, columnCount: 2)
        var writer = ByteWriter()
        let refusals = (0..<4).map { transcoder.append($0, of: block, to: &writer) }
        #expect(refusals == [nil, ValueRefusal(column: 1, .notText), nil, nil])
        #expect(String(decoding: writer.array, as: UTF8.self) == "(1.3,'a')(NULL,NULL)(0.0,'')")
        #expect(transcoder.takeLosses() == ["N round": 2])
        #expect(transcoder.takeLosses() == [:])
    }

    @Test func aRowThatIsNotWrittenLosesNothing() throws {
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [.base100Number, .text]).transcoder)
        let rows: [[[UInt8]?]] = [
            [try number("1.25"), Array("a".utf8)], [try number("2.25"), [0xFF]], [try number("3.25"), nil],
        ]
        let block = RowBlock(rows: rows, columnCount: 2)
        var writer = ByteWriter()
        for row in 0..<3 { _ = transcoder.append(row, of: block, to: &writer) }
        let text = writer.array
        transcoder.uncount(1, of: block)
        transcoder.uncount(2, of: block)
        #expect(transcoder.takeLosses() == ["N round": 1])
        let before = transcoder.lossCounts
        _ = transcoder.append(0, of: block, to: &writer)
        transcoder.lossCounts = before
        #expect(transcoder.takeLosses() == [:])
        #expect(writer.array.starts(with: text), "what is written stays")
    }

    @Test func aColumnWithoutAWayIsNamedBeforeAnyRowIsRead() {
        #expect(RowTranscoder.compile(plan, forms: [.text, .text]).refusedColumn == 0)
        #expect(RowTranscoder.compile(plan, forms: [.base100Number, .bytes]).refusedColumn == nil)
        #expect(RowTranscoder.compile(plan, forms: [.base100Number]).transcoder == nil)
    }

    @Test func everyReasonHasWordsAndNoneCarriesTheValue() {
        let reasons: [ValueRefusal.Reason] = [
            .fraction, .digits, .range, .notANumber, .infinity, .year, .noSuchDay, .length, .notText,
            .malformed("DATE"),
        ]
        let failures = reasons.map { ValueRefusal(column: 0, $0).failure(column: "PRICE") }
        #expect(Set(failures.map(\.number)).count == reasons.count)
        #expect(failures.allSatisfy { $0.message.contains("PRICE") || $0.message.contains("value") })
    }
}

/// `RowTranscoder+Slices`: values in parts.
@Suite struct SliceTests {
    private func slices(
        _ bytes: [UInt8], _ form: ValueForm, _ stored: StoredType, first: Int, others: Int
    ) throws -> (texts: [String], length: Int64)? {
        let plan = CopyPlan(
            source: ObjectName("S", "T"), destination: ObjectName("s", "t"),
            columns: [
                CopyColumn(
                    sourceName: "A", sourceType: .largeText(national: false), destinationName: "a",
                    destinationType: stored)
            ], addressing: .whole)
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [form]).transcoder)
        let block = RowBlock(rows: [[bytes]], columnCount: 1)
        guard let ranges = transcoder.slices(of: 0, 0, in: block, first: first, others: others) else { return nil }
        #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == bytes.count)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(ranges.dropFirst().allSatisfy { $0.count <= others } && ranges[0].count <= first)
        let texts = try ranges.map { range in
            var writer = ByteWriter()
            let refusal = transcoder.append(0, 0, of: block.row(0, cutting: [0: range]), to: &writer)
            try #require(refusal == nil, "\(range)")
            return String(decoding: writer.array, as: UTF8.self)
        }
        return (texts, transcoder.length(of: 0, 0, in: block))
    }

    @Test func noSliceEndsInsideACharacter() throws {
        let text = "aé中😀b"
        for size in 4...12 {
            let cut = try #require(
                try slices(Array(text.utf8), .text, .largeText(bytesMax: 100), first: size, others: 4))
            #expect(cut.texts.map { $0.dropFirst().dropLast() }.joined() == text && cut.length == 5)
            let wide = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
            let cutWide = try #require(
                try slices(wide, .wideText, .largeText(bytesMax: 100), first: size, others: 5))
            #expect(cutWide.texts.map { $0.dropFirst().dropLast() }.joined() == text && cutWide.length == 5)
        }
    }

    @Test func bytesAreCutAnywhereAndNumbersNot() throws {
        let bytes = [UInt8](0...255)
        let cut = try #require(try slices(bytes, .bytes, .largeBytes(bytesMax: 1_000), first: 100, others: 7))
        #expect(cut.texts.count == 24 && cut.length == 256)
        #expect(try slices(number("12345678"), .base100Number, .largeText(bytesMax: 9), first: 4, others: 4) == nil)
    }

    @Test func bytesThatAreNoTextAreRefusedWhereverTheyAreCut() throws {
        let plan = CopyPlan(
            source: ObjectName("S", "T"), destination: ObjectName("s", "t"),
            columns: [
                CopyColumn(
                    sourceName: "A", sourceType: .largeText(national: false), destinationName: "a",
                    destinationType: .largeText(bytesMax: 100))
            ], addressing: .whole)
        let transcoder = try #require(RowTranscoder.compile(plan, forms: [.text]).transcoder)
        let block = RowBlock(rows: [[[UInt8](repeating: 0x80, count: 50)]], columnCount: 1)
        let slices = try #require(transcoder.slices(of: 0, 0, in: block, first: 8, others: 8))
        #expect(slices.last?.upperBound == 50)
        var writer = ByteWriter()
        writer.append("before")
        let refusal = transcoder.append(0, 0, of: block.row(0, cutting: [0: slices[1]]), to: &writer)
        let count = writer.count
        #expect(refusal == ValueRefusal(column: 0, .notText) && count == 6)
    }
}
