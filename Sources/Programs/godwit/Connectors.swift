internal import ConnectorKit
internal import Model
internal import MySQLConnectors

/// The databases that this program can talk to: the only place that names connectors.
enum Connectors {
    static let all = ConnectorCatalogue([OceanBaseConnector(), MySQLConnector()])

    /// The kind that the demonstration's database is saved as.
    static let demonstrated = OceanBaseConnector().description.kind

    /// The kinds by name, for help texts.
    static var kinds: [String] { all.connectors.map { $0.description.kind.rawValue } }
}
