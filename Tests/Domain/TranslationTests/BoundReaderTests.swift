import Model
import Testing

@testable import Translation

@Suite struct BoundReaderTests {
    @Test(
        "bounds are evaluated into constants",
        arguments: [
            (
                "TO_DATE(' 2024-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')",
                "2024-01-01 00:00:00"
            ),
            ("TO_DATE('01-FEB-2024','DD-MON-YYYY')", "2024-02-01 00:00:00"),
            ("TO_DATE('01/02/99','DD/MM/RR')", "1999-02-01 00:00:00"),
            ("TO_DATE('20240229','YYYYMMDD')", "2024-02-29 00:00:00"),
            ("TO_DATE('2024-01-01 03:04:05 PM','YYYY-MM-DD HH:MI:SS AM')", "2024-01-01 15:04:05"),
            ("TO_DATE('January 5, 2024','MONTH DD, YYYY')", "2024-01-05 00:00:00"),
            ("TO_TIMESTAMP('2024-01-01 00:00:00.25','YYYY-MM-DD HH24:MI:SS.FF')", "2024-01-01 00:00:00.25"),
            ("DATE '2024-12-31'", "2024-12-31 00:00:00"),
            ("TIMESTAMP' 2024-01-01 00:00:00'", "2024-01-01 00:00:00"),
            ("TIMESTAMP'2024-01-01 00:00:00.500 +01:00'", "2023-12-31 23:00:00.500"),
            ("TIMESTAMP' 2024-01-02 02:00:00+02:30'", "2024-01-01 23:30:00"),
            ("TIMESTAMP' 2024-01-02 02:00:00.000000000-02:00'", "2024-01-02 04:00:00"),
            ("TIMESTAMP'2023-12-31 23:30:00 -01:00'", "2024-01-01 00:30:00"),
        ])
    func moments(_ text: String, _ expected: String) throws {
        #expect(try BoundReader.bounds(text) == [.moment(expected)])
    }

    @Test("lists and rows are taken apart")
    func lists() throws {
        #expect(try BoundReader.bounds("10, 'a,b', MAXVALUE") == [.number("10"), .text("a,b"), .maxValue])
        #expect(try BoundReader.values("1, -2.5, NULL", columns: 1) == [[.number("1")], [.number("-2.5")], [.null]])
        #expect(
            try BoundReader.values("( 'A', 1 ), ( 'B', NULL )", columns: 2) == [
                [.text("A"), .number("1")], [.text("B"), .null],
            ])
        #expect(try BoundReader.values(" default ", columns: 1) == nil)
        #expect(
            try BoundReader.bounds("1E3, 1.5E2, HEXTORAW('0aFF')") == [.number("1000"), .number("150"), .bytes("0aFF")])
    }

    @Test(
        "what cannot be evaluated is refused, never guessed",
        arguments: [
            "", "SYSDATE", "TO_DATE('2024-13-01','YYYY-MM-DD')", "TO_DATE('2023-02-29','YYYY-MM-DD')",
            "TO_DATE('-4712-01-01','SYYYY-MM-DD')", "TO_DATE('2024','YYYY','x', 5)", "TO_DATE('24-Q1','YY-Q')",
            "TIMESTAMP'2024-01-01 00:00:00 Europe/Berlin'", "TIMESTAMP'2024-01-01 00:00:00 +-9223372036854775807:00'",
            "TIMESTAMP'2024-01-01 00:00:00:00'", "TIMESTAMP'2024-01-01 00:00'", "DATE '2024-1x-01'",
            "DATE '2024--01-01'",
            "TIMESTAMP'2024-01-01 00:00:00 +25:00'", "TIMESTAMP'2024-01-01 00:00:00.5.5'", "1E999", "1 2", "1,", "(1",
            "f(1)", "DATE 'x'", "TO_DATE(x)", String(repeating: "(", count: 5000),
        ])
    func refused(_ text: String) {
        #expect(throws: ConversionRefusal.self) { try BoundReader.bounds(text) }
    }

    @Test("a constant becomes a literal of its column's type, or none")
    func literals() {
        #expect(
            BoundValue.number("20.5").literal(for: .integer(bits: 32, isUnsigned: false), isUpperBound: true) == "21")
        #expect(
            BoundValue.number("-20.5").literal(for: .integer(bits: 32, isUnsigned: false), isUpperBound: true) == "-20")
        #expect(
            BoundValue.number("20.5").literal(for: .integer(bits: 32, isUnsigned: false), isUpperBound: false) == nil)
        #expect(BoundValue.number("1").literal(for: .dateTime(fraction: 0), isUpperBound: true) == nil)
        #expect(BoundValue.number("128").literal(for: .integer(bits: 8, isUnsigned: false), isUpperBound: true) == nil)
        #expect(
            BoundValue.number("127").literal(for: .integer(bits: 8, isUnsigned: false), isUpperBound: true) == "127")
        #expect(BoundValue.number("-128").literal(for: .integer(bits: 8, isUnsigned: false), isUpperBound: true) != nil)
        #expect(BoundValue.number("255").literal(for: .integer(bits: 8, isUnsigned: true), isUpperBound: true) == "255")
        #expect(BoundValue.number("-1").literal(for: .integer(bits: 8, isUnsigned: true), isUpperBound: true) == nil)
        #expect(BoundValue.number("1").literal(for: .decimal(precision: 30, scale: 30), isUpperBound: true) == nil)
        #expect(
            BoundValue.number("-099.5").literal(for: .decimal(precision: 4, scale: 2), isUpperBound: true) == "-099.5")
        #expect(
            BoundValue.text("it's").literal(for: .text(charactersMax: 9, isFixed: false), isUpperBound: true)
                == "'it''s'")
        #expect(
            BoundValue.moment("2024-01-01 00:00:00.123456789").literal(for: .dateTime(fraction: 6), isUpperBound: true)
                == nil)
        #expect(
            BoundValue.moment("2024-01-01 00:00:00.120000000").literal(for: .dateTime(fraction: 2), isUpperBound: true)
                == "'2024-01-01 00:00:00.12'")
        #expect(BoundValue.moment("2024-01-01 00:00:00").literal(for: .date, isUpperBound: true) == "'2024-01-01'")
        #expect(BoundValue.null.literal(for: .date, isUpperBound: true) == nil)
        #expect(BoundValue.bytes("0A").literal(for: .bytes(bytesMax: 4, isFixed: false), isUpperBound: true) == "X'0A'")
    }
}
