internal import Catalog
internal import ConnectorKit
internal import Model

/// What `doctor` looks at in the catalog: agents, components, and every data source for real.
struct CatalogChecks {
    let catalog: Catalog
    let report: @Sendable (ConnectionTest.Step) -> Void

    func run() async throws -> [ConnectionTest.Step] {
        var steps: [ConnectionTest.Step] = []
        func add(_ step: ConnectionTest.Step) {
            report(step)
            steps.append(step)
        }
        add(.init(key: "catalog", title: "Catalog", outcome: .passed, detail: "opens, and its schema is current"))
        for machine in try await catalog.machines() { add(check(machine)) }
        for component in try await catalog.components() { add(check(component)) }
        for source in try await catalog.dataSources() { add(try await check(source)) }
        return steps
    }

    private func check(_ machine: Machine) -> ConnectionTest.Step {
        let now = Timestamp.wallClock()
        let title = "Machine \(machine.name)"
        guard machine.isUp(at: now) else {
            return .init(
                key: "machine", title: title, outcome: .warning,
                detail: "its agent is silent \(Phrase.age(of: machine.vitals?.heartbeat, at: now))",
                advice: "Start it there: godwit serve, or godwit agent.")
        }
        return .init(key: "machine", title: title, outcome: .passed, detail: "its agent is alive")
    }

    private func check(_ component: Component) -> ConnectionTest.Step {
        let observation = component.observation
        let title = "Component \(component.name)"
        if observation.state == .abnormal {
            return .init(
                key: "component", title: title, outcome: .failed,
                detail: observation.failure?.message ?? "abnormal",
                advice: observation.failure?.advice ?? "Read its log: godwit component logs \(component.id)")
        }
        if component.intent.desired == .running, observation.state != .running, observation.state != .completed {
            return .init(
                key: "component", title: title, outcome: .warning,
                detail: "wanted running, but \(observation.state.rawValue)",
                advice: observation.failure?.advice ?? "It starts when its machine's agent is alive.")
        }
        return .init(key: "component", title: title, outcome: .passed, detail: observation.state.rawValue)
    }

    private func check(_ source: DataSource) async throws -> ConnectionTest.Step {
        let title = "Data source \(source.name)"
        guard let connector = Connectors.all[source.kind] else {
            return .init(
                key: "source", title: title, outcome: .failed,
                detail: "this program has no connector for \(source.kind.rawValue)",
                advice: "Run the Godwit that it was saved with, or remove it.")
        }
        let password = try await catalog.password(of: source.id) ?? Secret("")
        let at = Timestamp.wallClock()
        let steps = await connector.test(source, password: password) { _ in }
        let test = ConnectionTest(at: at, steps: steps, product: steps.first { $0.key == "version" }?.detail)
        try await catalog.recordTest(test, of: source.id)
        guard let worst = steps.first(where: { $0.outcome == test.outcome }), test.outcome != .passed else {
            return .init(key: "source", title: title, outcome: .passed, detail: test.product ?? "reachable")
        }
        return .init(
            key: "source", title: title, outcome: test.outcome, detail: "\(worst.title): \(worst.detail)",
            advice: worst.advice, fix: worst.fix)
    }
}
