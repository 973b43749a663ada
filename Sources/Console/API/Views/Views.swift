internal import Catalog
internal import ConnectorKit
internal import Engine
internal import JSON
internal import Model

/// What the console sees of the catalog, as rows. Routes answer with them and the event feed sends what changed of
/// them, so both always look the same.
struct Views: Sendable {
    /// A list with the revision it is at least as new as.
    struct Rows: Sendable {
        var rows: [JSONObject]
        var revision: Int64
    }

    let catalog: Catalog
    let connectors: ConnectorCatalogue
    let usage: API.Usage
    let now: @Sendable () -> Timestamp
    let prechecks: PrecheckRuns

    func revision(of topic: String) async throws -> Int64 { try await catalog.revisions()[topic] ?? 0 }

    func machines() async throws -> Rows {
        let revision = try await revision(of: "machines")
        let used = try await componentsByMachine().mapValues(\.count)
        let moment = now()
        let rows = try await catalog.machines().map { $0.json(componentsUsed: used[$0.id] ?? 0, at: moment) }
        return Rows(rows: rows, revision: revision)
    }

    func machine(_ id: MachineID) async throws -> JSONObject? {
        guard let machine = try await catalog.machine(id) else { return nil }
        let here = try await catalog.components(on: id)
        var row = machine.json(componentsUsed: here.count, at: now())
        row["componentsHere"] = .array(
            here.map {
                [
                    "id": .string($0.id.rawValue), "name": .string($0.name),
                    "state": .string($0.observation.state.rawValue),
                ]
            })
        return row
    }

    private func componentsByMachine() async throws -> [MachineID: [Component]] {
        Dictionary(grouping: try await catalog.components(), by: \.machine)
    }

    func components(where isMeant: (Component) -> Bool = { _ in true }) async throws -> Rows {
        let revision = try await revision(of: "components")
        let names = try await machineNames()
        var rows: [JSONObject] = []
        for component in try await catalog.components() where isMeant(component) {
            rows.append(try await row(of: component, machineName: names[component.machine] ?? ""))
        }
        return Rows(rows: rows, revision: revision)
    }

    func component(_ id: ComponentID) async throws -> JSONObject? {
        guard let component = try await catalog.component(id) else { return nil }
        return try await row(of: component, machineName: try await machineNames()[component.machine] ?? "")
    }

    func componentDetail(_ id: ComponentID) async throws -> JSONObject? {
        guard var row = try await component(id) else { return nil }
        row["history"] = .array(try await catalog.stateChanges(of: .component(id), limit: 100).map(\.json))
        return row
    }

    private func row(of component: Component, machineName: String) async throws -> JSONObject {
        component.json(machineName: machineName, metrics: try await catalog.latest(of: .component(component.id)))
    }

    private func machineNames() async throws -> [MachineID: String] {
        Dictionary(uniqueKeysWithValues: try await catalog.machines().map { ($0.id, $0.name) })
    }

    /// The newest tickets.
    func tickets() async throws -> Rows {
        let revision = try await revision(of: "tickets")
        return Rows(rows: try await catalog.tickets().tickets.map { $0.json(revision: revision) }, revision: revision)
    }

    func dataSources() async throws -> Rows {
        let revision = try await revision(of: "dataSources")
        let users = try await usage()
        let rows = try await catalog.dataSources().map { row(of: $0, usedBy: users[$0.id] ?? []) }
        return Rows(rows: rows, revision: revision)
    }

    func row(of source: DataSource) async throws -> JSONObject {
        row(of: source, usedBy: try await usage()[source.id] ?? [])
    }

    /// The same with the drafts that name it.
    func detail(of source: DataSource) async throws -> JSONObject {
        let drafts = try await catalog.drafts(naming: source.id).map { DataSourceUse($0) }
        return row(of: source, usedBy: (try await usage()[source.id] ?? []) + drafts)
    }

    private func row(of source: DataSource, usedBy users: [DataSourceUse]) -> JSONObject {
        source.json(
            kindTitle: connectors[source.kind]?.description.title ?? source.kind.rawValue, usedBy: users)
    }

    func parameters() async throws -> Rows {
        let revision = try await revision(of: "parameters")
        return Rows(rows: try await catalog.parameters().compactMap(\.json.asObject), revision: revision)
    }

    /// The newest audit entries.
    func audit() async throws -> Rows {
        let revision = try await revision(of: "audit")
        return Rows(rows: try await catalog.audit().compactMap(\.json.asObject), revision: revision)
    }

    func overview() async throws -> JSONObject {
        let moment = now()
        let components = try await catalog.components()
        let machines = try await catalog.machines()
        let up = machines.count { $0.isUp(at: moment) }
        let tickets = try await catalog.ticketCounts()
        let open = tickets.filter { !$0.key.isFinished }.reduce(0) { $0 + $1.value }
        let states = ComponentState.allCases.map { state in
            (state.rawValue, JSONValue(components.count { $0.observation.state == state }))
        }
        let projects = try await catalog.projectCounts()
        let projectStates = ProjectState.allCases.map { ($0.rawValue, JSONValue(projects[$0] ?? 0)) }
        return [
            "components": .object(JSONObject(states)),
            "machines": ["up": JSONValue(up), "down": JSONValue(machines.count - up)],
            "tickets": ["open": JSONValue(open), "failed": JSONValue(tickets[.failed] ?? 0)],
            "dataSources": JSONValue(try await catalog.dataSources().count),
            "projects": .object(JSONObject(projectStates)),
        ]
    }
}
