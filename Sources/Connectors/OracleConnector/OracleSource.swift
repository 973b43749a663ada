internal import Bytes
internal import ConnectorKit
internal import Model
internal import OracleClient
internal import Synchronization

/// An Oracle database that is read, through a pool of connections.
final class OracleSource: SourceDatabase {
    let pool: OraclePool
    let user: String
    let place: String
    /// What the account can do, found out when it was opened.
    let powers: SourcePowers
    let planning = PlanningMemory()

    /// A question about the dictionary may take so long.
    static let questionTime = Duration.seconds(120)
    /// One batch of rows may take so long; a full scan behind a filter finds its first row late.
    static let batchTime = Duration.seconds(600)
    /// Ranges of names and keys are those of bytes, and fractions of numbers in literals stand behind a point, whatever
    /// the instance, the territory, or a trigger at the logon has set.
    static let sessionStatements = [
        "ALTER SESSION SET NLS_COMP = BINARY NLS_SORT = BINARY NLS_NUMERIC_CHARACTERS = '.,'"
    ]

    private init(_ pool: OraclePool, _ source: DataSource, _ powers: SourcePowers) {
        self.pool = pool
        self.powers = powers
        user = source.user
        place = "\(source.host):\(source.port)"
    }

    static func open(_ source: DataSource, _ password: Secret) async throws(DatabaseRefusal) -> OracleSource {
        var options = OraclePool.Options()
        options.connectionsMax = 256
        options.sessionStatements = sessionStatements
        let pool = OraclePool(OracleEndpoint(source, password), options: options)
        do throws(DatabaseRefusal) {
            let powers = try await pool.ask("find out what the server is") { connection throws(OracleError) in
                try await SourcePowers.find(connection)
            }
            return OracleSource(pool, source, powers)
        } catch {
            await pool.close()
            throw error
        }
    }

    func close() async { await pool.close() }
}
