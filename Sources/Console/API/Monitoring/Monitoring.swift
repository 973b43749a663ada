internal import Catalog
internal import HTTPServer
internal import Model

/// `/healthz` for whoever restarts the server, `/metrics` for whoever watches it. Both are open: they tell counts and
/// names, no settings and no secrets.
struct Monitoring: Sendable {
    static let catalogAnswersWithin: Duration = .seconds(2)

    let api: API

    func health() async -> Response {
        if let problem = await catalogProblem() { return .text("the catalog: \(problem)\n", status: 503) }
        return .text("ok\n")
    }

    /// Nil when the catalog answered in time. One that is stuck is not waited for.
    private func catalogProblem() async -> String? {
        let catalog = api.catalog
        return await firstAnswer(
            within: Self.catalogAnswersWithin, late: { "no answer within \(Self.catalogAnswersWithin)" }
        ) {
            do {
                _ = try await catalog.accountCount()
                return nil
            } catch {
                return (error as? CatalogError)?.message ?? "an unknown failure"
            }
        }
    }

    func metrics() async -> Response {
        var text = PrometheusText()
        text.begin("godwit_build_info", .gauge, "The version that runs; always 1.")
        text.sample("godwit_build_info", 1, [("version", api.settings.version), ("build", api.settings.build)])
        writeRequests(&text)
        text.begin("godwit_event_streams", .gauge, "Open event streams.")
        text.sample("godwit_event_streams", api.hub.subscriberCount)
        let clock = ContinuousClock()
        let start = clock.now
        var isUp = true
        do {
            try await writeCatalog(&text)
        } catch {
            isUp = false
        }
        text.begin("godwit_catalog_up", .gauge, "1 when the catalog answers.")
        text.sample("godwit_catalog_up", isUp ? 1 : 0)
        text.begin("godwit_catalog_seconds", .gauge, "How long the catalog took to answer for this page.")
        text.sample("godwit_catalog_seconds", (clock.now - start) / .seconds(1))
        return .bytes(Array(text.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func writeRequests(_ text: inout PrometheusText) {
        let counts = api.requests.snapshot.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        func labels(_ key: RequestCounters.Key) -> [(String, String)] {
            [("method", key.method), ("route", key.route), ("status", String(key.status))]
        }
        text.begin("godwit_http_requests_total", .counter, "Ended HTTP requests.")
        for (key, count) in counts { text.sample("godwit_http_requests_total", count.requests, labels(key)) }
        text.begin("godwit_http_request_seconds_total", .counter, "Time spent on ended HTTP requests.")
        for (key, count) in counts {
            text.sample("godwit_http_request_seconds_total", count.milliseconds / 1000, labels(key))
        }
    }

    private func writeCatalog(_ text: inout PrometheusText) async throws {
        let moment = api.now()
        let components = try await api.catalog.components()
        let machines = try await api.catalog.machines()
        let open = try await api.catalog.openTickets().count
        text.begin("godwit_components", .gauge, "Components by state.")
        for state in ComponentState.allCases {
            text.sample(
                "godwit_components", components.count { $0.observation.state == state }, [("state", state.rawValue)])
        }
        text.begin("godwit_machine_up", .gauge, "1 while the heartbeat of the machine's agent is fresh.")
        for machine in machines {
            let labels = [("machine", machine.id.rawValue), ("name", machine.name)]
            text.sample("godwit_machine_up", machine.isUp(at: moment) ? 1 : 0, labels)
        }
        text.begin("godwit_tickets_open", .gauge, "Tickets that are not finished.")
        text.sample("godwit_tickets_open", open)
        text.begin("godwit_component_metric", .gauge, "The last value of every metric of every component.")
        for component in components {
            let values = try await api.catalog.latest(of: .component(component.id))
            for (name, point) in values.sorted(by: { $0.key < $1.key }) {
                let labels = [
                    ("component", component.id.rawValue), ("kind", component.kind.rawValue),
                    ("name", component.name), ("metric", name),
                ]
                text.sample("godwit_component_metric", point.value, labels)
            }
        }
    }
}
