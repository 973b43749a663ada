// MySQLConnectors: the family of databases that speak the MySQL protocol: OceanBase in its MySQL mode, MySQL, MariaDB.
// One connector per kind of data source; what they share is told apart by what the server says of itself.
//
// Read next: OceanBaseConnector.swift, ConnectionTester.swift, ConnectionAdvice.swift.
package import ConnectorKit

package enum MySQLConnectors {
    package static let all: [any Connector] = [OceanBaseConnector(), MySQLConnector()]
}
