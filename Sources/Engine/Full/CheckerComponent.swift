internal import Catalog
internal import ConnectorKit
internal import Model
internal import Processes

/// Copies the rows of a project: plans chunks, takes them, reads each at one position and writes it with its mark. Any
/// number of Checkers may work for one project at once, on any machines; what one leaves behind another takes over.
struct CheckerComponent: ComponentBody {
    static let settings: [ComponentSetting] = []
    /// The name in its configuration that says for which project it works.
    static let projectName = "project"

    func run(_ context: ComponentContext) async throws {
        let project = try await Self.project(of: context)
        let ends = try await Self.open(project, context)
        do {
            try await ends.destination.prepareMarks()
            try await CopyRun(project, ends, context).run()
        } catch {
            await ends.close()
            throw (error as? DatabaseRefusal)?.failure ?? error
        }
        await ends.close()
    }

    private static func project(of context: ComponentContext) async throws -> Project {
        let name = context.configuration[projectName] ?? ""
        guard let project = try await context.catalog.project(ProjectID(rawValue: name)) else {
            throw Failure(
                "CHECKER-0001", "The project “\(name)” of this Checker does not exist.",
                advice: "Remove the component; its project was deleted.")
        }
        return project
    }

    private static func open(_ project: Project, _ context: ComponentContext) async throws -> CopyEnds {
        let specification = project.specification
        let ends = SavedEnds(catalog: context.catalog, connectors: context.connectors)
        let source = try await ends.dataSource(specification.source)
        let destination = try await ends.dataSource(specification.destination)
        do {
            let opened = try await ends.openSource(source)
            do {
                return CopyEnds(source: opened, destination: try await ends.openDestination(destination))
            } catch {
                await opened.close()
                throw error
            }
        } catch let refusal as DatabaseRefusal {
            throw refusal.failure
        }
    }
}
