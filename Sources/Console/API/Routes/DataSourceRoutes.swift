internal import Catalog
internal import ConnectorKit
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    private static let test = Schema.object([SchemaField("test", .named("ConnectionTest"))] + Schemas.foundByTest)

    var dataSourceRoutes: [Route] { dataSourceReading + dataSourceChanging }

    private var dataSourceReading: [Route] {
        [
            Route(
                method: .get, path: "/datasource-kinds", group: "Data sources",
                summary: "The kinds of databases, with what their forms ask for.",
                answer: .list(.named("DataSourceKind")),
                respond: { _ in .json(.array(connectors.connectors.map(\.description.json))) }),
            Route(
                method: .get, path: "/datasources", group: "Data sources", summary: "All data sources.",
                answer: Schemas.list(of: "DataSource"), respond: listDataSources),
            Route(
                method: .get, path: "/datasources/{id}", group: "Data sources",
                summary: "One data source, with the drafts too that use it; never its password.",
                answer: .named("DataSource"),
                respond: { .json(.object(try await self.views.detail(of: try await self.stored($0.id())))) }),
        ]
    }

    private var dataSourceChanging: [Route] {
        [
            Route(
                method: .post, path: "/datasources", group: "Data sources", summary: "Save a data source.",
                body: DataSourceForm.adding, status: 201, answer: .named("DataSource"),
                audit: .init(action: "dataSource.add", kind: .dataSource), isIdempotent: true, refusals: [409],
                respond: addDataSource),
            Route(
                method: .patch, path: "/datasources/{id}", group: "Data sources",
                summary: "Change it. The kind stays, and the password when none is sent.",
                body: DataSourceForm.changing, answer: .named("DataSource"),
                audit: .init(action: "dataSource.change", kind: .dataSource), refusals: [409, 412],
                current: { try await self.dataSource($0) }, respond: changeDataSource),
            Route(
                method: .delete, path: "/datasources/{id}", group: "Data sources",
                summary: "Remove it, when nothing uses it.", status: 204,
                audit: .init(action: "dataSource.remove", kind: .dataSource), refusals: [409],
                respond: removeDataSource),
            Route(
                method: .post, path: "/datasources/test", group: "Data sources",
                summary: "Test a connection before it is saved, step by step.", body: DataSourceForm.testing,
                answer: Self.test, audit: .init(action: "dataSource.test"), respond: testForm),
            Route(
                method: .post, path: "/datasources/{id}/actions/test", group: "Data sources",
                summary: "Test a saved connection and keep the result.", answer: Self.test,
                audit: .init(action: "dataSource.test", kind: .dataSource), respond: testSaved),
        ]
    }

    private func listDataSources(_: Visit) async throws -> Answer {
        let sources = try await views.dataSources()
        return .list(sources.rows.map(JSONValue.object), revision: sources.revision)
    }

    private func stored(_ id: DataSourceID) async throws -> DataSource {
        guard let source = try await catalog.dataSource(id) else { throw Refusal.notFound("data source") }
        return source
    }

    private func dataSource(_ visit: Visit) async throws -> JSONValue {
        .object(try await views.row(of: try await stored(visit.id())))
    }

    private func addDataSource(_ visit: Visit) async throws -> Answer {
        let form = DataSourceForm(body: visit.body, connectors: connectors)
        let source = try form.source(over: nil, at: now())
        try await catalog.addDataSource(source, password: form.password ?? Secret(""))
        var changes = Self.changes(from: nil, to: source)
        changes.addSecret("password", isNew: true)
        return .json(
            .object(try await views.row(of: source)),
            note: .init(object: .dataSource(source.id), objectName: source.name, changes: changes.list))
    }

    private func changeDataSource(_ visit: Visit) async throws -> Answer {
        let before = try await stored(visit.id())
        let form = DataSourceForm(body: visit.body, connectors: connectors)
        let wanted = try form.source(over: before, at: now())
        // Laid over what was read just now: without a revision from the client, that one's must not have moved.
        let after = try await catalog.changeDataSource(
            wanted, password: form.password, expecting: visit.expectedRevision ?? before.revision)
        var changes = Self.changes(from: before, to: after)
        if form.password != nil { changes.addSecret("password", isNew: false) }
        return .json(
            .object(try await views.row(of: after)),
            note: .init(object: .dataSource(after.id), objectName: after.name, changes: changes.list))
    }

    private func removeDataSource(_ visit: Visit) async throws -> Answer {
        let source = try await stored(visit.id())
        let users = try await usage()[source.id] ?? []
        guard users.isEmpty else {
            throw Refusal(
                409, "in_use", "\(source.name) is used by \(users.map(\.name).joined(separator: ", ")).",
                hint: "Remove or change what uses it first.")
        }
        try await catalog.removeDataSource(source.id)
        let changes = [AuditEntry.Change(field: "name", before: source.name, after: nil)]
        return .empty(note: .init(object: .dataSource(source.id), objectName: source.name, changes: changes))
    }

    private func testForm(_ visit: Visit) async throws -> Answer {
        let form = DataSourceForm(body: visit.body, connectors: connectors)
        var saved: DataSource?
        if let id = visit.body["id"]?.asString {
            saved = try await catalog.dataSource(DataSourceID(rawValue: id))
            if saved == nil { throw Refusal.invalid("id", "is not known") }
        }
        let source = try form.source(over: saved, at: now())
        var password = form.password
        if password == nil, let saved { password = try await catalog.password(of: saved.id) }
        let test = await trial(of: source, password: password)
        return .json(
            test.answer,
            note: .init(
                object: saved.map { .dataSource($0.id) }, objectName: source.name,
                changes: Self.testChanges(test, source)))
    }

    private func testSaved(_ visit: Visit) async throws -> Answer {
        let source = try await stored(visit.id())
        guard connectors[source.kind] != nil else {
            throw NotNow("This program has no connector for \(source.kind.rawValue).")
        }
        let test = await trial(of: source, password: try await catalog.password(of: source.id))
        try await catalog.recordTest(test, of: source.id)
        return .json(
            test.answer,
            note: .init(
                object: .dataSource(source.id), objectName: source.name, changes: Self.testChanges(test, source)))
    }

    private func trial(of source: DataSource, password: Secret?) async -> ConnectionTest {
        guard let connector = connectors[source.kind] else { return ConnectionTest(at: now(), steps: []) }
        let trial = ConnectionTrial(
            connector: connector, source: source, password: password ?? Secret(""), most: settings.connectionTestMax,
            now: now)
        return await trial.run()
    }

    private static func testChanges(_ test: ConnectionTest, _ source: DataSource) -> [AuditEntry.Change] {
        [.init(field: "test", before: nil, after: "\(test.outcome.rawValue) at \(source.host):\(source.port)")]
    }

    private static func changes(from before: DataSource?, to after: DataSource) -> Changes {
        var changes = Changes()
        let fields: [(String, (DataSource) -> String)] = [
            ("name", \.name), ("kind", \.kind.rawValue), ("role", \.role.rawValue), ("region", \.region),
            ("host", \.host), ("port", { String($0.port) }), ("user", \.user), ("database", \.database),
            ("encryption", \.encryption.rawValue), ("remark", \.remark),
        ]
        for (name, value) in fields { changes.add(name, before.map(value), value(after)) }
        changes.add("options", before?.options ?? [:], after.options)
        return changes
    }
}
