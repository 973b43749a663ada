import LocalServers
import Model
import TestKit

/// The real servers that the tests ask.
enum TestServer: String, CaseIterable, Sendable {
    case seekdb, mariadb

    /// A data source for the one that the run's tests share.
    func source() async throws -> DataSource {
        let server: any LocalServer =
            switch self {
            case .seekdb: try await TestServers.shared.seekDB
            case .mariadb: try await TestServers.shared.mariaDB
            }
        return DataSource(
            id: DataSourceID(rawValue: "ds_test"), name: "test", kind: DataSourceKind(rawValue: rawValue),
            host: server.host, port: server.port, user: server.user, createdAt: .zero)
    }

    var password: Secret { Secret("") }
}
