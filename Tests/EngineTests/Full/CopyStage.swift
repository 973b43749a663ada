import Catalog
import ConnectorKit
import Model
import Processes
import Synchronization
import TestKit

@testable import Engine

/// A catalog with one project, two scripted ends, and Checkers as a test wants them.
final class CopyStage: Sendable {
    let catalog: Catalog
    let project: Project
    let source: ScriptedSource
    let destination: ScriptedDestination
    let faults: Faults
    let rows: [Int64]
    let time: MovableTime
    private let log = Mutex<[String]>([])
    private let directory: TemporaryDirectory

    /// What the tables are like; of `large` ones every third has large values, and rows of `addressed` ones have
    /// nothing but an address.
    enum Tables {
        case keyed, large, keyless, addressed
    }

    /// `rows` of the tables 1, 2, ….
    init(
        rows: [Int64], rejects: Int64 = 0, seed: UInt64 = 1, tables: Tables = .keyed, rowsPerChunk: Int = 40,
        rowsInOneGoMax: Int = 0, latePercent: Int = 50,
        options change: (inout ProjectOptions) -> Void = { _ in }
    ) async throws {
        directory = try TemporaryDirectory("copy")
        let time = MovableTime()
        self.time = time
        catalog = try await Catalog.open(directory: directory.path, now: { time.now })
        faults = Faults(seed: seed)
        self.rows = rows
        let names = rows.indices.map { ObjectName("S", "T\($0 + 1)") }
        source = ScriptedSource(
            Dictionary(uniqueKeysWithValues: zip(names, rows)), faults, rowsPerChunk: rowsPerChunk,
            rowsInOneGoMax: rowsInOneGoMax)
        destination = ScriptedDestination(faults, rejects: rejects, latePercent: latePercent)
        var options = ProjectOptions()
        options.quarantineMax = 0
        change(&options)
        let end = EndReference(dataSource: DataSourceID(rawValue: "ds_1"))
        project = Project(
            id: .random(),
            specification: ProjectSpecification(
                name: "p", source: end, destination: end, objects: ObjectSelection(), options: options),
            owner: Actor("admin"),
            intent: .init(wish: .idle, generation: 1, at: time.now, by: Actor("admin")),
            observation: .init(since: time.now), createdAt: time.now)
        try await catalog.addProject(project)
        try await catalog.setObjects(
            names.enumerated().map { Self.object(Int64($0 + 1), $1, tables) }, of: project.id)
        try await catalog.addTableCopies(
            rows.enumerated().map {
                TableCopy(table: Int64($0 + 1), hasLargeValues: tables == .large && $0 % 3 == 2, rowsEstimated: $1)
            }, of: project.id)
    }

    private static func object(_ number: Int64, _ name: ObjectName, _ tables: Tables) -> ProjectObject {
        let destination = destinationName(number)
        let addressing: CopyPlan.Addressing =
            switch tables {
            case .keyed, .large: .key(["ID"])
            case .keyless: .whole
            case .addressed: .rowAddress
            }
        var object = ProjectObject(
            number: number, kind: .table, source: name, destination: destination, state: .completed)
        var plan = CopyPlan(
            source: name, destination: destination, columns: [], addressing: addressing,
            addressColumns: tables == .addressed ? ["A", "B", "C", "D"] : [])
        plan.isKeyless = tables == .keyless || tables == .addressed
        object.converted = ConvertedObject(
            kind: .table, source: name, destination: destination, statements: ["CREATE TABLE"], copy: plan)
        return object
    }

    var lastLines: [String] { log.withLock { $0.suffix(5) } }

    static func destinationName(_ table: Int64) -> ObjectName { ObjectName("d", "t\(table)") }

    func lease(_ name: String) async throws -> Lease {
        for _ in 0..<3 {
            if let lease = try await catalog.acquire("component/\(name)", holder: uniqueName("pid"), ttl: .seconds(10))
            {
                return lease
            }
            time.advance(.seconds(11))
        }
        throw CatalogError.leaseLost(name: name)
    }

    /// Waits shorter than the product does.
    static let clock = CopyClock(
        now: CopyClock.system.now, wait: { try await CopyClock.system.wait(min($0 / 50, .milliseconds(5))) })

