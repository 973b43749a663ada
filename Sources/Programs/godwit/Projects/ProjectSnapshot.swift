internal import Catalog
internal import Engine
internal import Model

/// A project as it is at one moment, with what a display needs of its copies.
struct ProjectSnapshot: Sendable {
    struct Copying: Sendable {
        var rows: Int64 = 0
        var rowsExpected: Int64?
        var bytes: Int64 = 0
        var quarantined: Int64 = 0
        var tablesDone = 0
        var tables = 0
        var rowsPerSecond: Double?
        var bytesPerSecond: Double?
        var remaining: Duration?
        var reason: SpeedReason?
        /// The tables with the most rows left.
        var slowest: [OpenTable] = []
    }

    struct OpenTable: Sendable {
        var name: String
        var rows: Int64
        var rowsExpected: Int64?

        var share: Double? {
            guard let rowsExpected, rowsExpected > 0 else { return nil }
            return min(1, Double(rows) / Double(rowsExpected))
        }
    }

    var project: Project
    /// Nil before the rows.
    var copying: Copying?

    var state: ProjectState { project.observation.state }
    var running: ProjectStep? { project.observation.steps.first { $0.state == .running } }
}

/// Takes snapshots of one project. It remembers sums, to tell speeds, and names, to ask for each once.
actor ProjectWatch {
    private static let tablesShown = 5
    private let catalog: Catalog
    private let id: ProjectID
    private var gauge = RateGauge()
    private var names: [Int64: String] = [:]
    private var copying: ProjectSnapshot.Copying?
    private var looked: ContinuousClock.Instant?

    init(_ catalog: Catalog, _ id: ProjectID) {
        self.catalog = catalog
        self.id = id
    }

    func snapshot() async throws -> ProjectSnapshot? {
        guard let project = try await catalog.project(id) else { return nil }
        let full = project.observation.steps.first { $0.kind == .full }
        guard let full, full.state != .waiting else { return ProjectSnapshot(project: project, copying: nil) }
        let now = ContinuousClock().now
        let pause: Duration = .seconds(1)
        if full.state == .running, looked.map({ now - $0 >= pause }) ?? true {
            looked = now
            copying = try await look(now)
        } else if full.state != .running {
            if copying == nil { copying = try await look(now) }
        }
        return ProjectSnapshot(project: project, copying: copying)
    }

    private func look(_ now: ContinuousClock.Instant) async throws -> ProjectSnapshot.Copying {
        // Sums and the few tables that are shown: ten thousand tables are not read for that.
        let sums = try await catalog.copySums(of: id)
        var found = ProjectSnapshot.Copying()
        found.rows = sums.rowsWritten
        found.bytes = sums.bytesRead
        found.quarantined = sums.rowsQuarantined
        found.tablesDone = sums.tablesCompleted
        found.tables = sums.tables
        let expected = sums.tablesUnknown == 0 ? sums.rowsWritten + sums.rowsLeft : nil
        found.rowsExpected = expected
        gauge.add(rows: found.rows, bytes: found.bytes, at: now)
        if let speed = gauge.perSecond {
            found.rowsPerSecond = speed.rows
            found.bytesPerSecond = speed.bytes
            if let expected, speed.rows >= 1 {
                found.remaining = .seconds(Int64(Double(max(0, expected - found.rows)) / speed.rows))
            }
        }
        found.reason = try await reason()
        for copy in try await catalog.largestOpenCopies(of: id, countMax: Self.tablesShown) {
            found.slowest.append(
                .init(
                    name: try await name(copy.table), rows: copy.rowsWritten,
                    rowsExpected: Self.expected(copy)))
        }
        return found
    }

    private static func expected(_ copy: TableCopy) -> Int64? {
        if copy.state == .completed { return copy.rowsWritten }
        return copy.rowsEstimated.map { max($0, copy.rowsWritten) }
    }

    private func name(_ table: Int64) async throws -> String {
        if let known = names[table] { return known }
        let name = try await catalog.object(table, of: id)?.source.description ?? "table \(table)"
        names[table] = name
        return name
    }

    /// What holds the Checkers back, as most of them say.
    private func reason() async throws -> SpeedReason? {
        var votes: [SpeedReason: Int] = [:]
        for component in try await catalog.components()
        where component.kind == .checker && component.configuration["project"] == id.rawValue {
            guard let point = try await catalog.latest(of: .component(component.id))["full.reason"],
                SpeedReason.allCases.indices.contains(Int(point.value))
            else { continue }
            votes[SpeedReason.allCases[Int(point.value)], default: 0] += 1
        }
        return votes.max { $0.value < $1.value }?.key
    }
}
