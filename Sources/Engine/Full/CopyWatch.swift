internal import Catalog
internal import Model

/// What every part of a Checker wants to know again and again, asked of the catalog once: how far the tables are.
actor CopyWatch {
    private let project: ProjectID
    private let catalog: Catalog
    private let lease: Lease
    private var quarantineMax: Int
    private(set) var sums = CopySums()
    /// Every table is completed or failed.
    private(set) var isDone = false

    init(_ project: Project, _ catalog: Catalog, _ lease: Lease) {
        self.project = project.id
        self.catalog = catalog
        self.lease = lease
        quarantineMax = project.specification.options.quarantineMax
    }

    func look() async throws {
        sums = try await catalog.copySums(of: project)
        isDone = sums.tablesOpen == 0
        if !isDone { try await checkQuarantine(adding: 0) }
    }

    func change(quarantineMax: Int) { self.quarantineMax = quarantineMax }

    /// Ends the whole copy when more rows stand in quarantine than the project allows: something is wrong with the
    /// definitions then, not with single rows.
    func checkQuarantine(adding rows: Int64) async throws {
        guard quarantineMax > 0, sums.rowsQuarantined + rows > Int64(quarantineMax) else { return }
        let failure = Failure(
            "CHECKER-0006", "More than \(quarantineMax) rows of the project stand in quarantine.",
            advice: "Look at their reasons; mend the cause or raise quarantineMax, and resume.")
        try await catalog.failOpenCopies(of: project, failure, under: lease)
        throw failure
    }
}
