import Catalog
import ConnectorKit
import Model
import Processes
import TestKit

@testable import Engine

/// A real catalog with one project between two scripted ends.
struct ScriptedProject {
    let folder: TemporaryDirectory
    let catalog: Catalog
    let source: StagedSource
    let destination: StagedDestination
    let connectors: ConnectorCatalogue
    let id: ProjectID
    let logger = Logger("test", to: .lines { _ in })

    init(
        steps: [StepKind] = [.schema, .full, .indexes], include: [String] = ["HR.*"],
        tables: [String: TableWish] = [:], options: ProjectOptions = .init()
    ) async throws {
        folder = try TemporaryDirectory()
        catalog = try await Catalog.open(directory: folder("catalog"))
        source = StagedSource()
        destination = StagedDestination()
        let (here, there) = (DataSourceKind(rawValue: "here"), DataSourceKind(rawValue: "there"))
        connectors = ConnectorCatalogue(
            [ScriptedSourceConnector(script: source), ScriptedDestinationConnector(script: destination)],
            routes: [
                MigrationRoute(from: here, to: there, steps: [.precheck, .schema, .full, .indexes]) { _, _, _ in
                    ScriptedConversion()
                }
            ])
        var ends: [DataSource] = []
        for kind in [here, there] {
            let end = DataSource(
                id: .random(), name: kind.rawValue, kind: kind, host: kind.rawValue, port: 1, user: "u",
                createdAt: .wallClock())
            try await catalog.addDataSource(end, password: Secret("x"))
            ends.append(end)
        }
        let specification = ProjectSpecification(
            name: "Move", source: EndReference(dataSource: ends[0].id),
            destination: EndReference(dataSource: ends[1].id),
            objects: ObjectSelection(include: include, map: ["HR": "hr"], tables: tables), steps: steps,
            options: options)
        id = try await ProjectOrders(catalog: catalog).create(specification, by: .system).id
    }

    var orders: ProjectOrders { ProjectOrders(catalog: catalog) }
    var schema: SchemaOrders { SchemaOrders(catalog: catalog, connectors: connectors) }
    var prechecks: PrecheckOrders { PrecheckOrders(catalog: catalog, connectors: connectors, logger: logger) }

    func context(_ board: StepBoard = StepBoard(), patience: Duration = .seconds(5)) -> StepContext {
        StepContext(
            project: id, catalog: catalog, connectors: connectors, logger: logger, board: board, patience: patience)
    }

    func project() async throws -> Project {
        guard let project = try await catalog.project(id) else { throw CatalogError.notFound(.project(id)) }
        return project
    }

    func object(_ name: String) async throws -> ProjectObject {
        let found = try await catalog.objects(of: id).first { $0.source.name == name }
        guard let found else { throw NotNow("no object \(name)") }
        return found
    }

    func states() async throws -> [String: ProjectObject.State] {
        let outlines = try await catalog.objectOutlines(of: id)
        return Dictionary(outlines.map { ($0.source.name, $0.state) }, uniquingKeysWith: { $1 })
    }

    /// Runs one step and gives back how it failed.
    @discardableResult
    func run(_ step: any StepWork, _ board: StepBoard = StepBoard()) async throws -> Failure? {
        do {
            try await step.run(context(board))
            return nil
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return StepContext.failure(of: error)
        }
    }

    /// Writes down what a driver would have observed.
    func observe(_ change: (inout Project.Observation) -> Void) async throws {
        guard let lease = try await catalog.acquire(Lease.name(of: id), holder: "test", ttl: .seconds(10)) else {
            throw NotNow("the lease is taken")
        }
        var observation = try await project().observation
        change(&observation)
        try await catalog.observeProject(observation, of: id, under: lease, cause: "test")
        try await catalog.release(lease)
    }

    /// A machine with an agent that does at once whatever is wanted, until the surrounding task ends.
    func withAgent(
        _ state: @escaping @Sendable (Component) -> ComponentState = {
            $0.intent.desired == .running ? .running : .stopped
        },
        _ body: () async throws -> Void
    ) async throws {
        let now = Timestamp.wallClock()
        let machine = try await catalog.enrol(
            Machine(
                id: .random(), name: uniqueName("machine"), address: "here", region: "", componentLimit: 64,
                createdAt: now))
        try await catalog.report(
            MachineVitals(
                heartbeat: now, agentStarted: now, agentPID: 1, agentVersion: "1", cores: 1, cpuBusy: 0,
                memoryBytes: 1, memoryUsedBytes: 0, diskBytes: 1, diskUsedBytes: 0), of: machine.id)
        let catalog = catalog
        let agent = Task {
            // Typed: the form of `eventually` that waits for a value would end with the first answer.
            let look: @Sendable () async throws -> Bool = {
                for component in try await catalog.components(on: machine.id) {
                    let wanted = state(component)
                    guard component.observation.state != wanted || component.isOrderNew else { continue }
                    var observation = component.observation
                    observation.state = wanted
                    observation.generation = component.intent.generation
                    try? await catalog.observe(observation, of: component.id, cause: "test", by: .system)
                }
                return Task.isCancelled
            }
            let isOver: Void? = try? await eventually("the agent is dismissed", within: .seconds(120), look)
            _ = isOver
        }
        do {
            try await body()
        } catch {
            agent.cancel()
            throw error
        }
        agent.cancel()
    }
}
