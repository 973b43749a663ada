import Bytes
import ConnectorKit
import Model
import OracleClient
import OracleConnector
import OracleWire
import TestKit
import Testing

/// Rows that are looked for again, and rows that move while a table is read.
@Suite struct MovingRowTests {
    private let number = ColumnType.number(precision: nil, scale: nil)

    /// A rejection as a writer makes it: the source's bytes in hexadecimal.
    private func rejection(_ block: RowBlock, _ row: Int, address: String = "") -> RowRejection {
        let values = (0..<block.columnCount).map { at -> String? in
            guard !block.isNull(row, at) else { return nil }
            return block.bytes(row, at).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        return RowRejection(
            ordinal: 0, address: address, column: nil, reason: Failure("T-1", "x", advice: "y"), values: values)
    }

    private static let keys: [(String, ColumnType, [String])] = [
        (
            "NUMBER", .number(precision: nil, scale: nil),
            ["0", "-1.5", "99999999999999999999999999999999999999", "1E-20"]
        ),
        ("VARCHAR2(30)", text(), ["'a'", "'A'", "'a '", "'it''s'", "'小𝄞'", "'e' || UNISTR('\\0301')"]),
        ("CHAR(5)", text(isFixed: true), ["'a'", "'ab'"]),
        ("NVARCHAR2(20)", text(isNational: true), ["N'a'", "N'小'", "N'it''s 𝄞'", "UNISTR('\\005C\\00E9')"]),
        ("RAW(8)", .raw(bytes: 8), ["HEXTORAW('00')", "HEXTORAW('0000')", "HEXTORAW('FF')"]),
        ("DATE", .date, ["DATE '2024-02-29'", "TO_DATE('-4712-01-01','SYYYY-MM-DD')", "DATE '9999-12-31'"]),
        (
            "TIMESTAMP(9)", .timestamp(fraction: 9, zone: .none),
            ["TIMESTAMP '2024-01-01 00:00:00.000000001'", "TIMESTAMP '2024-01-01 00:00:00.000000002'"]
        ),
        ("BINARY_DOUBLE", .binaryDouble, ["0.1D", "1.5D", "1E300D"]),
    ]

    private static func text(isFixed: Bool = false, isNational: Bool = false) -> ColumnType {
        .character(.init(length: 30, countsBytes: true, isFixed: isFixed, isNational: isNational))
    }

    @Test(arguments: keys.indices)
    func aRejectedRowIsFoundAgainByItsKeyWhateverItsType(at: Int) async throws {
        let (type, column, values) = Self.keys[at]
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (K \(type), N NUMBER, V VARCHAR2(9), PRIMARY KEY (N, K))")
        for value in values { try await schema.run("INSERT INTO T VALUES (\(value), 7, 'v')") }
        let source = try await schema.open()
        var plan = schema.plan("T", [("K", column), ("N", number), ("V", Self.text())])
        plan.rowKey = ["N", "K"]
        let all = try await source.rows(plan)
        #expect(all.count == values.count)
        let stream = try await source.read(.whole, of: plan, rowsMax: 100)
        let block = try #require(try await stream.next()).rows
        for row in 0..<block.rowCount {
            let range = try #require(source.range(of: rejection(block, row), plan))
            #expect(try await source.rows(plan, range) == [all[row]])
        }
        await stream.close()
        try await schema.run("DELETE FROM T")
        let range = try #require(source.range(of: rejection(block, 0), plan))
        #expect(try await source.rows(plan, range).isEmpty)
        await source.close()
    }

    @Test func aRowWithoutAKeyIsFoundByItsAddress() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (V VARCHAR2(9))", "INSERT INTO T VALUES ('a')", "INSERT INTO T VALUES ('a')")
        let source = try await schema.open()
        var plan = schema.plan("T", [("V", Self.text())], addressColumns: ["A", "B", "C", "D"])
        let stream = try await source.read(.whole, of: plan, rowsMax: 10)
        let block = try #require(try await stream.next()).rows
        let address = try PhysicalRowid(block.bytes(1, 1)).text
        let range = try #require(source.range(of: rejection(block, 1, address: address), plan))
        #expect(range == .rowAddresses(first: address, last: address))
        #expect(try await source.rows(plan, range).count == 1)
        #expect(source.range(of: rejection(block, 1, address: "?"), plan) == nil)
        plan.addressColumns = []
        #expect(source.range(of: rejection(block, 1, address: address), plan) == nil)
        await stream.close()
        await source.close()
    }

