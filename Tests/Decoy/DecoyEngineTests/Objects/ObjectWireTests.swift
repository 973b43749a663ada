import OracleSQL
import OracleWire
import Testing

@testable import DecoyEngine

/// Objects on their way between cells and images, and what a client is told of their types.
@Suite(.serialized) struct ObjectWireTests {
    private static let locators = ObjectLocators(
        bytes: { [UInt8](repeating: 0, count: 7) + [UInt8(truncatingIfNeeded: $0.number)] },
        number: { $0.last.map { UInt64($0) } })

    private static func prepare(_ session: Session) throws {
        guard session.failure("SELECT COUNT(*) FROM yards") != nil else { return }
        for text in [
            "CREATE TYPE spot AS OBJECT (x NUMBER(3), name NVARCHAR2(5), at TIMESTAMP WITH TIME ZONE)",
            "CREATE TYPE tags AS VARRAY(2) OF VARCHAR2(4)",
            "CREATE TYPE yard AS OBJECT (first spot, words tags, note CLOB, mark RAW(4), day DATE)",
            "CREATE TABLE yards (id NUMBER, content yard)",
            """
            CREATE PACKAGE wired AS
                TYPE pair IS RECORD (a PLS_INTEGER, b BOOLEAN);
                TYPE pairs IS TABLE OF pair INDEX BY BINARY_INTEGER;
                TYPE words IS TABLE OF NUMBER INDEX BY VARCHAR2(10);
                PROCEDURE turn (p IN OUT pairs);
            END;
            """,
            """
            CREATE PACKAGE BODY wired AS
                PROCEDURE turn (p IN OUT pairs) IS
                BEGIN
                    p(p.FIRST).b := NOT p(p.FIRST).b;
                    p(9).a := p.COUNT;
                END;
            END;
            """,
        ] { _ = try session.run(text) }
    }

