import LocalServers
import OracleClient
import Synchronization
import TestKit
import Testing

@testable import SampleCompany

@Suite(.serialized, .timeLimit(.minutes(2))) struct SampleCompanyTests {
    private func withDecoy(_ body: (DecoyProgram) async throws -> Void) async throws {
        let decoy = try await DecoyProgram.start()
        do {
            try await body(decoy)
        } catch {
            await decoy.remove()
            throw error
        }
        await decoy.remove()
    }

    private func number(_ connection: OracleConnection, _ query: String) async throws -> Int64? {
        try await connection.table(query).rows.first?.first?.integer
    }

    @Test func theCompanyIsMadeOnceWithAsManyRowsAsAreAskedForAndPeopleWorkInIt() async throws {
        try await withDecoy { decoy in
            let company = SampleCompany(port: decoy.port)
            let heard = Mutex<[Int]>([])
            try await company.prepare(rows: 4_000, administrator: decoy.user, password: decoy.password) { rows in
                heard.withLock { $0.append(rows) }
            }
            #expect(heard.withLock { $0.last } == 4_000)
            let connection = try await company.open()
            #expect(try await number(connection, "SELECT COUNT(*) FROM ORDERS") == 800)
            #expect(try await number(connection, "SELECT COUNT(*) FROM EVERY_TYPE") == 40)
            #expect(try await number(connection, "SELECT COUNT(*) FROM \"客户备注\"") == 500)
            let tables = "SELECT COUNT(*) FROM USER_TABLES"
            #expect(try await number(connection, tables) == Int64(CompanySchema.tables.count))
            let orphans = "SELECT COUNT(*) FROM ORDER_ITEMS I WHERE NOT EXISTS (SELECT 1 FROM ORDERS O"
            #expect(try await number(connection, orphans + " WHERE O.ORDER_ID = I.ORDER_ID)") == 0)
            // A second call finds everything and changes nothing.
            try await company.prepare(rows: 9_000, administrator: decoy.user, password: decoy.password) { _ in
                Issue.record("rows were made again")
            }
            let before = try await number(connection, "SELECT SUM(TOTAL * 100) FROM ORDERS")
            let working = Task { try await CompanyWorkload(company, changesPerSecond: 200).run() }
            try await eventually("orders were changed", within: .seconds(20)) {
                try await number(connection, "SELECT SUM(TOTAL * 100) FROM ORDERS") != before
            }
            working.cancel()
            try await working.value
            await connection.close()
        }
    }
}
