package import ConnectorKit
internal import Model
internal import MySQLClient

typealias DestinationPrecheck = EndPrecheck<MySQLDestination>

extension MySQLDestination: Prechecked {
    package static let prechecks: [EndPrecheck<MySQLDestination>] =
        ServerPrechecks.all + ExistencePrechecks.all + CapacityPrechecks.all

    /// Whether the server is what its data source says.
    var isOfItsKind: Bool {
        get async {
            let isOceanBase =
                (try? await ask { (connection) async throws(MySQLError) in
                    await connection.server.product.isOceanBase
                })
            return isOceanBase == (kind == OceanBaseConnector().description.kind)
        }
    }
}

extension DestinationPrecheck.Context {
    var tables: [ConvertedObject] { scope.converted.filter { $0.kind == .table && $0.isSupported } }
    var createsSchema: Bool { scope.steps.contains(.schema) }
    var copiesRows: Bool { scope.steps.contains(.full) }
}