    private static func code(_ body: () throws(OracleFailure) -> Cell) -> Int? {
        do throws(OracleFailure) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    private static func frame(_ session: Session, _ cell: Cell) throws -> ObjectFrame {
        guard let bytes = cell.bytes else { return try session.frame(of: nil, cell.type, locators) }
        return try bytes.withUnsafeBytes { try session.frame(of: $0, cell.type, locators) }
    }

    private static func first(_ session: Session, _ sql: String) throws -> Cell {
        let cursor = try #require(try session.run(sql).cursor)
        #expect(try cursor.next())
        return cursor.cell(0)
    }

    @Test func anObjectIsTheSameAfterItsImageWasReadBack() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let full =
                "yard(spot(-7, n'é', TIMESTAMP '2020-02-29 01:02:03.5 +05:30'), tags('a', NULL), 'note', "
                + "HEXTORAW('00FF'), DATE '1969-12-31')"
            for text in [
                full, "yard(NULL, NULL, NULL, NULL, NULL)", "yard(spot(NULL, NULL, NULL), tags(), '', '', NULL)",
            ] {
                let cell = try Self.first(session, "SELECT \(text) FROM DUAL")
                let frame = try Self.frame(session, cell)
                #expect(frame.image.first == 0x84)
                let back = try session.cell(of: frame, cell.type, Self.locators)
                #expect(try Self.frame(session, back).image.count == frame.image.count)
                _ = try session.run("DELETE FROM yards")
                _ = try session.run("INSERT INTO yards VALUES (1, :1)", [back])
                #expect(
                    try session.rows(
                        "SELECT y.content.first.name || TO_CHAR(y.content.first.at, 'TZHSSFF1')"
                            + " || RAWTOHEX(y.content.mark) || TO_CHAR(y.content.day, 'YYYY') FROM yards y") == [
                            [text == full ? "é+0503500FF1969" : nil]
                        ])
            }
            #expect(try Self.frame(session, .null(.object(schema: "BLOCKS", name: "YARD"))) == ObjectFrame())
        }
    }

    @Test func typesAreFoundByTheBytesThatNameThem() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            for names in [
                ["YARD"], ["BLOCKS", "TAGS"], ["WIRED", "PAIRS"], ["BLOCKS", "WIRED", "PAIR"], ["YARDS%ROWTYPE"],
            ] {
                let named = try #require(session.objectType(names: names))
                #expect(named.schema == "BLOCKS" && named.identity.count == 16)
                #expect(session.objectType(identity: named.identity) == named)
                #expect(session.objectType(of: named.type) == named)
            }
            for names in [
                ["NO_SUCH"], ["YARDS"], ["WIRED"], ["WIRED", "NONE"], ["YARD%ROWTYPE"], ["WIRED", "PAIR", "A"],
            ] {
                #expect(session.objectType(names: names) == nil)
            }
            for bytes: [UInt8] in [
                [], [1, 2], ObjectIdentity.inPackage(1, place: 0).bytes, ObjectIdentity.rows(-1).bytes,
            ] {
                #expect(session.objectType(identity: bytes) == nil)
            }
        }
    }

    @Test func whatOthersMayNotUseTheyCannotAskFor() async throws {
        try await withBlocks { session in try Self.prepare(session) }
        try await withBlocks(as: "SYSTEM") { session in
            #expect(session.objectType(names: ["BLOCKS", "YARD"]) != nil)
            _ = try session.run("CREATE USER stranger IDENTIFIED BY secret")
            _ = try session.run("GRANT CONNECT TO stranger")
        }
        try await withBlocks(as: "STRANGER") { session in
            #expect(session.objectType(names: ["BLOCKS", "YARD"]) == nil)
            #expect(session.objectType(names: ["BLOCKS", "WIRED", "PAIRS"]) == nil)
        }
    }

    @Test func tablesOfPackagesGoInAndOutOfBlocksWithTheirIndexes() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let named = try #require(session.objectType(names: ["WIRED", "PAIRS"]))
            let shape = ObjectShape.collection(.object([.value, .value]), isIndexed: true)
            let pair = ObjectContent.object([.bytes([0, 0, 0, 5]), .bytes([0, 0, 0, 1])])
            let given = ObjectFrame(
                typeIdentity: named.identity,
                image: ObjectImage.encode(.indexed([.init(index: -3, pair)]), shape))
            let cell = try session.cell(of: given, named.type, Self.locators)
            let out = try session.run("BEGIN wired.turn(:1); END;", [cell]).outCells[0]
            #expect(out.type == named.type)
            let changed = try ObjectImage.decode(try Self.frame(session, out).image, shape)
            #expect(
                changed
                    == .indexed([
                        .init(index: -3, .object([.bytes([0, 0, 0, 5]), .bytes([0, 0, 0, 0])])),
                        .init(index: 9, .object([.bytes([0, 0, 0, 1]), .null])),
                    ]))
        }
    }

    @Test func nullsGoInAndObjectsComeOutOfBlocks() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let null = Cell.null(.object(schema: "BLOCKS", name: "SPOT"))
            let text = "BEGIN IF :1 IS NULL THEN :1 := spot(1, 'a', NULL); END IF; END;"
            let made = try session.run(text, [null]).outCells[0]
            let shape = ObjectShape.object([.value, .value, .value])
            #expect(
                try ObjectImage.decode(try Self.frame(session, made).image, shape)
                    == .object([.bytes([0xC1, 2]), .bytes([0, 0x61]), .null]))
            _ = try session.run("DELETE FROM yards")
            _ = try session.run(
                "BEGIN INSERT INTO yards VALUES (1, yard(:1, NULL, NULL, NULL, NULL)); END;", [made])
            #expect(try session.rows("SELECT y.content.first.name FROM yards y") == [["a"]])
        }
    }

    static let wrong: [(ObjectContent, Int)] = [
        (.object([.bytes([0xC2, 11]), .null, .null]), 22_814), (.object([.bytes([0xC1, 0]), .null, .null]), 1722),
        (.object([.null, .bytes(Array("\0a\0b\0c\0d\0e\0f".utf8)), .null]), 22_814),
        (.object([.null, .null, .bytes([1])]), 1858),
    ]

    @Test(arguments: wrong.indices) func valuesThatTheTypeDoesNotHoldAreRefused(_ index: Int) async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let type = OracleType.object(schema: "BLOCKS", name: "SPOT")
            let identity = try #require(session.objectType(of: type)).identity
            let shape = ObjectShape.object([.value, .value, .value])
            let image = ObjectImage.encode(Self.wrong[index].0, shape)
            let frame = ObjectFrame(typeIdentity: identity, image: image)
            #expect(
                Self.code { () throws(OracleFailure) in try session.cell(of: frame, type, Self.locators) }
                    == Self.wrong[index].1)
        }
    }

    @Test func bytesThatAreNoImageAndTypesThatAreNoneAreRefused() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            let type = OracleType.object(schema: "BLOCKS", name: "TAGS")
            let identity = try #require(session.objectType(of: type)).identity
            func code(_ image: [UInt8], _ type: OracleType) -> Int? {
                let frame = ObjectFrame(typeIdentity: identity, image: image)
                return Self.code { () throws(OracleFailure) in try session.cell(of: frame, type, Self.locators) }
            }
            #expect(code([1, 2, 3], type) == 22_625)
            let three = ObjectContent.collection([.null, .null, .null])
            #expect(code(ObjectImage.encode(three, .collection(.value)), type) == 22_909)
            #expect(code([1], .object(schema: nil, name: "")) == 3115)
            #expect(code([1], .object(schema: "SYS", name: "ANYDATA")) == 3115)
            #expect(code([], type) == nil)
        }
    }

    @Test func driversAreToldOfAttributesElementsAndRows() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            func ask(_ name: String) throws -> (code: String?, name: String?, rows: [[String?]]) {
                let cells = [
                    Cell.null(.plainNumber), Cell.text(name, .varchar2(256, .byte)), Cell.null(.raw(16)),
                    Cell.null(.plainNumber), Cell.null(.raw(4000)), Cell.null(.refCursor),
                ]
                let outcome = try session.run(
                    """
                    DECLARE i VARCHAR2(5); o VARCHAR2(128); n VARCHAR2(128); s SYS_REFCURSOR;
                    BEGIN :r := sys.dbms_pickler.get_type_shape(:n, :o, :v, :t, i, o, n, :a, s); END;
                    """, cells)
                var rows: [[String?]] = []
                if let cursor = outcome.outCursors[5] {
                    while try cursor.next() { rows.append([1, 3, 4, 5].map { cursor.cell($0).text }) }
                }
                return (try session.display(outcome.outCells[0]), outcome.outCells[1].text, rows)
            }
            let yard = try ask("blocks.\"YARD\"")
            #expect(yard.code == "0" && yard.name == "BLOCKS.YARD")
            #expect(
                yard.rows == [
                    ["FIRST", "SPOT", "BLOCKS", nil], ["WORDS", "TAGS", "BLOCKS", nil], ["NOTE", "CLOB", nil, nil],
                    ["MARK", "RAW", nil, nil], ["DAY", "DATE", nil, nil],
                ])
            #expect(try ask("tags").rows == [[nil, "VARCHAR2", nil, nil]])
            #expect(try ask("wired.pairs").rows == [[nil, "PAIR", "BLOCKS", "WIRED"]])
            #expect(try ask("wired.pair").rows.map { $0[1] } == ["PL/SQL PLS INTEGER", "PL/SQL BOOLEAN"])
            #expect(try ask("yards%rowtype").name == "BLOCKS.YARDS%ROWTYPE")
            #expect(try ask("\"SYS\".\"XMLTYPE\"").code == "0")
            for name in ["nothing", "\"yard\"", "a.b.c.d", "\"", "", "."] { #expect(try ask(name).code != "0") }
            #expect(
                session.failure("BEGIN :1 := dbms_pickler.get_type_shape(:2); END;", [.text("x"), .text("y")])?.code
                    == 6550)
            #expect(throws: OracleFailure.self) { try ask("wired.words") }
        }
    }

    @Test func typesOfPackagesAreInTheDictionary() async throws {
        try await withBlocks { session in
            try Self.prepare(session)
            #expect(PackageType.all(in: "not a package").isEmpty)
            let types = PackageType.all(in: "PACKAGE p AS TYPE t IS TABLE OF s.u%ROWTYPE; TYPE c IS REF CURSOR; END;")
            #expect(types.map(\.form) == ["TABLE", "OTHER"] && types[0].elementNames == ["S", "U%ROWTYPE"])
        }
    }
}
