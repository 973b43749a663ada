package import Catalog
package import ConnectorKit
package import Model

/// Opens saved data sources for single questions, and closes them again however the questions end.
package struct SavedEnds: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.catalog = catalog
        self.connectors = connectors
    }

    package func withSource<Value: Sendable>(
        _ saved: DataSource, _ body: (any SourceDatabase) async throws -> Value
    ) async throws -> Value {
        guard let connector = connectors[saved.kind] as? any SourceConnector else {
            throw NotNow("“\(saved.name)” cannot be read from: it cannot be the source of a project.")
        }
        let database = try await connector.openSource(saved, password: try await password(of: saved))
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    package func withDestination<Value: Sendable>(
        _ saved: DataSource, _ body: (any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        guard let connector = connectors[saved.kind] as? any DestinationConnector else {
            throw NotNow("“\(saved.name)” cannot be written to: it cannot be the destination of a project.")
        }
        let database = try await connector.openDestination(saved, password: try await password(of: saved))
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    private func password(of saved: DataSource) async throws -> Secret {
        try await catalog.password(of: saved.id) ?? Secret("")
    }
}
