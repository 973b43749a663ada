internal import Catalog
internal import JSON
internal import Model

/// What became of a project: what is done, each thing that failed with what mends it, what the conversion lost, and
/// what is left for the operator.
struct ProjectReport: Sendable {
    /// Single objects that are told; the rest are counted.
    static let toldMax = 20

    struct LossySet: Sendable {
        var rule: String
        var count = 0
        var example: String
    }

    var project: Project
    var elapsed: Duration
    var counts: [ProjectObject.State: Int] = [:]
    var rows: Int64 = 0
    var bytes: Int64 = 0
    var quarantined: Int64 = 0
    var ignored: Int64 = 0
    var tables = 0
    var blocking: [PrecheckAnswer] = []
    var skippedChecks = 0
    /// Indexes and foreign keys that the operator goes without.
    var partsLeftOut: [String] = []
    /// Rows of quarantine that the operator goes without.
    var discarded: Int64 = 0
    /// Objects that could not be created, and their number.
    var failedObjects: [ProjectObject] = []
    var failedTables: [(name: String, failure: Failure?)] = []
    var rejections: [(table: String, reason: String, count: Int)] = []
    var lossy: [LossySet] = []
    /// Values that a named rule changed while they were copied.
    var losses: [String: Int64] = [:]

    /// Objects that were asked for and are not there.
    var objectsOpen: Int { (counts[.failed] ?? 0) + (counts[.unsupported] ?? 0) + (counts[.unread] ?? 0) }

    /// Everything that was asked for is at the destination.
    var isDone: Bool {
        project.observation.state == .completed && quarantined == 0 && objectsOpen == 0 && failedTables.isEmpty
            && partsLeftOut.isEmpty && discarded == 0
    }

    /// What the program answers: a project that came to its end without something is not done, and did not fail.
    var exitCode: ExitCode {
        if isDone { return .done }
        return project.observation.state == .completed ? .problemsFound : .failed
    }

    static func read(_ project: Project, _ catalog: Catalog, elapsed: Duration) async throws -> ProjectReport {
        var report = ProjectReport(project: project, elapsed: elapsed)
        report.counts = try await catalog.objectCounts(of: project.id)
        let answers = try await catalog.answers(of: project.id)
        report.blocking = answers.filter(\.blocks)
        report.skippedChecks = answers.count { $0.skippedBy != nil }
        report.failedObjects = try await catalog.objects(
            of: project.id, states: [.failed, .unsupported, .unread], countMax: toldMax
        ).filter { !$0.isRemoved }
        try await report.readCopies(catalog)
        try await report.readNotes(catalog)
        return report
    }

    private mutating func readCopies(_ catalog: Catalog) async throws {
        let copies = try await catalog.tableCopies(of: project.id)
        tables = copies.count
        for copy in copies {
            rows += copy.rowsWritten
            bytes += copy.bytesRead
            quarantined += copy.rowsQuarantined
            ignored += copy.rowsIgnored
            discarded += copy.losses[Catalog.discardedRule] ?? 0
            guard copy.state == .failed || !copy.losses.isEmpty else { continue }
            let name =
                try await catalog.object(copy.table, of: project.id)?.source.description ?? "table \(copy.table)"
            for (rule, count) in copy.losses { losses["\(name) \(rule)", default: 0] += count }
            if copy.state == .failed { failedTables.append((name, copy.failure)) }
        }
        guard quarantined > 0 else { return }
        var found: [String: (table: Int64, reason: String, count: Int)] = [:]
        for (table, _, rejection) in try await catalog.rejections(of: project.id) {
            let key = "\(table) \(rejection.reason.number) \(rejection.column ?? "")"
            let place = rejection.column.map { "column \($0): " } ?? ""
            found[key, default: (table, place + rejection.reason.description, 0)].count += 1
        }
        for (_, set) in found.sorted(by: { $0.key < $1.key }).prefix(Self.toldMax) {
            let name = try await catalog.object(set.table, of: project.id)?.source.description
            rejections.append((name ?? "table \(set.table)", set.reason, set.count))
        }
    }

    private mutating func readNotes(_ catalog: Catalog) async throws {
        var sets: [String: LossySet] = [:]
        var last: Int64 = 0
        while true {
            let page = try await catalog.objects(of: project.id, after: last)
            guard let end = page.last?.number else { break }
            last = end
            for object in page where !object.isRemoved && object.kind.isMigrated {
                let skipped = object.parts.filter { $0.value.state == .skipped }.keys.sorted()
                partsLeftOut += skipped.map { "\($0) of \(object.destination)" }
                let converted = object.converted
                let notes = (converted?.notes ?? []) + (converted?.parts.flatMap(\.notes) ?? [])
                for note in notes where note.severity == .lossy || note.severity == .unsupported {
                    let place = note.subject.isEmpty ? "" : " \(note.subject)"
                    sets[
                        note.rule, default: LossySet(rule: note.rule, example: "\(object.source)\(place): \(note.text)")
                    ]
                    .count += 1
                }
            }
        }
        lossy = sets.values.sorted { ($0.count, $1.rule) > ($1.count, $0.rule) }
    }
}
