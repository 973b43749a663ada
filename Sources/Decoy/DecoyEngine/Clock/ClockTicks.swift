internal import PostgresClient

/// What the clock needs from time to time: a sample of SCN and time every three seconds, and the removal of what is
/// older than the retention. One tick at a time; a lost connection is made again at the next.
final class ClockTicks: @unchecked Sendable {
    private let endpoint: PostgresEndpoint
    private let retention: Duration
    private var connection: PostgresConnection?
    private var count = 0

    init(endpoint: PostgresEndpoint, retention: Duration) {
        self.endpoint = endpoint
        self.retention = retention
    }

    func tick() {
        do throws(PostgresFailure) {
            let connection = try open()
            try connection.simple("SELECT clock.sample()")
            // Ten ticks are half a minute.
            if count % 10 == 9 {
                try connection.simple("SELECT clock.prune(interval '\(retention.components.seconds) s')")
            }
            count += 1
        } catch {
            connection = nil
        }
    }

    private func open() throws(PostgresFailure) -> PostgresConnection {
        if let connection, !connection.isClosed { return connection }
        let opened = try PostgresConnection(endpoint)
        connection = opened
        return opened
    }
}
