import OracleSQL
import Testing

@testable import DecoyEngine

@Suite struct LOBPackageTests {
    private static let clob = Cell(.clob, Array("hello world".utf8))
    private static let blob = Cell(.blob, [1, 2, 3, 4])

    @Test(arguments: [
        ("dbms_lob.writeappend(:x, 2, '!?#');", "hello world!?"), ("dbms_lob.write(:x, 3, 1, 'HEL');", "HELlo world"),
        ("dbms_lob.write(:x, 1, 14, 'z');", "hello world  z"), ("dbms_lob.trim(:x, 5);", "hello"),
        ("dbms_lob.append(:x, ' again');", "hello world again"),
        ("dbms_lob.copy(:x, 'abcdef', 3, 1, 4);", "deflo world"), ("dbms_lob.copy(:x, :x, 5, 12);", "hello worldhello"),
        ("declare n number := 50; begin dbms_lob.erase(:x, n, 9); :x := :x || n; end;", "hello wo   3"),
        (
            "declare n number := 3; b varchar2(10); begin dbms_lob.read(:x, n, 10, b); :x := b || n; end;", "ld2"
        ),
    ])
    func aTextIsChangedByItsCharacters(statement: String, expected: String) async throws {
        try await withBlocks { session in
            let values = try session.block("begin \(statement) end;", [Self.clob])
            #expect(values == [expected])
        }
    }

    @Test(
        arguments: [
            ("dbms_lob.writeappend(:x, 2, hextoraw('0A0B'));", [1, 2, 3, 4, 10, 11]),
            ("dbms_lob.writeappend(:x, 1, '0A');", [1, 2, 3, 4, 10]),
            ("dbms_lob.copy(:x, :x, 4, 5);", [1, 2, 3, 4, 1, 2, 3, 4]),
            ("declare n number := 2; begin dbms_lob.erase(:x, n); end;", [0, 0, 3, 4]), ("dbms_lob.trim(:x, 1);", [1]),
        ] as [(String, [UInt8])])
    func aBinaryValueIsChangedByItsBytes(statement: String, expected: [UInt8]) async throws {
        try await withBlocks { session in
            let outcome = try session.run("begin \(statement) end;", [Self.blob])
            #expect(outcome.outCells.map(\.bytes) == [expected])
        }
    }

    @Test(arguments: [
        ("dbms_lob.trim(:x, 12);", 22_926), ("dbms_lob.copy(:x, 'abc', 1, 1, 4);", 22_994),
        ("dbms_lob.writeappend(:x, 3, 'ab');", 21_560), ("dbms_lob.write(:x, 1, 0, 'a');", 21_560),
        ("declare c clob; begin dbms_lob.writeappend(c, 1, 'a'); end;", 6502),
        ("declare n number := 1; b varchar2(5); begin dbms_lob.read(:x, n, 12, b); end;", 1403),
    ])
    func whatDoesNotFitIsRefused(statement: String, code: Int) async throws {
        try await withBlocks { session in
            #expect(session.failure("begin \(statement) end;", [Self.clob])?.code == code)
        }
    }
}
