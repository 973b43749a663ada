import OracleWire
import Testing
import Values

@testable import OracleClient

@Suite struct ValueTests {
    private func decode(
        _ bytes: [UInt8]?, _ type: OracleTypeCode, _ form: CharsetForm = .implicit
    ) throws -> OracleValue {
        guard let bytes else { return try OracleValue(nil, type: type, form: form) }
        return try bytes.withUnsafeBytes { try OracleValue($0, type: type, form: form) }
    }

    @Test func everyTypeIsDecodedExactly() throws {
        #expect(try decode([0xC2, 0x02, 0x18, 0x2E], .number) == .number(try #require(ExactDecimal("123.45"))))
        #expect(try decode([0x80], .number) == 0)
        #expect(try decode([0xFF, 0x65], .number) == .infiniteNumber(isNegative: false))
        #expect(try decode([0x00], .number) == .infiniteNumber(isNegative: true))
        #expect(try decode(Array("é".utf8), .varchar) == "é")
        #expect(try decode([0, 0xE9], .char, .national) == .nationalText("é"))
        #expect(try decode([1, 2], .raw) == .bytes([1, 2]))
        #expect(try decode([1, 2], .longRaw) == .bytes([1, 2]))
        #expect(try decode([1], .boolean) == true)
        #expect(try decode([0xBF, 0xF8, 0, 0, 0, 0, 0, 0], .binaryDouble) == 1.5)
        #expect(try decode([0xBF, 0xC0, 0, 0], .binaryFloat) == .float(1.5))
        let moment = OracleDateTime(year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, nanosecond: 0)
        let date: [UInt8] = [0x78, 0x7C, 2, 0x1D, 0x0E, 0x0F, 0x10]
        #expect(try decode(date, .date) == .date(moment))
        #expect(try decode(date, .timestamp) == .timestamp(moment))
        #expect(try decode(date, .timestampLTZ) == .localTimestamp(moment))
        #expect(try decode([0x80, 0, 0, 1, 0x3E], .intervalYM) == .yearsToMonths(YearMonthInterval(months: 14)))
        #expect(try decode(nil, .number) == nil)
        #expect(try decode([9], OracleTypeCode(rawValue: 250)) == .bytes([9]))
    }

    @Test func bytesThatAreNoValueAreRefused() {
        for (bytes, type) in [
            ([1], .date), ([1, 2, 3], .binaryDouble), ([1], .timestampTZ), ([1], .rowid), ([], .intervalDS),
        ] as [([UInt8], OracleTypeCode)] {
            #expect(throws: WireFailure.self, "\(type)") { try decode(bytes, type) }
        }
    }

    @Test func integersAreGivenWhenTheyFit() throws {
        #expect(OracleValue.integer(.max).integer == .max)
        #expect(OracleValue.integer(.min).integer == .min)
        #expect(OracleValue.number(try #require(ExactDecimal("12.00"))).integer == 12)
        #expect(OracleValue.number(try #require(ExactDecimal("12.5"))).integer == nil)
        #expect(OracleValue.number(try #require(ExactDecimal("9223372036854775808"))).integer == nil)
        #expect(OracleValue.number(try #require(ExactDecimal("-9223372036854775809"))).integer == nil)
        #expect(OracleValue.text("1").integer == nil)
        #expect(OracleValue.text("1").text == "1")
        #expect(OracleValue.bytes([1]).bytes == [1])
        #expect(OracleValue.integer(1).decimal == ExactDecimal(1 as Int64))
        #expect(OracleValue.null.isNull)
    }

    @Test func typesAreSpelledAsInDefinitions() {
        func text(_ type: OracleTypeCode, _ precision: Int8 = 0, _ scale: Int8 = 0, national: Bool = false) -> String {
            var column = ColumnMetadata(name: "C", type: type, bufferSize: 40)
            column.precision = precision
            column.scale = scale
            column.characters = 10
            column.form = national ? .national : .implicit
            return OracleColumn(column).typeText
        }
        #expect(text(.number, 0, -127) == "NUMBER")
        #expect(text(.number, 10, 2) == "NUMBER(10,2)")
        #expect(text(.number, 38, 0) == "NUMBER(38)")
        #expect(text(.number, 126, -127) == "FLOAT(126)")
        #expect(text(.varchar) == "VARCHAR2(10)")
        #expect(text(.varchar, national: true) == "NVARCHAR2(10)")
        #expect(text(.char, national: true) == "NCHAR(10)")
        #expect(text(.raw) == "RAW(40)")
        #expect(text(.timestampTZ, 0, 9) == "TIMESTAMP(9) WITH TIME ZONE")
        #expect(text(.intervalDS, 3, 6) == "INTERVAL DAY(3) TO SECOND(6)")
        #expect(text(OracleTypeCode(rawValue: 250)) == "TYPE 250")
    }

    @Test func versionNumbersAreTakenApartAsTheyWerePacked() {
        #expect(ServerIdentity.parts(of: 318_963_712, fieldVersion: 12) == [19, 3, 0, 0, 0])
        #expect(ServerIdentity.parts(of: 202_375_680, fieldVersion: 7) == [12, 1, 0, 2, 0])
    }
}

@Suite struct ErrorTests {
    @Test func everyNumberOfTheTableHasAMeaningAndAdviceThatIsASentence() {
        #expect(OracleFailureTable.knownNumbers.count > 120)
        for number in OracleFailureTable.knownNumbers {
            let failure = OracleFailureTable.failure(of: number)
            if let advice = failure.advice { #expect(advice.count > 5 && !advice.hasSuffix(".")) }
        }
        #expect(OracleFailureTable.failure(of: 20_123).kind == .other)
        #expect(OracleFailureTable.failure(of: 911).kind == .syntax)
        #expect(OracleFailureTable.failure(of: 77_777).kind == .other)
    }

    @Test func valuesInAnErrorsTextAreNotShown() {
        let error = OracleError(
            number: 1722, text: "ORA-01722: invalid number 'secret' in 'it''s'", place: "h:1/s")
        #expect(!"\(error)".contains("secret"))
        #expect(!"\(error)".contains("it"))
        #expect(error.textWithValues.contains("secret"))
        #expect("\(OracleError(number: 54, text: "busy", place: "h:1/s"))".hasPrefix("h:1/s: ORA-00054: busy"))
    }

    @Test func aLostTransactionStopsWhateverTheNumberSays() {
        let error = OracleError(number: 3113, text: "x", place: "h")
        #expect(error.remedy == .reconnect)
        #expect(error.losingTransaction().remedy == .stop)
        #expect(error.losingTransaction().description.contains("open transaction"))
    }

    @Test func outlinesShowNoLiterals() {
        #expect(
            outline(of: "select 'a''b',  12.5, t1.c2 from t1\n where x = :1 and y='z'")
                == "select ?, ?, t1.c2 from t1 where x = :1 and y=?")
        #expect(outline(of: String(repeating: "x ", count: 300)).hasSuffix("…"))
        #expect(outline(of: "select 'open") == "select ?")
    }
}
