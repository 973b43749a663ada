package import ConnectorKit
package import Model
internal import MySQLClient

/// A MySQL or MariaDB server.
package struct MySQLConnector: DestinationConnector {
    package init() {}

    package var description: ConnectorDescription {
        ConnectorDescription(
            kind: DataSourceKind(rawValue: "mysql"), title: "MySQL or MariaDB", defaultPort: 3306, defaultUser: "root",
            fields: [authorityField], roles: DataSourceRole.allCases)
    }

    package func openDestination(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any DestinationDatabase {
        let destination = MySQLDestination(
            endpoint(of: source, password, user: source.user, settings: MySQLSettings()), kind: description.kind)
        _ = try await destination.facts()
        return destination
    }

    package func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] {
        let tester = ConnectionTester(
            source: source, endpoint: endpoint(of: source, password, user: source.user), expectsOceanBase: false,
            report: report)
        return await tester.run()
    }
}

let authorityField = ConnectorField(
    name: "authorityFile", title: "CA certificate file",
    help: "File on this machine with the certificate authority of the server; the system's authorities when empty.")

/// Bounds for a test, where a person waits: about ten seconds for the worst of networks.
func endpoint(of source: DataSource, _ password: Secret, user: String) -> MySQLEndpoint {
    endpoint(
        of: source, password, user: user,
        settings: MySQLSettings(
            connectTimeout: .seconds(9), readTimeout: .seconds(9), writeTimeout: .seconds(9),
            statementTimeout: .seconds(60), lockTimeout: .seconds(2)))
}

func endpoint(
    of source: DataSource, _ password: Secret, user: String, settings: MySQLSettings
) -> MySQLEndpoint {
    let authorityFile = source.options["authorityFile"].flatMap { $0.isEmpty ? nil : $0 }
    let encryption: MySQLEncryption =
        switch source.encryption {
        case .off: .off
        case .required: .required
        case .verified: .verified(authorityFile: authorityFile)
        }
    return MySQLEndpoint(
        host: source.host, port: source.port, user: user, password: password.reveal(), database: source.database,
        encryption: encryption, settings: settings)
}