    func checker(_ lease: Lease, clock: CopyClock = CopyStage.clock) -> CopyRun {
        let context = ComponentContext(
            id: ComponentID(rawValue: String(lease.name.dropFirst("component/".count))), configuration: [:],
            catalog: catalog,
            logger: Logger("test", to: .lines { line in self.log.withLock { $0.append(line) } }),
            connectors: ConnectorCatalogue([]), lease: lease)
        return CopyRun(project, CopyEnds(source: source, destination: destination), context, clock: clock)
    }

    /// Runs one Checker to its end. It may be minutes under one lease: the clock of the catalog stands still.
    func run(_ name: String = "cp_1") async throws { try await checker(try await lease(name)).run() }

    /// Waits until the ends were asked so many times more, or nothing happens any more.
    func happened(_ count: Int) async {
        let wanted = faults.metAll + count
        _ = try? await eventually("the ends are asked", within: .milliseconds(300)) { self.faults.metAll >= wanted }
    }

    // MARK: What must be true at the end

    /// What is wrong; empty when every row is there exactly once, or stands in quarantine once, and the catalog says
    /// the same as the destination.
    func faultsFound() async throws -> [String] {
        var found: [String] = []
        for (at, count) in rows.enumerated() { found += try await faultsFound(in: Int64(at + 1), count) }
        return found
    }

    private func faultsFound(in table: Int64, _ count: Int64) async throws -> [String] {
        var found: [String] = []
        let rejects = destination.rejects
        let keys = count > 0 ? Array(1...count) : []
        let good = keys.filter { rejects == 0 || $0 % rejects != 0 }
        let written = destination.rows(of: Self.destinationName(table))
        if written.map(\.key).sorted() != good {
            found.append("table \(table): \(written.count) rows instead of \(good.count), or others")
        }
        let rejections = try await catalog.rejections(of: project.id, table: table, countMax: 100_000)
        let bad = keys.filter { rejects > 0 && $0 % rejects == 0 }
        if rejections.compactMap({ $0.rejection.values.first.flatMap { $0 }.flatMap { Int64($0) } }).sorted() != bad {
            found.append("table \(table): \(rejections.count) rows in quarantine instead of \(bad.count), or others")
        }
        guard let copy = try await catalog.tableCopy(table, of: project.id) else { return ["no copy \(table)"] }
        if copy.state != .completed { found.append("table \(table) is \(copy.state): \(copy.failure as Any)") }
        if copy.rowsWritten != Int64(good.count) || copy.rowsQuarantined != Int64(bad.count) {
            found.append("table \(table) counts \(copy.rowsWritten) rows and \(copy.rowsQuarantined) in quarantine")
        }
        let rounded = Int64(good.filter { $0 % 10 == 0 }.count)
        if copy.losses["V round"] ?? 0 != rounded { found.append("table \(table) counts losses \(copy.losses)") }
        if copy.chunksDone != copy.chunksPlanned { found.append("table \(table) has chunks left") }
        found += try await markFaults(table, written)
        return found
    }

    private func markFaults(
        _ table: Int64, _ written: [ScriptedDestination.Written]
    ) async throws -> [String] {
        var found: [String] = []
        let marks = try await destination.marks(of: project.id, table: table).filter { !ChunkSummary($0).isSplit }
        let chunks = try await catalog.chunkPositions(of: table, in: project.id)
        let recorded = chunks.map { "\($0.chunk.number) \($0.position) \($0.rows)" }
        if recorded != marks.map({ "\($0.chunk) \($0.position) \($0.rows)" }) {
            found.append("table \(table): the catalog records other chunks than the destination holds")
        }
        let perPosition = Dictionary(grouping: written, by: \.position).mapValues { Int64($0.count) }
        let marked = Dictionary(marks.map { ($0.position.commit, $0.rows) }, uniquingKeysWith: +)
        if perPosition != marked.filter({ $0.value > 0 }) {
            found.append("table \(table): rows of attempts that have no mark")
        }
        return found
    }
}

/// A wall clock that tests move.
final class MovableTime: Sendable {
    private let milliseconds = Mutex<Int64>(1_000_000)
    var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }
    func advance(_ time: Duration) { milliseconds.withLock { $0 += time.wholeMilliseconds } }
}
