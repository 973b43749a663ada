import Catalog
import Glibc
import Model
import Synchronization
import Testing

/// A folder for one test, removed with its last use.
final class Folder: Sendable {
    let path: String

    init() {
        var template = Array("\(Folder.root)/godwit-catalog-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no folder for a test: errno \(errno)") }
        path = String(cString: made)
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    var database: String { path + "/catalog.sqlite3" }
    var key: String { path + "/catalog.key" }

    var names: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static var root: String { getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir }
}

/// A clock that stands still until the test moves it.
final class TestClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ milliseconds: Int64 = 1_800_000_000_000) { moment = Mutex(Timestamp(milliseconds: milliseconds)) }

    var now: Timestamp { moment.withLock { $0 } }
    func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
    func set(_ to: Timestamp) { moment.withLock { $0 = to } }
}

extension Catalog {
    static func open(_ folder: Folder, _ clock: TestClock) async throws -> Catalog {
        try await open(directory: folder.path, now: { clock.now })
    }
}

/// Things that tests need and do not look at.
enum Sample {
    static let machine = Machine(
        id: MachineID(rawValue: "mc_1"), name: "alpha", address: "10.0.0.1", region: "here", componentLimit: 64,
        createdAt: Timestamp(milliseconds: 5))
    static let vitals = MachineVitals(
        heartbeat: Timestamp(milliseconds: 7), agentStarted: Timestamp(milliseconds: 6), agentPID: 42,
        agentVersion: "0.1.0", cores: 2, cpuBusy: 0.25, memoryBytes: 100, memoryUsedBytes: 50, diskBytes: 1000,
        diskUsedBytes: 10)

    static func component(_ id: String, name: String? = nil) -> Component {
        Component(
            id: ComponentID(rawValue: id), kind: .heartbeat, name: name ?? id, machine: machine.id,
            configuration: ["beat": "1 s", "naïve \"key\"": "ü"],
            intent: .init(desired: .stopped, generation: 1, at: Timestamp(milliseconds: 8), by: Actor("admin")),
            observation: .init(state: .stopped, since: Timestamp(milliseconds: 8)),
            createdAt: Timestamp(milliseconds: 8))
    }

    static func dataSource(_ id: String, name: String) -> DataSource {
        DataSource(
            id: DataSourceID(rawValue: id), name: name, kind: DataSourceKind(rawValue: "mysql"), role: .both,
            region: "r", host: "db.example", port: 3306, user: "u", database: "d", encryption: .verified,
            options: ["tenant": "t1"], remark: "what for", createdAt: Timestamp(milliseconds: 9))
    }

    static func ticket(_ id: String, subject: String = "cp_1") -> Ticket {
        Ticket(
            id: TicketID(rawValue: id), kind: .startComponent, subject: Subject(.component, subject),
            subjectName: "name of \(subject)", by: Actor("admin"), createdAt: Timestamp(milliseconds: 10),
            steps: [.init(title: "Write the order"), .init(title: "Wait", state: .inProgress, detail: "beat 3")],
            generation: 2)
    }

    static func audit(_ action: String, actor: String = "admin", at: Int64 = 11) -> AuditEntry {
        AuditEntry(
            at: Timestamp(milliseconds: at), actor: Actor(actor), address: "127.0.0.1", action: action,
            object: Subject(.dataSource, "ds_1"), objectName: "Shop", outcome: .succeeded,
            request: RequestID(rawValue: "rq_1"),
            changes: [
                .init(field: "host", before: nil, after: "db"), .init(field: "password", before: "••", after: "••"),
            ])
    }

    static let account = Account(
        name: "admin", passwordHash: "scrypt$…", createdAt: Timestamp(milliseconds: 1),
        passwordSetAt: Timestamp(milliseconds: 1))
}

@Suite struct CatalogTests {
    @Test func everythingWrittenIsReadBackTheSame() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await Catalog.open(folder, clock)
        #expect(try await catalog.enrol(Sample.machine) == Sample.machine)
        try await catalog.report(Sample.vitals, of: Sample.machine.id)
        #expect(try await catalog.machine(Sample.machine.id)?.vitals == Sample.vitals)
        var component = Sample.component("cp_1")
        try await catalog.add(component)
        #expect(try await catalog.component(component.id) == component)
        component.observation = .init(
            state: .abnormal, since: Timestamp(milliseconds: 20), generation: 1,
            process: ProcessIdentity(pid: 7, startTicks: 99, bootID: "b"), crashes: 5,
            nextStart: Timestamp(milliseconds: 30), heartbeat: Timestamp(milliseconds: 21),
            failure: Failure("AGENT-0001", "m", advice: "a", detail: "d"))
        try await catalog.observe(component.observation, of: component.id, cause: "crashed", by: .system)
        #expect(try await catalog.component(component.id) == component)
        #expect(try await catalog.components(on: Sample.machine.id) == [component])
        let source = Sample.dataSource("ds_1", name: "Shop")
        try await catalog.addDataSource(source, password: Secret("geheim"))
        #expect(try await catalog.dataSource(source.id) == source)
        #expect(try await catalog.password(of: source.id)?.reveal() == "geheim")
        let ticket = Sample.ticket("tk_1")
        try await catalog.open(ticket)
        #expect(try await catalog.openTickets() == [ticket])
        var entry = Sample.audit("dataSource.add")
        entry.number = try await catalog.append(entry)
        #expect(try await catalog.audit() == [entry])
        await catalog.close()
        let reopened = try await Catalog.open(folder, clock)
        #expect(try await reopened.component(component.id) == component)
        #expect(try await reopened.password(of: source.id)?.reveal() == "geheim")
    }

    @Test func aClosedCatalogSaysSo() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        await catalog.close()
        await #expect(throws: CatalogError.closed) { try await catalog.machines() }
    }
}
