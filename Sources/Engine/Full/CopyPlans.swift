internal import Catalog
internal import Model

/// The plans of the project's tables, read once each.
actor CopyPlans {
    /// Plans are small; ten thousand tables of them are not.
    private static let countMax = 500

    private let project: ProjectID
    private let catalog: Catalog
    private var known: [Int64: CopyPlan] = [:]

    init(_ project: ProjectID, _ catalog: Catalog) {
        self.project = project
        self.catalog = catalog
    }

    /// Reads the plans of many tables with one question; one that has none is told when it is asked for.
    func load(_ tables: [Int64]) async throws {
        let missing = tables.filter { known[$0] == nil }
        guard !missing.isEmpty else { return }
        let objects = try await catalog.objects(missing, of: project)
        if known.count + objects.count > Self.countMax { known.removeAll() }
        for object in objects { known[object.number] = object.converted?.copy }
    }

    func plan(of table: Int64) async throws -> CopyPlan {
        if let plan = known[table] { return plan }
        guard let plan = try await catalog.object(table, of: project)?.converted?.copy else {
            throw Failure(
                "CHECKER-0004", "Table \(table) of the project has no plan for its rows.",
                advice: "Run the schema step of the project again.")
        }
        if known.count >= Self.countMax { known.removeAll() }
        known[table] = plan
        return plan
    }
}
