package import Catalog
package import ConnectorKit
package import Model

/// What sources list, kept for a while: a wizard asks for it with every page. Many who ask at once are one question to
/// the source. A changed data source is asked anew.
package actor SourceCatalogues {
    static let age: Duration = .seconds(600)
    static let keptMax = 16

    private struct Place: Hashable {
        var id: DataSourceID
        var revision: Int64
    }

    private struct Reading {
        let number: Int
        let answer: Task<SourceCatalogue, any Error>
    }

    private let ends: SavedEnds
    private let now: @Sendable () -> Timestamp
    private var kept: [Place: SourceCatalogue] = [:]
    private var readings: [Place: Reading] = [:]
    private var count = 0

    package init(
        catalog: Catalog, connectors: ConnectorCatalogue, now: @escaping @Sendable () -> Timestamp
    ) {
        ends = SavedEnds(catalog: catalog, connectors: connectors)
        self.now = now
    }

    /// `isFresh`: what is kept is not good enough.
    package func catalogue(of source: DataSource, isFresh: Bool = false) async throws -> SourceCatalogue {
        let place = Place(id: source.id, revision: source.revision)
        if !isFresh, let known = kept[place], now() - known.asOf < Self.age { return known }
        let reading: Reading
        if let going = readings[place] {
            reading = going
        } else {
            count += 1
            let (ends, now) = (ends, now)
            reading = Reading(
                number: count,
                answer: Task {
                    let asOf = now()
                    return try await ends.withSource(source) { database in
                        let schemas = try await database.schemas()
                        return SourceCatalogue(asOf: asOf, objects: try await database.objects(in: schemas))
                    }
                })
            readings[place] = reading
        }
        let answer = await reading.answer.result
        if readings[place]?.number == reading.number { readings[place] = nil }
        let catalogue = try answer.get()
        keep(catalogue, at: place)
        return catalogue
    }

    /// Older readings of the same source go, and the oldest of all when there are too many.
    private func keep(_ catalogue: SourceCatalogue, at place: Place) {
        kept = kept.filter { $0.key.id != place.id }
        kept[place] = catalogue
        while kept.count > Self.keptMax, let oldest = kept.min(by: { $0.value.asOf < $1.value.asOf }) {
            kept[oldest.key] = nil
        }
    }
}
