internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// What a step does. Every step can be begun again at any time: it looks at what is done and does the rest. Returning
/// means completed; a thrown failure is shown; cancellation means that the operator paused it.
protocol StepWork: Sendable {
    func run(_ context: StepContext) async throws
}

enum Steps {
    static func work(of kind: StepKind) -> any StepWork {
        switch kind {
        case .precheck: PrecheckStep()
        case .schema: SchemaStep()
        case .full: FullStep()
        case .indexes: IndexStep()
        case .logPull, .incremental, .verification, .switchover, .reverse: MissingStep(kind: kind)
        }
    }
}

/// A step that this version does not have; the precheck refuses it before anything runs.
struct MissingStep: StepWork {
    let kind: StepKind

    func run(_ context: StepContext) async throws {
        throw Failure(
            "PROJECT-0001", "This version has no step “\(kind.rawValue)”.",
            advice: "Leave it out of the project's steps.")
    }
}

/// What a step may use.
struct StepContext: Sendable {
    let project: ProjectID
    let catalog: Catalog
    let connectors: ConnectorCatalogue
    let logger: Logger
    let board: StepBoard
    /// How long a database that is gone is waited for.
    var patience: Duration = .seconds(300)

    func current() async throws -> Project {
        guard let project = try await catalog.project(project) else { throw CancellationError() }
        return project
    }

    func openSource() async throws -> any SourceDatabase {
        let (source, password) = try await saved(try await current().specification.source)
        guard let connector = connectors[source.kind] as? any SourceConnector else {
            throw Failure(
                "PROJECT-0002", "“\(source.name)” cannot be the source of a project.",
                advice: "Choose a data source of a kind that can be read from.")
        }
        return try await connector.openSource(source, password: password)
    }

    func openDestination() async throws -> any DestinationDatabase {
        let (source, password) = try await saved(try await current().specification.destination)
        guard let connector = connectors[source.kind] as? any DestinationConnector else {
            throw Failure(
                "PROJECT-0003", "“\(source.name)” cannot be the destination of a project.",
                advice: "Choose a data source of a kind that can be written to.")
        }
        return try await connector.openDestination(source, password: password)
    }

    func route() async throws -> MigrationRoute {
        let specification = try await current().specification
        let (source, _) = try await saved(specification.source)
        let (destination, _) = try await saved(specification.destination)
        guard let route = connectors.route(from: source.kind, to: destination.kind) else {
            throw Failure(
                "PROJECT-0004",
                "There is no way from \(source.kind.rawValue) to \(destination.kind.rawValue) in this version.",
                advice: "Choose another source or destination.")
        }
        return route
    }

    func dataSources() async throws -> (source: DataSource, destination: DataSource) {
        let specification = try await current().specification
        return (try await saved(specification.source).0, try await saved(specification.destination).0)
    }

    /// Opens both ends for `body` and closes them, however it ends.
    @discardableResult
    func withEnds<Value: Sendable>(
        _ body: (any SourceDatabase, any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        let source = try await persistence.run("the source") { try await openSource() }
        do {
            let value = try await withDestination { try await body(source, $0) }
            await source.close()
            return value
        } catch {
            await source.close()
            throw error
        }
    }

    @discardableResult
    func withDestination<Value: Sendable>(
        _ body: (any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        let destination = try await persistence.run("the destination") { try await openDestination() }
        do {
            let value = try await body(destination)
            await destination.close()
            return value
        } catch {
            await destination.close()
            throw error
        }
    }

    var persistence: Persistence { Persistence(board: board, timeMax: patience) }

    private func saved(_ end: EndReference) async throws -> (DataSource, Secret) {
        guard let source = try await catalog.dataSource(end.id) else {
            throw Failure(
                "PROJECT-0005", "The data source \(end.id) does not exist.", advice: "Choose another for the project.")
        }
        return (source, try await catalog.password(of: end.id) ?? Secret(""))
    }

    static func failure(of error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let refusal as DatabaseRefusal: refusal.failure
        case let error as CatalogError: error.failure
        default:
            Failure(
                "PROJECT-0006", "The step met a failure that it does not know.",
                advice: "Read the server's log; if the cause is not outside, report it with the log.",
                detail: "\(error)")
        }
    }
}