    @Test func aRangeOfKeysIsSplitIntoHalvesThatHoldTheSameRows() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (ID NUMBER, D DATE, K VARCHAR2(20), PRIMARY KEY (D, K)) ORGANIZATION INDEX
            """,
            """
            INSERT INTO T SELECT LEVEL, DATE '2024-01-01' + MOD(LEVEL, 3), 'it''s ' || LEVEL FROM DUAL
            CONNECT BY LEVEL <= 301
            """)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)], addressing: .key(["D", "K"]))
        var ranges: [ChunkRange] = [.whole]
        var single = 0
        while let range = ranges.popLast() {
            let count = try await source.rows(plan, range).count
            let parts = try await source.parts(of: range, plan)
            if parts.isEmpty {
                #expect(count <= 1)
                single += count
                continue
            }
            #expect(parts.count == 2)
            var counts: [Int] = []
            for part in parts { counts.append(try await source.rows(plan, part).count) }
            #expect(counts.reduce(0, +) == count && abs(counts[0] - counts[1]) <= 1)
            // One side to the end is enough.
            ranges += count > 40 ? parts : [parts[1]]
            if count <= 40 { single += counts[0] }
        }
        #expect(single == 301)
        await source.close()
    }

    @Test func aRowThatMovesBetweenTwoChunksIsReadOnceAtTheirPosition() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (ID NUMBER, P NUMBER, V VARCHAR2(500)) PARTITION BY LIST (P)
            (PARTITION P1 VALUES (1), PARTITION P2 VALUES (2)) ENABLE ROW MOVEMENT
            """,
            "INSERT INTO T SELECT LEVEL, MOD(LEVEL, 2) + 1, RPAD('x', 500, 'x') FROM DUAL CONNECT BY LEVEL <= 2000",
            "CREATE TABLE STILL (ID NUMBER)",
            "CREATE TABLE ORGANIZED (ID NUMBER PRIMARY KEY) ORGANIZATION INDEX")
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        #expect(try await source.mayMoveRows(plan))
        #expect(try await !source.mayMoveRows(schema.plan("STILL", [("ID", number)])))
        #expect(try await source.mayMoveRows(schema.plan("ORGANIZED", [("ID", number)], addressing: .key(["ID"]))))
        let position = try await source.position()
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        #expect(chunks.count > 2)
        var found: [String] = []
        var atTheirOwn = 0
        for (at, chunk) in chunks.enumerated() {
            found += try await source.rows(plan, chunk.range.at(position)).map { $0[0] ?? "" }
            atTheirOwn += try await source.rows(plan, chunk.range).count
            // What was read goes behind what is still to be read, and the other way round.
            try await schema.run("UPDATE T SET P = 3 - P WHERE MOD(ID, 7) = \(at % 7)")
        }
        #expect(Set(found).count == 2000 && found.count == 2000)
        #expect(atTheirOwn != 2000, "rows did not move in a way that chunks of their own positions could see")
        await source.close()
    }

    @Test func aTableThatIsMovedWhileItIsCopiedIsRefused() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID NUMBER, V VARCHAR2(500))",
            "INSERT INTO T SELECT LEVEL, RPAD('x', 500, 'x') FROM DUAL CONNECT BY LEVEL <= 3000")
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let position = try await source.position()
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        let last = try #require(chunks.last)
        try await schema.run("ALTER TABLE T MOVE")
        for range in [last.range, last.range.at(position)] {
            await #expect { _ = try await source.rows(plan, range) } throws: { error in
                (error as? DatabaseRefusal)?.failure.number == "ORACLE-0014"
            }
        }
        let anew = try await source.allChunks(plan, bytesMax: 100_000)
        var count = 0
        for chunk in anew { count += try await source.rows(plan, chunk.range).count }
        #expect(count == 3000)
        await source.close()
    }
}
