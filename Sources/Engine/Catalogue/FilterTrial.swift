package import Catalog
package import ConnectorKit
package import Model

/// What a source says to a row filter. Nothing of its rows is fetched.
package struct FilterTrial: Hashable, Sendable {
    /// Why the filter is not understood; nil when it is.
    package var failure: Failure?
    /// The character of the filter where understanding ended, from 1.
    package var position: Int?
    /// How many rows meet it; nil when counting took too long.
    package var rows: Int64?
}

package struct FilterTrials: Sendable {
    static let countTime: Duration = .seconds(5)

    private let ends: SavedEnds

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        ends = SavedEnds(catalog: catalog, connectors: connectors)
    }

    package func ask(_ filter: String, on table: ObjectName, of source: DataSource) async throws -> FilterTrial {
        try await ends.withSource(source) { database in
            do {
                try await database.check(filter: filter, on: table)
            } catch let refusal as DatabaseRefusal {
                // A filter that is not understood is an answer; a database that cannot be asked is none.
                guard refusal.remedy == .askOperator else { throw refusal }
                return FilterTrial(failure: refusal.failure, position: refusal.place, rows: nil)
            }
            return FilterTrial(rows: try await database.count(table, where: filter, within: Self.countTime))
        }
    }
}
