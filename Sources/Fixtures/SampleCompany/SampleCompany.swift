// SampleCompany: the schema and the rows of a small tea-trading company on a server that speaks Oracle's protocol, and
// people who keep using it. For the demonstration and for tests: every value is made here, by chance but the same in
// every run. It is never in a user's path and refuses nothing: what the server refuses ends the call.
//
// Read next: CompanySchema.swift, CompanyRows.swift, CompanyWorkload.swift.
package import OracleClient

package struct SampleCompany: Sendable {
    package static let user = "COMPANY"
    package static let password = "company"
    /// Rows in all tables together, where nobody says another number.
    package static let rowsStandard = 2_000_000

    private let host: String
    private let port: Int
    private let service: String

    package init(host: String = "127.0.0.1", port: Int, service: String = "ORCLPDB1") {
        self.host = host
        self.port = port
        self.service = service
    }

    package func open(
        user: String = Self.user, password: String = Self.password
    ) async throws(OracleError)
        -> OracleConnection
    {
        try await OracleConnection.open(
            OracleEndpoint("\(host):\(port)/\(service)", user: user, password: password))
    }

    /// Makes the account, the schema and about `rows` rows, unless an earlier call did; one that was cut off is begun
    /// anew. `administrator` may create users. `report` hears how many rows there are so far.
    package func prepare(
        rows: Int = Self.rowsStandard, administrator: String, password: String,
        report: @Sendable (_ rows: Int) async -> Void = { _ in }
    ) async throws(OracleError) {
        let system = try await open(user: administrator, password: password)
        do throws(OracleError) {
            if try await isComplete(system) { return await system.close() }
            let exists = try await !system.table(
                "SELECT USERNAME FROM ALL_USERS WHERE USERNAME = '\(Self.user)'"
            ).rows.isEmpty
            if exists { try await system.execute("DROP USER \(Self.user) CASCADE") }
            try await system.execute("CREATE USER \(Self.user) IDENTIFIED BY \"\(Self.password)\"")
            try await system.execute("GRANT DBA TO \(Self.user)")
        } catch {
            await system.close()
            throw error
        }
        await system.close()
        let connection = try await open()
        do throws(OracleError) {
            for statement in CompanySchema.tables { try await connection.execute(statement) }
            try await CompanyRows(connection: connection, rows: rows).fill(report)
            for statement in CompanySchema.others { try await connection.execute(statement) }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// The last object that `prepare` makes is there.
    private func isComplete(_ system: OracleConnection) async throws(OracleError) -> Bool {
        try await !system.table(
            """
            SELECT COMMENTS FROM ALL_TAB_COMMENTS
            WHERE OWNER = '\(Self.user)' AND TABLE_NAME = '客户备注' AND COMMENTS IS NOT NULL
            """
        ).rows.isEmpty
    }
}
