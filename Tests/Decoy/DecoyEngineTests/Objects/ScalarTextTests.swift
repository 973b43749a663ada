import DecoyDictionary
import PostgresClient
import Testing

@testable import DecoyEngine

@Suite struct ScalarTextTests {
    private static let samples: [(Representation, [String])] = [
        (.numeric, ["0", "-1", "12345.678", "0.00000001", "-99999999999999999999.5", "100000000", "10000.0001"]),
        (.timestamp, ["-1.000000001", "1454.500000000"]), (.text, ["", "é\"\\"]),
        (.float4, ["1.5", "-3.4028235e+38", "NaN", "Infinity"]), (.float8, ["0.1", "-Infinity", "1e-300"]),
        (.intervalYM, ["-13", "2147483647"]), (.rowid, ["9223372036854775807", "-1"]), (.boolean, ["true", "false"]),
        (.bytea, ["\\x", "\\x00ff7f"]),
        (.date, ["2016-02-10 14:13:50", "0001-01-01 00:00:00", "4712-12-31 23:59:59 BC", "1969-12-31 23:59:59"]),
        (.timestampTZ, ["(1454.5,+01:00)", "(-0.25,Europe/Berlin)"]),
    ]

    /// PostgreSQL is the judge: what it makes of a text is what is made here, and its text is read back.
    @Test func textsAndFieldsAreWhatPostgreSQLMakesOfThem() async throws {
        try await withBlocks { session in
            for (representation, texts) in Self.samples {
                for text in texts {
                    let rows = try session.query(
                        "SELECT $1::\(representation.postgresType)", [PostgresValue(.text, Array(text.utf8))])
                    let field = try #require(rows.bytes(0, 0))
                    let own = try #require(ScalarText.field(text, representation), "\(text)")
                    let again = try #require(ScalarText.text(field, representation), "\(text)")
                    #expect(ScalarText.text(own, representation) == again, "\(text)")
                    let type = representation.postgresType
                    let back = try session.query(
                        "SELECT $1::\(type) IS NOT DISTINCT FROM $2::\(type)",
                        [PostgresValue(.text, Array(text.utf8)), PostgresValue(.text, Array(again.utf8))])
                    #expect(back.bytes(0, 0) == [1], "\(text) became \(again)")
                    if representation != .numeric, representation != .timestamp, representation != .timestampTZ {
                        #expect(own == field, "\(text)")
                    }
                }
            }
        }
    }

    @Test func whatIsNoneIsRefused() {
        let wrong: [(String, Representation)] = [
            ("x", .numeric), ("1,5", .float4), ("2147483648", .intervalYM), ("yes", .boolean), ("00", .bytea),
            ("\\x0", .bytea), ("\\xzz", .bytea), ("2016-02-10", .date), ("2016-13-10 00:00:00", .date),
            ("99999-01-01 00:00:00", .date), ("1,x", .timestampTZ), ("(x,y)", .timestampTZ), ("(1)", .timestampTZ),
        ]
        for (text, representation) in wrong { #expect(ScalarText.field(text, representation) == nil, "\(text)") }
        for representation in [Representation.numeric, .float4, .float8, .intervalYM, .rowid, .date, .timestampTZ] {
            #expect(ScalarText.text([1, 2, 3], representation) == nil)
        }
        #expect(NumericBytes(bytes: [0, 9, 0, 0, 0, 0, 0, 0]).decimalText == nil)
        #expect(NumericBytes(bytes: [0, 0, 0, 0, 0xC0, 0, 0, 0]).decimalText == nil)
    }
}
