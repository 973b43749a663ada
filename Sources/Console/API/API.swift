// API: the product over HTTP, under /api/v1, described by a table of routes from which the OpenAPI document is made.
// Everything that is shown comes from the catalog and every order is written there; this module starts no component and
// talks to no agent. It refuses a change without a session, without the proof that it comes from the console itself
// (header X-Godwit, Origin of this server), with a field it does not know, or with a value outside its bounds. Every
// change, also a refused one, leaves an audit entry. No answer ever carries a password.
//
// Read next: Routing/Route.swift, Routing/Dispatcher.swift, Sessions/SignIn.swift, Feed/EventFeed.swift.
package import Catalog
package import ConnectorKit
internal import Engine
package import HTTPServer
package import Model

package struct API: Sendable {
    package struct Settings: Sendable {
        package var version: String
        /// Changes with every build, so that an open console notices that it is out of date.
        package var build: String
        /// The folder of the components' logs; only files named by a component's id are read from it.
        package var componentLogs: String
        /// The address under which browsers see this server when a proxy stands before it: `https://godwit.example`.
        package var publicOrigin: String?
        /// All steps of one connection test together.
        package var connectionTestMax: Duration = .seconds(30)

        package init(version: String, build: String? = nil, componentLogs: String, publicOrigin: String? = nil) {
            self.version = version
            self.build = build ?? version
            self.componentLogs = componentLogs
            self.publicOrigin = publicOrigin
        }
    }

    /// Names what uses each data source; one that is used is not removed.
    package typealias Usage = @Sendable () async throws -> [DataSourceID: [DataSourceUse]]

    let catalog: Catalog
    let connectors: ConnectorCatalogue
    let hub: EventHub
    let settings: Settings
    let usage: Usage
    let now: @Sendable () -> Timestamp
    let views: Views
    let signIn: SignIn
    let sessions: Sessions
    let streams: Streams
    let keys = KeysInFlight()
    let catalogues: SourceCatalogues
    let prechecks: PrecheckRuns
    let requests = RequestCounters()

    /// Runs beside the server: without it event streams stay silent and outlive their sessions.
    package let feed: EventFeed

    package init(
        catalog: Catalog, connectors: ConnectorCatalogue, hub: EventHub, settings: Settings,
        usage: Usage? = nil, now: @escaping @Sendable () -> Timestamp = Timestamp.wallClock
    ) {
        let usage = usage ?? { try await Self.projectsOfSources(catalog) }
        self.catalog = catalog
        self.connectors = connectors
        self.hub = hub
        self.settings = settings
        self.usage = usage
        self.now = now
        catalogues = SourceCatalogues(catalog: catalog, connectors: connectors, now: now)
        prechecks = PrecheckRuns(catalog: catalog, connectors: connectors)
        views = Views(catalog: catalog, connectors: connectors, usage: usage, now: now, prechecks: prechecks)
        signIn = SignIn(catalog: catalog, now: now)
        sessions = Sessions(catalog: catalog, now: now)
        streams = Streams()
        feed = EventFeed(hub: hub, views: views, streams: streams, sessions: sessions)
    }

    private static func projectsOfSources(_ catalog: Catalog) async throws -> [DataSourceID: [DataSourceUse]] {
        var uses: [DataSourceID: [DataSourceUse]] = [:]
        for project in try await catalog.projects() {
            for id in Set([project.specification.source.id, project.specification.destination.id]) {
                uses[id, default: []].append(DataSourceUse(project.id, name: project.name))
            }
        }
        return uses
    }

    /// The table that both the router and the OpenAPI document are made of.
    var table: [Route] {
        sessionRoutes + overviewRoutes + machineRoutes + componentRoutes + ticketRoutes + auditRoutes
            + parameterRoutes + dataSourceRoutes + catalogueRoutes + projectRoutes + draftRoutes + documentRoutes
    }

    package func routes() -> Router {
        var router = Router()
        let dispatcher = Dispatcher(api: self)
        for route in table {
            router.on(route.method, Route.prefix + route.path, bodyBytes: route.bodyBytes) { request in
                await dispatcher.respond(to: request, on: route)
            }
        }
        let monitoring = Monitoring(api: self)
        router.on(.get, "/healthz") { _ in await monitoring.health() }
        router.on(.get, "/metrics") { _ in await monitoring.metrics() }
        return router
    }

    /// Counts an ended request for `/metrics`; given to the server as its observer.
    package func observe(_ ended: RequestLog) { requests.count(ended) }
}
