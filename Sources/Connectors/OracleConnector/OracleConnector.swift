// OracleConnector: Oracle as a source. It tests connections, answers prechecks, reads the dictionary in bulk, plans
// chunks and streams rows as of a position. Rows leave it in Oracle's own bytes; nothing is turned into text here. It
// changes nothing at the source: every statement is a query, and what an administrator must mend is handed out as
// text.
//
// Read next: OracleSource.swift, Reading/OracleRowStream.swift, Chunks/ChunkPlanner.swift,
// Dictionary/TableReader.swift, OracleSource+Prechecks.swift.
package import ConnectorKit
package import Model
internal import OracleClient

/// A pluggable database, or a database that is no container, from 12.1 to 23ai.
package struct OracleConnector: SourceConnector {
    package init() {}

    package var description: ConnectorDescription {
        ConnectorDescription(
            kind: DataSourceKind(rawValue: "oracle"), title: "Oracle", defaultPort: 1521, defaultUser: "SYSTEM",
            fields: [
                ConnectorField(
                    name: "sid", title: "SID",
                    help: "For old databases without a service name; leave the database empty when this is given."),
                ConnectorField(
                    name: "authorityFile", title: "CA certificate file",
                    help: "File on this machine with the certificate authority of the server; "
                        + "the system's authorities when empty."),
                ConnectorField(
                    name: "wallet", title: "Wallet folder",
                    help: "Folder on this machine with the file ewallet.pem, for servers that gave out a wallet."),
                ConnectorField(
                    name: "certificateName", title: "Certificate name",
                    help: "Name in the server's certificate where it is not the name of the host."),
            ], roles: DataSourceRole.allCases)
    }

    package func openSource(
        _ source: DataSource, password: Secret
    ) async throws(DatabaseRefusal) -> any SourceDatabase {
        try await OracleSource.open(source, password)
    }

    package func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step] {
        await ConnectionTester(source: source, password: password, report: report).run()
    }
}
