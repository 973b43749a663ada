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

    func route() async throws -> MigrationRoute {
        let specification = try await current().specification
        let source = try await ends.dataSource(specification.source)
        let destination = try await ends.dataSource(specification.destination)
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
        return (
            try await ends.dataSource(specification.source), try await ends.dataSource(specification.destination)
        )
    }

    /// Opens both ends for `body` and closes them, however it ends.
    @discardableResult
    func withEnds<Value: Sendable>(
        _ body: (any SourceDatabase, any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        try await withSource { source in try await withDestination { try await body(source, $0) } }
    }

    @discardableResult
    func withSource<Value: Sendable>(_ body: (any SourceDatabase) async throws -> Value) async throws -> Value {
        try await ends.withSource({ try await ends.dataSource(try await current().specification.source) }, body)
    }

    @discardableResult
    func withDestination<Value: Sendable>(
        _ body: (any DestinationDatabase) async throws -> Value
    ) async throws -> Value {
        try await ends.withDestination(
            { try await ends.dataSource(try await current().specification.destination) }, body)
    }

    private var ends: SavedEnds { SavedEnds(catalog: catalog, connectors: connectors, persistence: persistence) }

    var persistence: Persistence { Persistence(board: board, timeMax: patience) }

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
