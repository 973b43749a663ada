internal import ConnectorKit
internal import Model
internal import MySQLConnectors
internal import OracleConnector
internal import Translation

/// The databases that this program can talk to: the only place that names connectors.
enum Connectors {
    static let all = ConnectorCatalogue(
        [OceanBaseConnector(), MySQLConnector(), OracleConnector()],
        routes: [OceanBaseConnector().description.kind, MySQLConnector().description.kind].map { destination in
            MigrationRoute(
                from: OracleConnector().description.kind, to: destination, steps: [.schema, .full, .indexes]
            ) { source, destination, settings in
                OracleToMySQL(source: source, destination: destination, settings: settings)
            }
        })

    /// The kinds that the demonstration's databases are saved as.
    static let demonstrated = OceanBaseConnector().description.kind
    static let demonstratedSource = OracleConnector().description.kind

    /// The kinds by name, for help texts.
    static var kinds: [String] { all.connectors.map { $0.description.kind.rawValue } }
}
