// ConnectorKit: what a database may offer, as small protocols, and the words they share. A connector is one folder
// that conforms to some of them; `Programs/godwit/Connectors.swift` is the only place that names connectors.
package import Model

/// A kind of database that data sources can be made of.
package protocol Connector: Sendable {
    var description: ConnectorDescription { get }
    /// Tests a connection step by step; `report` is called after each step, so that the console can show it.
    func test(
        _ source: DataSource, password: Secret, report: @escaping @Sendable (ConnectionTest.Step) -> Void
    ) async -> [ConnectionTest.Step]
}

/// What the console, the API and the CLI need to know to offer a kind.
package struct ConnectorDescription: Hashable, Sendable {
    package let kind: DataSourceKind
    /// As a person would name it.
    package let title: String
    package let defaultPort: Int
    package let defaultUser: String
    /// Fields beside host, port, user, password, database and encryption.
    package let fields: [ConnectorField]
    /// The roles that make sense; one alone is not asked for.
    package let roles: [DataSourceRole]

    package init(
        kind: DataSourceKind, title: String, defaultPort: Int, defaultUser: String, fields: [ConnectorField] = [],
        roles: [DataSourceRole] = [.primary]
    ) {
        self.kind = kind
        self.title = title
        self.defaultPort = defaultPort
        self.defaultUser = defaultUser
        self.fields = fields
        self.roles = roles
    }
}

/// One extra field of a data source's form; kept in `DataSource.options` under `name`.
package struct ConnectorField: Hashable, Sendable {
    package let name: String
    package let title: String
    package let help: String
    package let isRequired: Bool

    package init(name: String, title: String, help: String, isRequired: Bool = false) {
        self.name = name
        self.title = title
        self.help = help
        self.isRequired = isRequired
    }
}

/// The connectors and routes that this program was built with.
package struct ConnectorCatalogue: Sendable {
    package let connectors: [any Connector]
    package let routes: [MigrationRoute]

    package init(_ connectors: [any Connector], routes: [MigrationRoute] = []) {
        self.connectors = connectors
        self.routes = routes
    }

    package subscript(kind: DataSourceKind) -> (any Connector)? {
        connectors.first { $0.description.kind == kind }
    }

    package func route(from: DataSourceKind, to: DataSourceKind) -> MigrationRoute? {
        routes.first { $0.from == from && $0.to == to }
    }
}
