package import ConnectorKit
package import Model
internal import MySQLClient

/// A tenant of OceanBase in MySQL mode, or a seekdb server.
package struct OceanBaseConnector: DestinationConnector {
    package init() {}

    package var description: ConnectorDescription {
        ConnectorDescription(
            kind: DataSourceKind(rawValue: "oceanbase"), title: "OceanBase (MySQL tenant)", defaultPort: 2881,
            defaultUser: "root",
            fields: [
                ConnectorField(
                    name: "tenant", title: "Tenant",
                    help: "Name of the tenant; leave it empty for seekdb and when the user name contains it."),
                ConnectorField(
                    name: "cluster", title: "Cluster",
                    help: "Name of the cluster; needed only through a proxy that serves several clusters."),
                authorityField,
            ], roles: [.primary])
    }

    package func openDestination(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any DestinationDatabase {
        let destination = MySQLDestination(
            endpoint(of: source, password, user: OceanBaseConnector.user(of: source), settings: MySQLSettings()),
            kind: description.kind)
        _ = try await destination.facts()
        return destination
    }

    package func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] {
        let tester = ConnectionTester(
            source: source, endpoint: endpoint(of: source, password, user: OceanBaseConnector.user(of: source)),
            expectsOceanBase: true, report: report)
        return await tester.run()
    }

    /// `user@tenant#cluster`, as far as given; parts that the user name has already are not said twice.
    static func user(of source: DataSource) -> String {
        let tenant = source.options["tenant"] ?? ""
        let cluster = source.options["cluster"] ?? ""
        var user = source.user
        if !tenant.isEmpty, !user.contains("@") { user += "@" + tenant }
        if !cluster.isEmpty, user.contains("@"), !user.contains("#") { user += "#" + cluster }
        return user
    }
}
