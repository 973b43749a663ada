package import OracleClient
internal import OracleWire
internal import Values

/// People at work: a few inserts, updates and deletes each second, one transaction each, as long as the surrounding
/// task lives. Parents of other rows are neither made nor removed, so that every reference holds at every moment,
/// whichever moments the tables are read at.
package struct CompanyWorkload: Sendable {
    private let company: SampleCompany
    private let changesPerSecond: Int

    package init(_ company: SampleCompany, changesPerSecond: Int = 20) {
        precondition((1...10_000).contains(changesPerSecond), "a rate is from 1 to 10000 changes a second")
        self.company = company
        self.changesPerSecond = changesPerSecond
    }

    /// `report` hears the number of changes so far, about once a second. Ends with the task, or with the server.
    package func run(_ report: @Sendable (_ changes: Int) async -> Void = { _ in }) async throws(OracleError) {
        let connection = try await company.open()
        var dice = Dice(seed: 7)
        var changes = 0
        do throws(OracleError) {
            let products = try await count("PRODUCTS", connection)
            let moves = try await count("STOCK_MOVES", connection)
            let orders = try await count("ORDERS", connection)
            while !Task.isCancelled {
                try await change(connection, &dice, products: products, moves: moves, orders: orders)
                changes += 1
                if changes % changesPerSecond == 0 { await report(changes) }
                try? await Task.sleep(for: .seconds(1) / changesPerSecond)
            }
        } catch {
            await connection.close()
            if Task.isCancelled { return }
            throw error
        }
        await connection.close()
    }

    private func count(_ table: String, _ connection: OracleConnection) async throws(OracleError) -> Int {
        let rows = try await connection.table("SELECT COUNT(*) FROM \(table)").rows
        return Int(rows.first?.first?.integer ?? 1)
    }

    private func change(
        _ connection: OracleConnection, _ dice: inout Dice, products: Int, moves: Int, orders: Int
    ) async throws(OracleError) {
        switch dice.number(1...10) {
        case 1...4:
            try await connection.execute(
                "INSERT INTO STOCK_MOVES VALUES (MOVE_SEQ.NEXTVAL, SYSDATE, :1, :2, :3)",
                [
                    .value(.integer(Int64(dice.number(1...products)))), .value(.integer(Int64(dice.number(1...90)))),
                    .value(.text(dice.one(of: Vocabulary.reasons))),
                ])
        case 5...6:
            try await connection.execute(
                "UPDATE ORDERS SET STATUS = :1, TOTAL = TOTAL + 0.01 WHERE ORDER_ID = :2",
                [
                    .value(.text(dice.one(of: Vocabulary.states))), .value(.integer(Int64(dice.number(1...orders)))),
                ])
        case 7:
            try await connection.execute(
                "UPDATE PRODUCTS SET PRICE = PRICE + 0.0001 WHERE PRODUCT_ID = :1",
                [.value(.integer(Int64(dice.number(1...products))))])
        case 8:
            try await connection.execute(
                "INSERT INTO MACHINE_LOG VALUES (SYSTIMESTAMP, 'machine 1', 1, :1, NULL)",
                [.value(.text(dice.words(6)))])
        default:
            try await connection.execute(
                "DELETE FROM STOCK_MOVES WHERE MOVE_ID = :1", [.value(.integer(Int64(dice.number(1...moves))))])
        }
        try await connection.commit()
    }
}
