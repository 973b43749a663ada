internal import Catalog
internal import ConnectorKit
internal import Model

/// Creates the objects of a project: tables, then views, in several lanes. What fails holds nothing else back; the step
/// ends failed with the list, and goes on with what is open when it is begun again.
struct SchemaStep: StepWork {
    /// Statements of definition that run at once: more wait for each other at the destination.
    static let lanes = 4

    func run(_ context: StepContext) async throws {
        try await context.withEnds { source, destination in
            try await ObjectPlanning(context: context, source: source, destination: destination).ensure()
        }
        try await createDatabases(context)
        try await createObjects(context)
        try await check(context)
    }

    // MARK: Databases

    private func createDatabases(_ context: StepContext) async throws {
        let options = try await context.current().specification.options
        let wanted = Set(try await wantedDatabases(context))
        try await context.withDestination { destination in
            try await context.persistence.run("the destination") {
                let facts = try await destination.facts()
                let existing = Set(try await destination.databases().map(facts.objectNames.key))
                let missing = wanted.filter { !existing.contains(facts.objectNames.key($0)) }.sorted()
                guard missing.isEmpty || options.createDatabase else {
                    throw Failure(
                        "SCHEMA-0002",
                        "\(NameList.text(missing, "database does", "databases do")) not exist at the destination.",
                        advice: "Create what is missing, or let the project create databases (createDatabase).")
                }
                for database in missing { try await destination.createDatabase(database) }
            }
        }
    }

    private func wantedDatabases(_ context: StepContext) async throws -> [String] {
        try await context.catalog.objectOutlines(of: context.project)
            .filter { $0.kind.isMigrated && !$0.isRemoved && $0.state != .unread && $0.state != .unsupported }
            .map(\.destination.schema)
    }

    // MARK: Objects

    private func createObjects(_ context: StepContext) async throws {
        let databases = Set(try await wantedDatabases(context)).sorted()
        let existing = try await context.withDestination { destination in
            try await context.persistence.run("the destination") {
                try await ExistingNames.read(databases, at: destination)
            }
        }
        let tally = CreationTally(total: try await open(context, [.table, .view]).count)
        let creation = ObjectLanes(context: context, existing: existing, tally: tally, lanes: Self.lanes)
        try await creation.create(try await open(context, [.table]))
        for wave in try await viewWaves(context) { try await creation.create(wave) }
        // A view that a source lists before what it reads succeeds when everything else is there.
        let failedViews = await creation.tally.failed(of: .view)
        if !failedViews.isEmpty {
            for wave in try await viewWaves(context) { try await creation.create(wave) }
        }
        // What the operator has mended or asked for again meanwhile; what failed waits for the next run.
        while true {
            let added = try await context.catalog.objectOutlines(of: context.project).filter {
                $0.state == .ready && !$0.isRemoved && $0.kind.isMigrated
            }
            if added.isEmpty { return }
            try await creation.create(
                added.map { ObjectLanes.Entry(number: $0.number, kind: $0.kind, name: $0.destination) })
        }
    }

    private func open(_ context: StepContext, _ kinds: Set<ObjectKind>) async throws -> [ObjectLanes.Entry] {
        try await context.catalog.objectOutlines(of: context.project)
            .filter { kinds.contains($0.kind) && !$0.isRemoved && ObjectCreation.open.contains($0.state) }
            .map { ObjectLanes.Entry(number: $0.number, kind: $0.kind, name: $0.destination) }
    }

    private func viewWaves(_ context: StepContext) async throws -> [[ObjectLanes.Entry]] {
        var entries: [ViewOrder.Entry] = []
        var names: [Int64: ObjectName] = [:]
        var last: Int64 = 0
        while true {
            let page = try await context.catalog.objects(
                of: context.project, kinds: [.view], after: last, countMax: 200)
            guard let end = page.last?.number else { break }
            last = end
            for view in page where !view.isRemoved && ObjectCreation.open.contains(view.state) {
                entries.append(ViewOrder.Entry(number: view.number, name: view.source, dependsOn: view.dependsOn))
                names[view.number] = view.destination
            }
        }
        return ViewOrder.waves(entries).map { wave in
            wave.compactMap { entry in
                names[entry.number].map { ObjectLanes.Entry(number: entry.number, kind: .view, name: $0) }
            }
        }
    }

    // MARK: The end

    private func check(_ context: StepContext) async throws {
        let policy = try await context.current().specification.options.onUnsupported
        let outlines = try await context.catalog.objectOutlines(of: context.project).filter { !$0.isRemoved }
        func names(_ states: Set<ProjectObject.State>) -> [String] {
            outlines.filter { states.contains($0.state) }.map(\.source.description)
        }
        let failed = names([.failed, .ready, .creating])
        let unread = names([.unread])
        let unsupported = names([.unsupported])
        var parts: [String] = []
        if !failed.isEmpty { parts.append("failed: " + NameList.text(failed)) }
        if !unread.isEmpty { parts.append("could not be read: " + NameList.text(unread)) }
        if policy == .stop, !unsupported.isEmpty { parts.append("not supported: " + NameList.text(unsupported)) }
        let openCount = failed.count + unread.count + (policy == .stop ? unsupported.count : 0)
        guard openCount == 0 else {
            let list = parts.joined(separator: "; ")
            throw Failure(
                "SCHEMA-0001", "\(openCount) \(openCount == 1 ? "object is" : "objects are") not there (\(list)).",
                advice: "Edit, skip or remove them, and resume the project.")
        }
        let made = outlines.count { $0.state == .completed }
        let left = unsupported.isEmpty ? "" : " Left out, not supported: \(NameList.text(unsupported))."
        await context.board.say("\(made) objects are created.\(left)", 1)
    }
}
