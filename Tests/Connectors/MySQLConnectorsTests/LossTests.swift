import Bytes
import ConnectorKit
import Model
import MySQLClient
import OracleWire
import Testing
import Values

@testable import MySQLConnectors

/// What is counted as lost, and what the real servers make of numbers that a column of theirs cannot hold exactly.
@Suite struct LossTests {
    private func session(_ server: TestServer) async throws -> MySQLConnection {
        let endpoint = endpoint(of: try await server.source(), server.password, user: "root", settings: MySQLSettings())
        return try await MySQLConnection.open(endpoint, within: .seconds(60))
    }

    /// 1.5, 2.5 and so on in a column that rounds them.
    private func halves(_ count: UInt8) -> RowBlock {
        RowBlock(rows: (1...count).map { [[0xC1, $0 + 1, 51], nil] }, columnCount: 2)
    }

    /// The key of the table and columns that a NUMBER without bounds goes to, rounded.
    private func plan(of table: Table, _ columns: [(name: String, type: StoredType)]) -> CopyPlan {
        var plan = table.plan
        plan.columns.removeLast()
        plan.columns += columns.map { column in
            CopyColumn(
                sourceName: column.name, sourceType: .number(precision: nil, scale: nil),
                destinationName: column.name, destinationType: column.type, onLoss: .round)
        }
        return plan
    }

    private func bytes(_ text: String) throws -> [UInt8] {
        let decimal = try #require(ExactDecimal(text))
        return try #require(OracleNumber.bytes(decimal))
    }

    @Test func lossesOfAnAttemptThatFailedAreNotCountedWithTheNext() async throws {
        let server = TestServer.mariadb
        let table = try await Table(server)
        let session = try await session(server)
        let name = MySQLDestination.quoted(table.name)
        let gate = MySQLDestination.quoted(ObjectName(table.name.schema, "gate"))
        let trigger = MySQLDestination.quoted(ObjectName(table.name.schema, "held"))
        for statement in [
            "CREATE TABLE \(gate) (a INT)", "INSERT INTO \(gate) VALUES (1)",
            "CREATE TRIGGER \(trigger) BEFORE INSERT ON \(name) FOR EACH ROW IF EXISTS (SELECT 1 FROM \(gate)) THEN "
                + "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'held'; END IF",
        ] { _ = try await session.execute(statement) }
        var plan = table.plan
        plan.columns[0].sourceType = .number(precision: 9, scale: 3)
        plan.columns[0].onLoss = .round
        let writer = try await table.destination.openWriter(plan, forms: [.base100Number, .text], WriteSettings())
        for _ in 0..<2 {
            try await writer.begin()
            do {
                _ = try await writer.write(halves(7))
                Issue.record("rows were written into a table that is held")
            } catch {
                #expect(error.code == "1205")
            }
            await writer.rollback()
        }
        _ = try await session.execute("DELETE FROM \(gate)")
        try await writer.begin()
        let outcome = try await writer.write(halves(5))
        #expect(outcome.rowsWritten == 5 && outcome.losses == ["N round": 5])
        try await writer.commit(table.mark(1, rows: 5))
        await writer.close()
        await session.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func numbersArriveInBinaryColumnsAsTheNearestOnes(server: TestServer) async throws {
        let texts = [
            "0", "0.1", "-123456.789", "0.30000000000000004", "12345678901234567890.123456789",
            "0." + String(repeating: "3", count: 38), "0." + String(repeating: "0", count: 36) + "12345678901234567",
            "0." + String(repeating: "0", count: 129) + "1", "9" + String(repeating: "0", count: 37),
        ]
        let table = try await Table(server, extra: ", d DOUBLE, f FLOAT")
        let plan = plan(of: table, [("d", .double), ("f", .float)])
        let forms = [ValueForm](repeating: .base100Number, count: 3)
        let writer = try await table.destination.openWriter(plan, forms: forms, WriteSettings())
        let rows = try texts.enumerated().map { at, text in
            let number = try bytes(text)
            return [OracleNumber.bytes(Int64(at)), number, number] as [[UInt8]?]
        }
        try await writer.begin()
        let outcome = try await writer.write(RowBlock(rows: rows, columnCount: 3))
        #expect(outcome.rejections.map(\.reason.message) == [])
        #expect(outcome.losses == ["d round": 2, "f round": 6])
        try await writer.commit(table.mark(1, rows: Int64(texts.count)))
        await writer.close()
        let session = try await session(server)
        let found = try await session.queryText(
            "SELECT d, f + 0e0 FROM \(MySQLDestination.quoted(table.name)) ORDER BY n")
        for (text, row) in zip(texts, found.rows) {
            let nearest = try #require(Double(text))
            #expect(row[0].string.flatMap { Double($0) } == nearest, "\(text)")
            #expect(row[1].string.flatMap { Double($0) } == Double(Float(nearest)), "\(text)")
        }
        #expect(found.rows.count == texts.count)
        await session.close()
        try await table.drop()
    }

    @Test(arguments: TestServer.allCases)
    func numbersBeyondADecimalAreRefusedAndNeverCut(server: TestServer) async throws {
        let table = try await Table(server, extra: ", w DECIMAL(65,0), s DECIMAL(5,2)")
        let session = try await session(server)
        let plan = plan(
            of: table, [("w", .decimal(precision: 65, scale: 0)), ("s", .decimal(precision: 5, scale: 2))])
        let forms = [ValueForm](repeating: .base100Number, count: 3)
        let writer = try await table.destination.openWriter(plan, forms: forms, WriteSettings())
        let large = try bytes("1" + String(repeating: "0", count: 125))
        let larger = try bytes("9" + String(repeating: "0", count: 65))
        let rows: [[[UInt8]?]] = [
            [try bytes("1"), large, nil], [try bytes("2"), larger, nil], [try bytes("3"), nil, large],
            [try bytes("4"), nil, try bytes("1000")], [try bytes("5"), nil, try bytes("999.995")],
            [try bytes("6"), try bytes("7"), try bytes("999.99")],
        ]
        try await writer.begin()
        let outcome = try await writer.write(RowBlock(rows: rows, columnCount: 3))
        #expect(outcome.rejections.map(\.ordinal).sorted() == [0, 1, 2, 3, 4])
        #expect(outcome.rowsWritten == 1 && outcome.losses == [:])
        try await writer.commit(table.mark(1, rows: 1))
        let found = try await session.queryText("SELECT n, w, s FROM \(MySQLDestination.quoted(table.name))")
        #expect(found.rows.map { $0.map(\.string) } == [["6", "7", "999.99"]])
        await writer.close()
        await session.close()
        try await table.drop()
    }
}
