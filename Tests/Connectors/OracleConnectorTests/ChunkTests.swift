import Bytes
import ConnectorKit
import Model
import OracleConnector
import Testing

@Suite struct ChunkTests {
    private let number = ColumnType.number(precision: nil, scale: nil)

    /// Every row is in exactly one chunk, and numbers count from 1.
    private func expectEveryRowOnce(
        _ source: any SourceDatabase, _ plan: CopyPlan, _ chunks: [Chunk], rows: Int
    ) async throws {
        #expect(chunks.map(\.number) == (1...Int64(chunks.count)).map { $0 })
        var found: [String] = []
        for chunk in chunks { found += try await source.rows(plan, chunk.range).map { $0[0] ?? "null" } }
        #expect(found.count == rows)
        #expect(Set(found).count == rows)
    }

    private func fill(_ schema: TestSchema, _ table: String, rows: Int) async throws {
        try await schema.run(
            "INSERT INTO \(table) (ID, V) SELECT LEVEL, RPAD('x', 500, 'x') FROM DUAL CONNECT BY LEVEL <= \(rows)")
    }

    @Test(arguments: [true, false])
    func chunksOfATableHoldEveryRowOnceWithAndWithoutTheRightToSeeExtents(seesExtents: Bool) async throws {
        let schema = try await TestSchema.make(isOwn: !seesExtents)
        try await schema.run("CREATE TABLE \(schema.name).T (ID NUMBER, V VARCHAR2(500))")
        try await fill(schema, "\(schema.name).T", rows: 20_000)
        if !seesExtents { try await schema.run("GRANT SELECT ON SYS.V_$DATABASE TO \(schema.name)") }
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let chunks = try await source.allChunks(plan, bytesMax: 200_000)
        #expect(chunks.count > 4)
        try await expectEveryRowOnce(source, plan, chunks, rows: 20_000)
        #expect(try await source.allChunks(plan, bytesMax: 200_000, countMax: 100) == chunks)
        await source.close()
    }

    @Test func rowsThatCameAfterThePlanningLieInAPlannedChunk() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER, V VARCHAR2(500))")
        try await fill(schema, "T", rows: 5_000)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        try await schema.run(
            "INSERT INTO T SELECT -LEVEL, RPAD('y', 500, 'y') FROM DUAL CONNECT BY LEVEL <= 5000")
        try await expectEveryRowOnce(source, plan, chunks, rows: 10_000)
        let last = try #require(chunks.last)
        #expect(try await source.chunks(of: plan, after: last, bytesMax: 100_000, countMax: 5).isEmpty)
        await source.close()
    }

    @Test func aChunkIsSplitIntoPartsThatHoldTheSameRows() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER, V VARCHAR2(500))")
        try await fill(schema, "T", rows: 3_000)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let planned = try await source.allChunks(plan, bytesMax: 400_000)
        let whole = Chunk(number: 1, range: .whole)
        for chunks in [planned, [whole]] {
            var parts: [Chunk] = []
            for chunk in chunks {
                let ranges = try await source.parts(of: chunk.range, plan)
                #expect(ranges.count != 1)
                for range in ranges.isEmpty ? [chunk.range] : ranges {
                    parts.append(Chunk(number: Int64(parts.count) + 1, range: range))
                }
            }
            #expect(parts.count > chunks.count)
            try await expectEveryRowOnce(source, plan, parts, rows: 3_000)
        }
        await source.close()
    }

    @Test func everyPartitionHasChunksOfItsOwn() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (ID NUMBER, V VARCHAR2(500)) PARTITION BY RANGE (ID) SUBPARTITION BY HASH (V) SUBPARTITIONS 2
            (PARTITION P1 VALUES LESS THAN (100), PARTITION P2 VALUES LESS THAN (3000),
             PARTITION P3 VALUES LESS THAN (MAXVALUE))
            """)
        try await fill(schema, "T", rows: 6_000)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        try await expectEveryRowOnce(source, plan, chunks, rows: 6_000)
        await source.close()
    }

    @Test func smallAndEmptyTablesAreOneChunk() async throws {
        let schema = try await TestSchema.make()
        try await schema.run("CREATE TABLE T (ID NUMBER)")
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)])
        let chunks = try await source.allChunks(plan, bytesMax: 16 << 20)
        #expect(chunks.map(\.range) == [.whole])
        #expect(try await source.rows(plan, .whole).isEmpty)
        await source.close()
    }

    @Test func keysOfTheNationalCharacterSetCutATableToo() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            "CREATE TABLE T (ID NUMBER, K NVARCHAR2(40) PRIMARY KEY) ORGANIZATION INDEX",
            """
            INSERT INTO T SELECT LEVEL, UNISTR('\\4E2D\\005C\\00E9\\D834\\DD1E''') || LEVEL FROM DUAL
            CONNECT BY LEVEL <= 3000
            """)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)], addressing: .key(["K"]))
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        #expect(chunks.count > 5)
        guard case .keys(_, _, let upTo?) = chunks[0].range else { throw Unexpected.range(chunks[0].range) }
        #expect(upTo[0].hasPrefix("UNISTR('\\4E2D\\005C\\00E9\\D834\\DD1E''"))
        try await expectEveryRowOnce(source, plan, chunks, rows: 3_000)
        await source.close()
    }

    @Test func aTableThatIsItsIndexIsCutByItsKey() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (ID NUMBER, D DATE, K VARCHAR2(20), V VARCHAR2(500), PRIMARY KEY (D, K))
            ORGANIZATION INDEX
            """,
            """
            INSERT INTO T SELECT LEVEL, DATE '2024-01-01' + MOD(LEVEL, 7), 'it''s ' || LEVEL, 'v' FROM DUAL
            CONNECT BY LEVEL <= 3000
            """)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)], addressing: .key(["D", "K"]))
        let chunks = try await source.allChunks(plan, bytesMax: 100_000)
        #expect(chunks.count > 5)
        try await expectEveryRowOnce(source, plan, chunks, rows: 3_000)
        await source.close()
    }

    /// The bound of a later page may be a value that no literal can be.
    @Test func keysThatCannotBeWrittenEndTheChunksAndLoseNoRow() async throws {
        let schema = try await TestSchema.make()
        try await schema.run(
            """
            CREATE TABLE T (ID NUMBER, F BINARY_DOUBLE, V VARCHAR2(500), PRIMARY KEY (F, ID)) ORGANIZATION INDEX
            """,
            """
            INSERT INTO T SELECT LEVEL, CASE WHEN LEVEL > 1500 THEN BINARY_DOUBLE_INFINITY ELSE LEVEL END, 'v' FROM DUAL
            CONNECT BY LEVEL <= 3000
            """)
        let source = try await schema.open()
        let plan = schema.plan("T", [("ID", number)], addressing: .key(["F", "ID"]))
        let chunks = try await source.allChunks(plan, bytesMax: 100_000, countMax: 1)
        #expect(chunks.count > 2)
        try await expectEveryRowOnce(source, plan, chunks, rows: 3_000)
        await source.close()
    }
}
