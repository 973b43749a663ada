package import Catalog
package import ConnectorKit
package import Model

/// Opens saved data sources: the only place where a saved connection and its password become an open end. What is
/// opened for a body is closed again, however the body ends.
package struct SavedEnds: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue
    /// Waits for a database that is gone; without it a refusal is an answer.
    private let persistence: Persistence?

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.init(catalog: catalog, connectors: connectors, persistence: nil)
    }

    init(catalog: Catalog, connectors: ConnectorCatalogue, persistence: Persistence?) {
        self.catalog = catalog
        self.connectors = connectors
        self.persistence = persistence
    }

    func dataSource(_ end: EndReference) async throws -> DataSource {
        guard let source = try await catalog.dataSource(end.id) else {
            throw Failure(
                "PROJECT-0005", "The data source \(end.id) does not exist.", advice: "Choose another for the project.")
        }
        return source
    }

    // MARK: Opening

    func openSource(_ saved: DataSource) async throws -> any SourceDatabase {
        guard let connector = connectors[saved.kind] as? any SourceConnector else {
            throw Failure(
                "PROJECT-0002", "The data source “\(saved.name)” cannot be the source of a project.",
                advice: "Choose a data source of a kind that can be read from.")
        }
        return try await connector.openSource(saved, password: try await password(of: saved))
    }

    func openDestination(_ saved: DataSource) async throws -> any DestinationDatabase {
        guard let connector = connectors[saved.kind] as? any DestinationConnector else {
            throw Failure(
                "PROJECT-0003", "The data source “\(saved.name)” cannot be the destination of a project.",
                advice: "Choose a data source of a kind that can be written to.")
        }
        return try await connector.openDestination(saved, password: try await password(of: saved))
    }

    // MARK: Using

    package func withSource<Value: Sendable>(
        _ saved: DataSource, _ body: (any SourceDatabase) async throws -> Value
    ) async throws -> Value {
        try await withSource({ saved }, body)
    }

    package func withDestination<Value: Sendable>(
        _ saved: DataSource, _ body: (any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        try await withDestination({ saved }, body)
    }

    /// `find` is asked at each attempt: whoever mends the data source meanwhile need not order anything.
    func withSource<Value: Sendable>(
        _ find: () async throws -> DataSource, _ body: (any SourceDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try await opened("the source") { try await openSource(try await find()) }
        return try await Self.value(of: { try await body(database) }, closing: { await database.close() })
    }

    func withDestination<Value: Sendable>(
        _ find: () async throws -> DataSource, _ body: (any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try await opened("the destination") { try await openDestination(try await find()) }
        return try await Self.value(of: { try await body(database) }, closing: { await database.close() })
    }

    private func opened<End: Sendable>(_ name: String, _ open: () async throws -> End) async throws -> End {
        guard let persistence else { return try await open() }
        return try await persistence.run(name, open)
    }

    private static func value<Value: Sendable>(
        of body: () async throws -> Value, closing close: () async -> Void
    ) async throws -> Value {
        do {
            let value = try await body()
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }

    private func password(of saved: DataSource) async throws -> Secret {
        try await catalog.password(of: saved.id) ?? Secret("")
    }
}
