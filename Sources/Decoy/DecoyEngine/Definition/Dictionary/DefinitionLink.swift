package import OracleSQL
package import PostgresClient

/// The way to PostgreSQL inside the transaction of a definition statement.
package protocol DefinitionLink: AnyObject {
    func command(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure)
    func rows(_ sql: String, _ values: [PostgresValue]) throws(OracleFailure) -> PostgresRows
}

extension DefinitionLink {
    func command(_ sql: String) throws(OracleFailure) { try command(sql, []) }

    /// Rows of texts: every column of the query is cast to text.
    func texts(_ sql: String, _ values: [PostgresValue] = []) throws(OracleFailure) -> [[String?]] {
        let rows = try rows(sql, values)
        var all: [[String?]] = []
        all.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount {
            all.append((0..<rows.columnCount).map { rows.text(row, $0) })
        }
        return all
    }

    func number(_ sql: String, _ values: [PostgresValue] = []) throws(OracleFailure) -> Int {
        let rows = try rows(sql, values)
        guard rows.rowCount > 0, let value = rows.integer(0, 0) else {
            throw OracleFailure(604, "error occurred at recursive SQL level 1: a number was expected")
        }
        return Int(value)
    }
}
