internal import MySQLClient
internal import Net
internal import Synchronization

/// Connections for writers of rows: a writer that ends gives its connection to the next one, so that many small tables
/// do not cost a sign-in each.
final class WriterSessions: Sendable {
    /// More idle connections than lanes are of no use.
    private static let idleMax = 64

    private let endpoint: MySQLEndpoint
    private let idle = Mutex(Idle())

    private struct Idle: Sendable {
        var sessions: [MySQLSession] = []
        var isClosed = false
    }

    init(_ endpoint: MySQLEndpoint) {
        var endpoint = endpoint
        // Rows that are left as they are must be told from those that are written.
        endpoint.settings.countsFoundRows = false
        self.endpoint = endpoint
    }

    /// Rows of one table are written in any order and beside those of others.
    static func prepare(_ session: MySQLSession) throws(MySQLError) {
        try session.execute("SET foreign_key_checks=0")
    }

    func take() async throws(MySQLError) -> MySQLSession {
        if let session = idle.withLock({ $0.sessions.popLast() }) { return session }
        let endpoint = endpoint
        let opened: Result<MySQLSession, MySQLError>
        do {
            opened = try await onThread("mysql-connect") {
                Result { () throws(MySQLError) in
                    let session = try MySQLSession.open(endpoint)
                    try WriterSessions.prepare(session)
                    return session
                }
            }
        } catch {
            throw MySQLError(
                number: 2008, text: "no thread to connect on: \(error)", place: "\(endpoint.host):\(endpoint.port)")
        }
        return try opened.get()
    }

    /// One that is lost, or whose transaction has not ended, is closed.
    func give(_ session: MySQLSession) {
        let isKept = idle.withLock { idle in
            guard !session.isLost, !session.isInTransaction, !idle.isClosed, idle.sessions.count < Self.idleMax else {
                return false
            }
            idle.sessions.append(session)
            return true
        }
        if !isKept { session.close() }
    }

    func close() {
        let sessions = idle.withLock { idle in
            idle.isClosed = true
            defer { idle.sessions = [] }
            return idle.sessions
        }
        for session in sessions { session.close() }
    }
}
