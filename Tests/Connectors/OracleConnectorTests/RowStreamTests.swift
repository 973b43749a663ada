import Bytes
import ConnectorKit
import Model
import OracleClient
import OracleWire
import TestKit
import Testing

@testable import OracleConnector

@Suite struct RowStreamTests {
    @Test func everyTypeComesInItsForm() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (N NUMBER, V VARCHAR2(20), NV NVARCHAR2(20), D DATE, TS TIMESTAMP(9),
            TZ TIMESTAMP(6) WITH TIME ZONE, TL TIMESTAMP(6) WITH LOCAL TIME ZONE, YM INTERVAL YEAR TO MONTH,
            DS INTERVAL DAY TO SECOND, BF BINARY_FLOAT, BD BINARY_DOUBLE, R RAW(10), C CLOB, NC NCLOB, B BLOB, I ROWID)
            """,
            """
            INSERT INTO T VALUES (1.5, 'väl', N'nå', DATE '2024-02-29', TIMESTAMP '2024-01-02 03:04:05.123456789',
            TIMESTAMP '2024-01-02 03:04:05 +02:00', TIMESTAMP '2024-01-02 03:04:05 +02:00',
            INTERVAL '1-2' YEAR TO MONTH,
            INTERVAL '1 02:03:04.5' DAY TO SECOND, 1.5F, 2.5D, HEXTORAW('00FF'), 'text', N'wide', HEXTORAW('0102'),
            'AAAR0oAAEAAAADHAAA')
            """, "INSERT INTO T (N) VALUES (NULL)")
        let source = try await schema.open()
        let columns: [(String, ColumnType)] = [
            ("N", .number(precision: nil, scale: nil)), ("V", .other("")), ("NV", .other("")), ("D", .date),
            ("TS", .other("")), ("TZ", .other("")), ("TL", .other("")), ("YM", .other("")), ("DS", .other("")),
            ("BF", .binaryFloat), ("BD", .binaryDouble), ("R", .raw(bytes: 10)), ("C", .largeText(national: false)),
            ("NC", .largeText(national: true)), ("B", .largeBytes), ("I", .rowAddress(bytesMax: nil)),
        ]
        let plan = schema.plan("T", columns)
        let stream = try await source.read(.whole, of: plan, rowsMax: 10)
        #expect(
            stream.forms == [
                .base100Number, .text, .wideText, .centuryDateTime, .centuryDateTime, .zonedDateTime, .centuryDateTime,
                .monthInterval, .dayInterval, .orderedFloat, .orderedDouble, .bytes, .text, .wideText, .bytes,
                .rowAddress,
            ])
        await stream.close()
        let rows = try await source.rows(plan)
        let first = try #require(rows.first { $0[0] != nil })
        #expect(first[1] == "väl")
        #expect(first[2] == "006e00e5")
        #expect(first[3] == "787c021d010101")
        #expect(first[11] == "00ff")
        #expect(first[12] == "text")
        #expect(first[13] == "0077006900640065")
        #expect(first[14] == "0102")
        #expect(first[15]?.count == 24)
        let second = try #require(rows.first { $0[0] == nil })
        #expect(second.allSatisfy { $0 == nil })
        await source.close()
    }

    @Test func rowsAreThoseOfThePositionWhateverIsCommittedMeanwhile() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID NUMBER PRIMARY KEY, V VARCHAR2(200))",
            "INSERT INTO T SELECT LEVEL, RPAD('x', 200, 'x') FROM DUAL CONNECT BY LEVEL <= 5000")
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", .number(precision: nil, scale: nil)), ("V", .other(""))])
        let stream = try await source.read(.whole, of: plan, rowsMax: 100)
        var count = try #require(try await stream.next()).rows.rowCount
        try await schema.run("DELETE FROM T WHERE ID > 10", "INSERT INTO T VALUES (9999, 'new')")
        while let block = try await stream.next()?.rows {
            for row in 0..<block.rowCount { #expect(block.bytes(row, 1).count == 200) }
            count += block.rowCount
        }
        #expect(count == 5000)
        let later = try await source.read(.whole, of: plan, rowsMax: 100)
        #expect(later.position > stream.position)
        await later.close()
        await source.close()
    }

    @Test func aBlockThatIsHeldKeepsItsValues() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID VARCHAR2(10))",
            "INSERT INTO T SELECT LPAD(TO_CHAR(LEVEL), 10, '0') FROM DUAL CONNECT BY LEVEL <= 3000")
        let source = try await schema.open()
        let stream = try await source.read(.whole, of: schema.plan("T", [("ID", .other(""))]), rowsMax: 100)
        let held = try #require(try await stream.next()).rows
        let before = String(decoding: held.bytes(0, 0), as: UTF8.self)
        var others = Set<String>()
        while let block = try await stream.next()?.rows {
            for row in 0..<block.rowCount { others.insert(String(decoding: block.bytes(row, 0), as: UTF8.self)) }
        }
        #expect(String(decoding: held.bytes(0, 0), as: UTF8.self) == before)
        #expect(others.count + held.rowCount == 3000)
        #expect(!others.contains(before))
        await source.close()
    }

    @Test func theAddressOfTheRowComesLastAndFindsItAgain() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (V VARCHAR2(10))", "INSERT INTO T VALUES ('one')")
        let source = try await schema.open()
        let plan = schema.plan("T", [("V", .other(""))], addressColumns: ["A", "B", "C", "D"])
        let stream = try await source.read(.whole, of: plan, rowsMax: 10)
        #expect(stream.forms == [.text, .rowAddress])
        let block = try #require(try await stream.next()).rows
        let address = try PhysicalRowid(block.bytes(0, 1)).text
        let found = try await schema.connection.table(
            "SELECT V FROM T WHERE ROWID = CHARTOROWID(:a)", [.value(.text(address))])
        #expect(found.rows == [[.text("one")]])
        await stream.close()
        await source.close()
    }

    @Test func largeValuesOfAnyLengthComeWhole() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER, C CLOB)")
        let lengths = [0, 1, 4000, 65_536, 65_537, 300_000]
        for (at, length) in lengths.enumerated() {
            try await schema.connection.execute(
                "INSERT INTO T VALUES (:1, :2)",
                [
                    .value(.integer(Int64(at))),
                    .value(length == 0 ? .null : .text(String(repeating: "é", count: length))),
                ])
        }
        try await schema.connection.commit()
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", .number(precision: nil, scale: nil)), ("C", .largeText(national: false))])
        let rows = try await source.rows(plan)
        #expect(rows.map { $0[1]?.count ?? 0 }.sorted() == lengths)
        await source.close()
    }

    /// And they are those of the chunk's position, whatever happens to the row while they are read.
    @Test func valuesBeyondTheLongestWholeOneComeInPieces() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER, C CLOB, N NCLOB, B BLOB, V VARCHAR2(5), S CLOB)")
        // Units of UTF-16 in pairs, behind one that stands alone: pieces would end within a pair.
        let text = "x" + String(repeating: "😀é", count: 360_000)
        let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let long = String(repeating: "y", count: RowQuery.wholeLength + 1)
        try await schema.connection.execute(
            "INSERT INTO T VALUES (1, :1, :2, :3, 'v', NULL)",
            [.value(.text(text)), .value(.nationalText(text)), .value(.bytes(bytes))])
        try await schema.connection.execute(
            "INSERT INTO T VALUES (2, :1, NULL, EMPTY_BLOB(), 'w', 'short é😀')", [.value(.text(long))])
        try await schema.connection.commit()
        let source = try await schema.open()
        let plan = schema.plan(
            "T",
            [
                ("ID", .number(precision: nil, scale: nil)), ("C", .largeText(national: false)),
                ("N", .largeText(national: true)), ("B", .largeBytes), ("V", .other("")),
                ("S", .largeText(national: false)),
            ])
        let stream = try await source.read(.whole, of: plan, rowsMax: 10)
        var pages: [RowPage] = []
        while let page = try await stream.next() { pages.append(page) }
        #expect(pages.map { $0.large.map(\.column) } == [[1, 2, 3], [1]])
        #expect(pages.map { $0.large.map(\.length) } == [[1_080_001, 1_080_001, 700_001], [2_097_153]])
        #expect(pages.allSatisfy { $0.rows.byteCount < 8 << 20 })
        try await schema.run("UPDATE T SET C = 'other', N = 'other', B = NULL", "DELETE FROM T")
        let whole = try await pages[0].whole()
        #expect(Array(whole.bytes(0, 1)) == Array(text.utf8))
        #expect(Array(whole.bytes(0, 2)) == text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        #expect(Array(whole.bytes(0, 3)) == bytes)
        #expect(Array(whole.bytes(0, 4)) == Array("v".utf8))
        let second = try await pages[1].whole()
        #expect(Array(second.bytes(0, 1)) == Array(long.utf8))
        #expect(Array(second.bytes(0, 5)) == Array("short é😀".utf8) && whole.isNull(0, 5))
        #expect(second.isNull(0, 2) && !second.isNull(0, 3) && second.bytes(0, 3).isEmpty)
        await stream.close()
        await source.close()
    }

    @Test func aRowOfManyShortLargeValuesComesOnce() async throws {
        let schema = try await TestSchema.make()
        let names = (0..<40).map { "C\($0)" }
        try await schema.run("CREATE TABLE T (\(names.map { "\($0) CLOB" }.joined(separator: ", ")))")
        let value = String(repeating: "x", count: 60_000)
        let places = names.indices.map { ":\($0 + 1)" }.joined(separator: ", ")
        try await schema.connection.execute(
            "INSERT INTO T VALUES (\(places))", OracleBinds(names.map { _ in .text(value) }))
        try await schema.connection.commit()
        let source = try await schema.open()
        let rows = try await source.rows(schema.plan("T", names.map { ($0, .largeText(national: false)) }))
        #expect(rows.count == 1 && rows[0].allSatisfy { $0?.utf8.count == value.utf8.count })
        await source.close()
    }

    @Test func fractionsInLiteralsStandBehindAPointWhateverTheTerritory() async throws {
        let schema = try await TestSchema.make()
        let literal = try #require(KeyText.literal(.double(1.5)))
        let question = "SELECT TO_CHAR(1.5), CASE WHEN \(literal) = 1.5D THEN 'same' END FROM DUAL"
        try await schema.run("ALTER SESSION SET NLS_NUMERIC_CHARACTERS = ',.'")
        #expect(try await schema.connection.table("SELECT TO_CHAR(1.5) FROM DUAL").rows == [[.text("1,5")]])
        for statement in OracleSource.sessionStatements { try await schema.run(statement) }
        #expect(try await schema.connection.table(question).rows == [[.text("1.5"), .text("same")]])
    }

    @Test func emptyLargeValuesAreNotNull() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID NUMBER, C CLOB, B BLOB)", "INSERT INTO T VALUES (1, EMPTY_CLOB(), NULL)",
            "INSERT INTO T VALUES (2, 'x', EMPTY_BLOB())", "INSERT INTO T VALUES (3, NULL, HEXTORAW('00'))")
        let source = try await schema.open()
        let plan = schema.plan(
            "T", [("ID", .number(precision: nil, scale: 0)), ("C", .largeText(national: false)), ("B", .largeBytes)])
        let rows = try await source.rows(plan)
        #expect(Set(rows.map { Array($0[1...]) }) == [["", nil], ["x", ""], [nil, "00"]])
        await source.close()
    }

    @Test func aFilterAndARangeOfKeysLeaveTheOtherRowsOut() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (A NUMBER, B VARCHAR2(5), PRIMARY KEY (A, B))",
            "INSERT INTO T SELECT TRUNC(LEVEL / 3), TO_CHAR(MOD(LEVEL, 3)) FROM DUAL CONNECT BY LEVEL <= 30")
        let source = try await schema.open()
        let columns: [(String, ColumnType)] = [("B", .other(""))]
        let plan = schema.plan("T", columns, addressing: .key(["A", "B"]), filter: "T.B <> '1' -- and no others")
        let range = ChunkRange.keys(columns: ["A", "B"], after: ["2", "'1'"], upTo: ["4", "'0'"])
        #expect(try await source.rows(plan, range).map { $0[0] ?? "" }.sorted() == ["0", "0", "2", "2"])
        await source.close()
    }

    @Test func aTableThatWasMovedIsRefusedAndNotReadAsEmpty() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (V VARCHAR2(4000))",
            "INSERT INTO T SELECT RPAD('x', 4000, 'x') FROM DUAL CONNECT BY LEVEL <= 2000")
        let source = try await schema.open()
        let plan = schema.plan("T", [("V", .other(""))])
        let chunks = try await source.allChunks(plan, bytesMax: 64 << 10)
        let last = try #require(chunks.last)
        guard case .rowAddresses = last.range else { throw Unexpected.range(last.range) }
        try await schema.run("TRUNCATE TABLE T")
        await #expect { _ = try await source.read(last.range, of: plan, rowsMax: 10) } throws: { error in
            (error as? DatabaseRefusal)?.failure.number == "ORACLE-0014"
        }
        await source.close()
    }

    @Test func aMissingTableIsARefusalWithItsCode() async throws {
        let schema = try await TestSchema.make()
        let source = try await schema.open()
        await #expect { _ = try await source.read(.whole, of: schema.plan("NONE", []), rowsMax: 1) } throws: { error in
            let refusal = error as? DatabaseRefusal
            return refusal?.code == "ORA-00942" && refusal?.remedy == .askOperator
        }
        await source.close()
    }
}

enum Unexpected: Error {
    case range(ChunkRange)
    case words(String)
}

@Suite struct LostSourceTests {
    @Test func aSessionThatIsKilledIsToldAndTheNextReadingHasANewOne() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID NUMBER, V VARCHAR2(200))",
            "INSERT INTO T SELECT LEVEL, RPAD('x', 200, 'x') FROM DUAL CONNECT BY LEVEL <= 20000",
            "GRANT DBA TO \(schema.name)")
        var data = schema.data
        data.user = schema.name
        let source = try await OracleConnector().openSource(data, password: TestSchema.password)
        let plan = schema.plan("T", [("ID", .number(precision: nil, scale: nil)), ("V", .other(""))])
        let stream = try await source.read(.whole, of: plan, rowsMax: 100)
        _ = try await stream.next()
        let sessions = try await schema.connection.table(
            "SELECT SID, SERIAL# FROM V$SESSION WHERE USERNAME = :u", [.value(.text(schema.name))]
        ).rows
        #expect(!sessions.isEmpty)
        for row in sessions {
            let place = row.compactMap(\.integer).map(String.init).joined(separator: ",")
            try await schema.connection.execute("ALTER SYSTEM KILL SESSION '\(place)' IMMEDIATE")
        }
        await #expect {
            while try await stream.next() != nil {}
        } throws: { error in
            (error as? DatabaseRefusal)?.remedy == .reconnect
        }
        #expect(try await source.rows(plan).count == 20_000)
        await source.close()
    }

    @Test func anOwnerReadsItsTablesWithoutAnyGrant() async throws {
        let schema = try await TestSchema.make(isOwn: true)
        try await schema.run(
            "CREATE TABLE \(schema.name).T (ID NUMBER PRIMARY KEY)", "INSERT INTO \(schema.name).T VALUES (1)")
        let source = try await schema.open()
        let names = try await source.objects(in: [schema.name]).map(\.name)
        #expect(names == [schema.table("T")])
        #expect(try await source.tables(names).first?.primaryKey?.columns == ["ID"])
        let plan = schema.plan("T", [("ID", .number(precision: nil, scale: nil))])
        // Without a right on the position itself it is exact to three seconds, in which the table did not exist yet.
        let found = try await eventually("the table is old enough to be read", within: .seconds(10)) {
            try? await source.rows(plan)
        }
        #expect(found == [["c102"]])
        await source.close()
    }

    @Test func oldLargeTypesAndDocumentsComeAsTexts() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE L (ID NUMBER, T LONG)", "INSERT INTO L VALUES (1, 'long text')",
            "INSERT INTO L VALUES (2, NULL)", "CREATE TABLE R (ID NUMBER, B LONG RAW)",
            "INSERT INTO R VALUES (1, HEXTORAW('0a0b'))", "CREATE TABLE X (ID NUMBER, D XMLTYPE)",
            "INSERT INTO X VALUES (1, XMLTYPE('<a>é</a>'))", "INSERT INTO X VALUES (2, NULL)")
        let source = try await schema.open()
        let texts = try await source.rows(schema.plan("L", [("T", .longText)]))
        #expect(Set(texts.map { $0[0] }) == ["long text", nil])
        #expect(try await source.rows(schema.plan("R", [("B", .longRaw)])) == [["0a0b"]])
        let documents = try await source.rows(schema.plan("X", [("D", .xml)]))
        #expect(Set(documents.map { $0[0] }) == ["<a>é</a>", nil])
        await source.close()
    }
}
