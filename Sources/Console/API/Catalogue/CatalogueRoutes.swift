internal import Catalog
internal import ConnectorKit
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// Questions to saved data sources that the wizard asks: what is there, what its columns become, what a filter means.
extension API {
    private static let table: [SchemaField] = [
        SchemaField("schema", .line(1...255)), SchemaField("table", .line(1...255)),
    ]

    var catalogueRoutes: [Route] {
        [
            Route(
                method: .get, path: "/datasources/{id}/objects", group: "Catalogue",
                summary: "Everything that a source lists, by columns: place n of every list is about object n. It is "
                    + "asked of the source at most every 10 minutes.",
                query: [.optional("refresh", .choice(["0", "1"]), "1 asks the source again.")],
                answer: .named("Catalogue"), refusals: [409, 502], respond: listCatalogue),
            Route(
                method: .get, path: "/datasources/{id}/columns", group: "Catalogue",
                summary: "The columns of one table and what they would become at a destination.",
                query: Self.table + [.optional("destination", .line(1...64), "The id of a data source.")],
                answer: .named("TableColumns"), refusals: [409, 502], respond: listColumns),
            Route(
                method: .post, path: "/datasources/{id}/filter-check", group: "Catalogue",
                summary: "Whether the source understands a row filter, and how many rows meet it when they can be "
                    + "counted within 5 s.",
                body: .object(Self.table + [SchemaField("filter", .text(1...4_000))]),
                answer: .named("FilterCheck"), audit: .init(action: "dataSource.filterCheck", kind: .dataSource),
                refusals: [409, 502], respond: checkFilter),
        ]
    }

    private func savedSource(_ visit: Visit) async throws -> DataSource {
        guard let source = try await catalog.dataSource(visit.id()) else { throw Refusal.notFound("data source") }
        return source
    }

    private func listCatalogue(_ visit: Visit) async throws -> Answer {
        let source = try await savedSource(visit)
        let refresh = visit.query("refresh")
        guard refresh == nil || refresh == "0" || refresh == "1" else {
            throw Refusal.invalid("refresh", "must be 0 or 1")
        }
        return .json(try await catalogues.catalogue(of: source, isFresh: refresh == "1").json)
    }

    private func listColumns(_ visit: Visit) async throws -> Answer {
        let source = try await savedSource(visit)
        let table = try Self.name(visit.query("schema"), visit.query("table"))
        var destination: DataSource?
        if let id = visit.query("destination") {
            destination = try await catalog.dataSource(DataSourceID(rawValue: id))
            if destination == nil { throw Refusal.invalid("destination", "is not known") }
        }
        let previews = ColumnPreviews(catalog: catalog, connectors: connectors)
        guard let preview = try await previews.preview(table, of: source, to: destination, ConversionSettings()) else {
            throw Refusal.invalid("table", "is not there, or this account does not see it")
        }
        return .json(preview.json)
    }

    private func checkFilter(_ visit: Visit) async throws -> Answer {
        let source = try await savedSource(visit)
        let table = try Self.name(visit.body["schema"]?.asString, visit.body["table"]?.asString)
        let trial = try await FilterTrials(catalog: catalog, connectors: connectors)
            .ask(visit.body["filter"]?.asString ?? "", on: table, of: source)
        return .json(trial.json)
    }

    private static func name(_ schema: String?, _ table: String?) throws(Refusal) -> ObjectName {
        for (field, name) in [("schema", schema), ("table", table)] {
            guard let name, (1...255).contains(name.unicodeScalars.count), !name.unicodeScalars.contains("\u{0}") else {
                throw .invalid(field, "must have 1 to 255 characters")
            }
        }
        return ObjectName(schema ?? "", table ?? "")
    }
}
