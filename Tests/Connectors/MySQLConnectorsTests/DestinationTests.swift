import Bytes
import ConnectorKit
import Model
import MySQLClient
import OracleWire
import TestKit
import Testing

@testable import MySQLConnectors

/// A table of two columns in a database of its own, on a real server.
struct Table {
    let destination: any DestinationDatabase
    let name: ObjectName
    let project = ProjectID.random()

    init(_ server: TestServer, extra: String = "", named: String = "rows of `a`") async throws {
        destination = try await Table.open(server)
        let database = "d" + ProjectID.random().rawValue.dropFirst(3)
        name = ObjectName(database, named)
        try await destination.createDatabase(database)
        try await destination.run(
            "CREATE TABLE \(MySQLDestination.quoted(name)) (n INT NOT NULL PRIMARY KEY, c VARCHAR(5)\(extra))",
            in: database)
        try await destination.prepareMarks()
    }

    static func open(_ server: TestServer) async throws -> any DestinationDatabase {
        let connector: any DestinationConnector = server == .seekdb ? OceanBaseConnector() : MySQLConnector()
        return try await connector.openDestination(try await server.source(), password: server.password)
    }

    var plan: CopyPlan {
        CopyPlan(
            source: ObjectName("S", "T"), destination: name,
            columns: [
                CopyColumn(
                    sourceName: "N", sourceType: .number(precision: 9, scale: 0), destinationName: "n",
                    destinationType: .integer(bits: 32, isUnsigned: false)),
                CopyColumn(
                    sourceName: "C", sourceType: .character(.init(length: 5, countsBytes: false)),
                    destinationName: "c", destinationType: .text(charactersMax: 5, isFixed: false)),
            ], addressing: .key(["N"]))
    }

    func writer(_ settings: WriteSettings = WriteSettings()) async throws -> any ChunkWriter {
        try await destination.openWriter(plan, forms: [.base100Number, .text], settings)
    }

    func mark(_ chunk: Int64, rows: Int64) -> ChunkMark {
        ChunkMark(project: project, table: 1, chunk: chunk, position: Position(commit: 1 << 62 + 5), rows: rows)
    }

    func drop() async throws {
        try await destination.removeMarks(of: project, table: nil)
        try await destination.run("DROP DATABASE \(ConnectionAdvice.quoted(name.schema))", in: "")
        await destination.close()
    }
}

extension ChunkWriter {
    func write(_ rows: RowBlock) async throws(DatabaseRefusal) -> WriteOutcome { try await write(RowPage(rows)) }
}

private func block(_ rows: [(Int64, String?)]) -> RowBlock {
    RowBlock(rows: rows.map { [OracleNumber.bytes($0), $1.map { Array($0.utf8) }] }, columnCount: 2)
}

@Suite struct DestinationTests {
    @Test(arguments: TestServer.allCases)
    func aChunkIsThereWithItsMarkOrNotAtAll(server: TestServer) async throws {
        let table = try await Table(server)
        let writer = try await table.writer(WriteSettings(rowsPerStatement: 3))
        try await writer.begin()
        let outcome = try await writer.write(block((1...10).map { ($0, "it's") }))
        #expect(outcome.rowsWritten == 10 && outcome.rejections == [] && outcome.bytesSent > 0)
        #expect(try await table.destination.isEmpty(table.name), "nothing is seen before the commit")
        try await writer.commit(table.mark(1, rows: 10))
        #expect(try await !table.destination.isEmpty(table.name))
        #expect(try await table.destination.marks(of: table.project, table: 1) == [table.mark(1, rows: 10)])
        try await writer.begin()
        _ = try await writer.write(block([(11, nil)]))
        await writer.rollback()
        try await writer.begin()
        _ = try await writer.write(block([(12, nil)]))
        do {
            try await writer.commit(table.mark(1, rows: 1))
            Issue.record("a chunk was written twice")
        } catch {
            #expect(error.failure.number == "CHUNK-0001")
        }
        let rest = try await table.writer()
        try await rest.begin()
        #expect(try await rest.write(block([(11, nil), (12, nil)])).rejections == [])
        await rest.rollback()
        await rest.close()
        await writer.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func onlyRowsThatAreWrittenCountAsLosses(server: TestServer) async throws {
        let table = try await Table(server)
        var plan = table.plan
        plan.columns[0].sourceType = .number(precision: 9, scale: 3)
        plan.columns[0].onLoss = .round
        let writer = try await table.destination.openWriter(plan, forms: [.base100Number, .text], WriteSettings())
        try await writer.begin()
        // 1.5, 2.5 and so on; the destination refuses the second row, the conversion the fourth.
        let texts: [[UInt8]] = [[111], Array("too long".utf8), [111], [0xFF], [111]]
        let rows = texts.enumerated().map { at, text in [[0xC1, UInt8(at + 2), 51], text] as [[UInt8]?] }
        let outcome = try await writer.write(RowBlock(rows: rows, columnCount: 2))
        #expect(outcome.rowsWritten == 3 && outcome.rejections.map(\.ordinal).sorted() == [1, 3])
        #expect(outcome.losses == ["N round": 3])
        await writer.rollback()
        await writer.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func rowsThatAreRefusedStandAloneAndTheOthersArrive(server: TestServer) async throws {
        let table = try await Table(server)
        let writer = try await table.writer()
        try await writer.begin()
        var rows: [(Int64, String?)] = (1...500).map { ($0, "ok") }
        rows[17].1 = "too long"
        rows[300].0 = 5
        rows[499].0 = 9_999_999_999
        let outcome = try await writer.write(block(rows))
        #expect(outcome.rowsWritten == 497)
        #expect(outcome.rejections.map(\.ordinal) == [17, 300, 499])
        #expect(outcome.rejections.map(\.reason.number) == ["MYSQL-0008", "MYSQL-0006", "MYSQL-0008"])
        #expect(outcome.rejections.first?.values == ["c113", "746f6f206c6f6e67"])
        let shown = outcome.rejections.first?.shown
        #expect(shown?.map(\.text) == ["18", "too long"])
        #expect(shown?.map(\.byteCount) == [2, 8])
        #expect(shown?.map(\.column) == table.plan.columns.map(\.sourceName))
        try await writer.commit(table.mark(1, rows: 497))
        await writer.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func aValueThatCannotBeExpressedIsRejectedBeforeItIsSent(server: TestServer) async throws {
        let table = try await Table(server)
        let writer = try await table.writer()
        try await writer.begin()
        let rows: [[[UInt8]?]] = [
            [OracleNumber.bytes(1), [0xFF]], [OracleNumber.bytes(2), Array("b".utf8)],
        ]
        let outcome = try await writer.write(RowBlock(rows: rows, columnCount: 2))
        #expect(outcome.rowsWritten == 1 && outcome.rejections.map(\.column) == ["C"])
        await writer.rollback()
        await writer.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func rowsThatAreThereAlreadyStayAndAreCounted(server: TestServer) async throws {
        let table = try await Table(server)
        let first = try await table.writer()
        try await first.begin()
        _ = try await first.write(block([(1, "old"), (2, "old")]))
        try await first.commit(table.mark(1, rows: 2))
        await first.close()
        let second = try await table.writer(WriteSettings(onNonEmpty: .ignore))
        try await second.begin()
        let outcome = try await second.write(block([(1, "new"), (2, "new"), (3, "new")]))
        #expect(outcome.rowsWritten == 1 && outcome.rowsIgnored == 2)
        try await second.commit(table.mark(2, rows: 1))
        await second.close()
        try await table.destination.empty(table.name)
        #expect(try await table.destination.isEmpty(table.name))
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func factsObjectsAndPartsAreRead(server: TestServer) async throws {
        let table = try await Table(server, extra: ", CONSTRAINT positive CHECK (n > 0), UNIQUE KEY u (c)")
        let facts = try await table.destination.facts()
        #expect(facts.version.count >= 2 && facts.packetBytesMax ?? 0 >= 1 << 20)
        #expect(facts.collations.contains("utf8mb4_bin"))
        #expect(try await table.destination.databases().contains(table.name.schema))
        #expect(try await table.destination.objects(in: [table.name.schema]).map(\.name) == [table.name])
        #expect(try await table.destination.parts(of: table.name).isSuperset(of: ["PRIMARY", "u", "positive"]))
        #expect(try await table.destination.text(of: table.name, kind: .table).contains("CREATE TABLE"))
        do {
            try await table.destination.run("CREAT TABLE x (a INT)", in: table.name.schema)
            Issue.record("nonsense was taken")
        } catch {
            #expect(error.code == "1064")
        }
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func aCancelledWriteEndsAndItsChunkIsNotThere(server: TestServer) async throws {
        let table = try await Table(server)
        let writer = try await table.writer()
        try await writer.begin()
        _ = try await writer.write(block([(1, "a")]))
        let writing = Task { try await writer.write(block((2...50_000).map { ($0, "a") })) }
        writing.cancel()
        _ = await writing.result
        await #expect(throws: DatabaseRefusal.self) { try await writer.commit(table.mark(1, rows: 1)) }
        #expect(try await table.destination.isEmpty(table.name))
        try await writer.begin()
        _ = try await writer.write(block([(1, "a")]))
        try await writer.commit(table.mark(1, rows: 1))
        await writer.close()
        try await table.drop()
    }

    @Test(.timeLimit(.minutes(2)), arguments: TestServer.allCases)
    func anIndexIsAPartOnlyWhenItIsBuiltAndIsFinishedForWhoIsCancelled(server: TestServer) async throws {
        let table = try await Table(server, named: "rows")
        // An open transaction holds every builder up.
        let writer = try await table.writer()
        try await writer.begin()
        _ = try await writer.write(block([(1, "a")]))
        let other = try #require(try await Table.open(server) as? MySQLDestination)
        await other.letStatementsEnd(within: .seconds(60))
        let building = Task {
            try await other.run("CREATE INDEX ix ON \(MySQLDestination.quoted(table.name)) (c)", in: table.name.schema)
        }
        if server == .seekdb {
            try await eventually("the index is being built") {
                try await table.destination.partsBeingBuilt(of: table.name) == ["ix"]
            }
            await #expect(throws: DatabaseRefusal.self) {
                do throws(DatabaseRefusal) {
                    try await table.destination.run(
                        "CREATE INDEX ix ON \(MySQLDestination.quoted(table.name)) (c)", in: table.name.schema)
                } catch {
                    #expect(error.isAlreadyThere)
                    throw error
                }
            }
            building.cancel()
        }
        #expect(try await !table.destination.parts(of: table.name).contains("ix"))
        await writer.rollback()
        try await building.value
        #expect(try await table.destination.parts(of: table.name).contains("ix"))
        #expect(try await table.destination.partsBeingBuilt(of: table.name).isEmpty)
        await other.close()
        await writer.close()
        try await table.drop()
    }
}

/// Rows whose parent is missing.
@Suite struct OrphanTests {
    /// A parent `p` with 1 and 2, and the table of the other tests as a child of it.
    private func family(_ server: TestServer) async throws -> (table: Table, reference: ForeignReference) {
        // The engine cannot check references of a table whose name holds a back-quote.
        let table = try await Table(server, extra: ", p INT, q VARCHAR(9)", named: "rows of a")
        let parent = ObjectName(table.name.schema, "p")
        for statement in [
            "CREATE TABLE p (a INT, b VARCHAR(9), PRIMARY KEY (a, b))", "INSERT INTO p VALUES (1, 'x'), (2, 'y')",
        ] { try await table.destination.run(statement, in: table.name.schema) }
        let reference = ForeignReference(
            columns: ["p", "q"], parent: parent, parentColumns: ["a", "b"], parentSource: ObjectName("S", "P"),
            parentSourceColumns: ["A", "B"])
        return (table, reference)
    }

    @Test(arguments: TestServer.allCases)
    func rowsWithoutAParentAreCountedAndThoseOfAbsentParentsApart(server: TestServer) async throws {
        let (table, reference) = try await family(server)
        let name = MySQLDestination.quoted(table.name)
        try await table.destination.run(
            "INSERT INTO \(name) (n, p, q) VALUES (1, 1, 'x'), (2, 2, 'x'), (3, 9, 'z'), (4, 9, 'z'), (5, NULL, 'x'), "
                + "(6, 8, NULL)", in: table.name.schema)
        let found = try #require(
            try await table.destination.orphans(
                of: table.name, reference, absent: [["9", "'z'"], ["7", "'it''s'"], ["1", "'x'"]]))
        #expect(found.rows == 3)
        #expect(found.rowsOfAbsent == 2)
        #expect(found.examples == ["p = 2, q = x", "p = 9, q = z"])
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func aForeignKeyIsAddedOverRowsThatBreakItAndHoldsForThoseToCome(server: TestServer) async throws {
        let (table, _) = try await family(server)
        let (name, database) = (MySQLDestination.quoted(table.name), table.name.schema)
        try await table.destination.run("INSERT INTO \(name) (n, p, q) VALUES (1, 7, 'x')", in: database)
        let statement = "ALTER TABLE \(name) ADD CONSTRAINT f FOREIGN KEY (p, q) REFERENCES p (a, b)"
        try await table.destination.addUnproven(statement, in: database)
        #expect(try await table.destination.parts(of: table.name).contains("f"))
        try await table.destination.run("INSERT INTO \(name) (n, p, q) VALUES (2, 1, 'x')", in: database)
        await #expect(throws: DatabaseRefusal.self) {
            try await table.destination.run("INSERT INTO \(name) (n, p, q) VALUES (3, 8, 'x')", in: database)
        }
        await #expect(throws: DatabaseRefusal.self) {
            try await table.destination.addUnproven("ALTER TABLE \(name) ADD CONSTRAINT", in: database)
        }
        await #expect(throws: DatabaseRefusal.self, "rows are looked at again after a refusal") {
            try await table.destination.run("INSERT INTO \(name) (n, p, q) VALUES (4, 8, 'x')", in: database)
        }
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func rowsAreCountedRightlyBehindAForeignKeyThatWasRefusedAndTakenBack(server: TestServer) async throws {
        let (table, reference) = try await family(server)
        let name = MySQLDestination.quoted(table.name)
        try await table.destination.run(
            "INSERT INTO \(name) (n, p, q) VALUES (1, 1, 'x'), (2, 2, 'x')", in: table.name.schema)
        let statement = "ALTER TABLE \(name) ADD CONSTRAINT f FOREIGN KEY (p, q) REFERENCES p (a, b)"
        for _ in 0..<2 {
            await #expect(throws: DatabaseRefusal.self) {
                try await table.destination.run(statement, in: table.name.schema)
            }
            if try await table.destination.parts(of: table.name).contains("f") {
                try await table.destination.removeForeignKey("f", of: table.name)
            }
            #expect(try await table.destination.parts(of: table.name).contains("f") == false)
            #expect(try await table.destination.orphans(of: table.name, reference, absent: [])?.rows == 1)
        }
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func aWriterThatChecksReferencesRefusesAnOrphanAndLeavesNoTrace(server: TestServer) async throws {
        let (table, _) = try await family(server)
        let name = MySQLDestination.quoted(table.name)
        for statement in [
            "CREATE TABLE parents (a INT PRIMARY KEY)", "INSERT INTO parents VALUES (1)",
            "ALTER TABLE \(name) ADD CONSTRAINT f FOREIGN KEY (n) REFERENCES parents (a)",
        ] { try await table.destination.run(statement, in: table.name.schema) }
        var settings = WriteSettings()
        settings.checksReferences = true
        let careful = try await table.writer(settings)
        try await careful.begin()
        let outcome = try await careful.write(block([(1, "x"), (5, "x")]))
        #expect(outcome.rowsWritten == 1)
        #expect(outcome.rejections.map(\.reason.number) == ["MYSQL-0007"])
        await careful.rollback()
        await careful.close()
        // The connection of the next writer does not check.
        let writer = try await table.writer()
        try await writer.begin()
        #expect(try await writer.write(block([(5, "x")])).rowsWritten == 1)
        await writer.rollback()
        await writer.close()
        try await table.drop()
    }
}
