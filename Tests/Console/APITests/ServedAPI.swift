import Catalog
import ConnectorKit
import Glibc
import HTTPServer
import JSON
import Model
import TestKit
import Testing

@testable import API

/// The API on a real server with a real catalog in a directory of its own.
struct ServedAPI: Sendable {
    static let account = "admin"
    static let password = "correct horse battery"

    let directory: TemporaryDirectory
    let clock: SettableClock
    let catalog: Catalog
    let connector: ScriptedConnector
    let api: API
    let port: Int

    /// Serves while `body` runs. `usedBy` names what uses every data source.
    static func run(
        usedBy: [DataSourceUse] = [], _ prepare: (inout API.Settings) -> Void = { _ in },
        _ body: (ServedAPI) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory("api")
        let clock = SettableClock()
        let catalog = try await Catalog.open(directory: directory("data")) { clock.now }
        let connector = ScriptedConnector()
        var settings = API.Settings(version: "0.0.1", build: "b1", componentLogs: directory("logs"))
        settings.connectionTestMax = .milliseconds(300)
        prepare(&settings)
        let api = API(
            catalog: catalog, connectors: ConnectorCatalogue([connector], routes: [ScriptedRoute.route]),
            hub: EventHub(), settings: settings,
            usage: {
                Dictionary(uniqueKeysWithValues: try await catalog.dataSources().map { ($0.id, usedBy) })
            }, now: { clock.now })
        let server = HTTPServer(HTTPServerConfiguration(), router: api.routes()) { api.observe($0) }
        let port = try await server.start()
        let feed = Task { await api.feed.run() }
        let served = ServedAPI(
            directory: directory, clock: clock, catalog: catalog, connector: connector, api: api, port: port)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(served))
        } catch {
            result = .failure(error)
        }
        feed.cancel()
        await server.stop(grace: .seconds(2))
        await feed.value
        await catalog.close()
        try result.get()
    }

    /// A client that nobody signed in.
    var stranger: HTTPClient { HTTPClient(port: port) }

    /// A client with a session that was put into the catalog, without the cost of a password.
    func signedIn(as account: String = Self.account) async throws -> HTTPClient {
        let now = clock.now
        _ = try await catalog.createFirstAccount(
            Account(name: account, passwordHash: "-", createdAt: now, passwordSetAt: now))
        let token = uniqueName("token")
        let request = Request(method: .get, path: "/", headers: ["Cookie": "godwit=\(token)"])
        guard let hash = Sessions.tokenHash(of: request) else { throw ClientFailure(what: "no token") }
        try await catalog.start(
            ConsoleSession(
                tokenHash: hash, account: account, address: "127.0.0.1", createdAt: now, usedAt: now,
                expires: now + .seconds(3600)))
        var client = stranger
        client.cookie = "godwit=\(token)"
        return client
    }

    /// Makes the first account over the API.
    func firstSignIn() async throws -> HTTPClient {
        let reply = try await stranger.send(
            "POST", "/api/v1/session/first",
            ["account": .string(Self.account), "password": .string(Self.password)])
        return try client(from: reply)
    }

    func signIn(_ account: String = Self.account, _ password: String = Self.password) async throws -> Reply {
        try await stranger.send(
            "POST", "/api/v1/session", ["account": .string(account), "password": .string(password)])
    }

    func client(from reply: Reply) throws -> HTTPClient {
        guard reply.status == 200, let cookie = reply.header("Set-Cookie")?.split(separator: ";").first else {
            throw ClientFailure(what: "not signed in: \(reply.status) \(reply.text)")
        }
        var client = stranger
        client.cookie = String(cookie)
        return client
    }

    /// A machine that is up, with a component on it.
    @discardableResult
    func addMachine(_ name: String = "alpha", components: [String] = ["beat"]) async throws -> Machine {
        let now = clock.now
        let machine = try await catalog.enrol(
            Machine(
                id: .random(), name: name, address: "10.0.0.1", region: "north", componentLimit: 8, createdAt: now))
        try await catalog.report(
            MachineVitals(
                heartbeat: now, agentStarted: now, agentPID: 42, agentVersion: "0.0.1", cores: 4, cpuBusy: 0.25,
                memoryBytes: 1 << 30, memoryUsedBytes: 1 << 29, diskBytes: 1 << 40, diskUsedBytes: 1 << 39),
            of: machine.id)
        for name in components {
            try await catalog.add(
                Component(
                    id: .random(), kind: .heartbeat, name: name, machine: machine.id,
                    intent: .init(desired: .stopped, generation: 1, at: now, by: .system),
                    observation: .init(state: .stopped, since: now), createdAt: now))
        }
        return machine
    }

    func component(named name: String = "beat") async throws -> Component {
        guard let found = try await catalog.components().first(where: { $0.name == name }) else {
            throw ClientFailure(what: "no component \(name)")
        }
        return found
    }

    static let sourceForm: JSONValue = [
        "name": "orders", "kind": "scripted", "host": "db.example", "user": "root", "password": "p4ssw0rd-canary",
        "options": ["tenant": "t1"],
    ]

    static func projectForm(_ name: String, source: String) -> JSONValue {
        [
            "name": .string(name), "source": ["dataSource": .string(source)],
            "destination": ["dataSource": .string(source)], "objects": ["include": ["HR.*"], "map": ["HR": "hr"]],
        ]
    }

    /// A project over the API, with an object that failed, a check that failed and may be skipped, a table whose rows
    /// are being copied, and a row in quarantine: as its driver would have left them.
    func addProject(_ name: String, _ client: HTTPClient, source: String) async throws -> ProjectID {
        let reply = try await client.send("POST", "/api/v1/projects", Self.projectForm(name, source: source))
        guard let id = reply.json?["id"]?.asString.map({ ProjectID(rawValue: $0) }) else {
            throw ClientFailure(what: reply.text)
        }
        let source = ObjectName("HR", "EMPLOYEES")
        var object = ProjectObject(
            number: 1, kind: .table, source: source, destination: ObjectName("hr", "employees"), state: .failed,
            sourceText: "CREATE TABLE EMPLOYEES")
        object.failure = Failure("SCHEMA-0099", "It was refused.", advice: "Mend it.")
        object.returnCode = "1064"
        object.converted = ConvertedObject(
            kind: .table, source: source, destination: object.destination, statements: ["CREATE TABLE employees"],
            notes: [ConversionNote(.lossy, rule: "type.timestamp", subject: "HIRED", "Nine digits become six.")])
        try await catalog.setObjects([object], of: id)
        let question = PrecheckQuestion(
            key: "source.logs", title: "The logs are kept", end: .source, area: "logging",
            consequenceOfSkipping: "Changes are not seen.")
        try await catalog.setFindings(
            [
                (
                    question,
                    PrecheckFinding(
                        key: question.key, outcome: .failed, found: "They are not.", advice: "Keep them.",
                        fix: "ALTER DATABASE ARCHIVELOG")
                )
            ], of: id)
        try await catalog.addTableCopies([TableCopy(table: 1, rowsEstimated: 100)], of: id)
        let lease = try #require(
            try await catalog.acquire("test/\(id)", holder: "a Checker", ttl: .seconds(60)), "the lease is free")
        _ = try await catalog.claimPlanning(of: id, under: lease, largeValues: false, countMax: 1)
        try await catalog.addChunks(
            [PlannedPage(table: 1, chunks: [Chunk(number: 1, range: .whole)], isLast: true)], of: id, under: lease)
        let claimed = try #require(
            try await catalog.claimChunks(of: id, under: lease, largeValues: false, countMax: 1).first)
        var rejection = RowRejection(
            ordinal: 3, address: "AAA", column: "HIRED",
            reason: Failure("CONVERT-0001", "It does not fit.", advice: "Mend it."),
            values: ["c102", nil, String(repeating: "ff", count: 4096), String(repeating: "41", count: 4096), "00"])
        // The last one is the address of the row, which is no column of the plan.
        rejection.shown = [
            RejectedValue(column: "ID", byteCount: 2, text: "1"), RejectedValue(column: "HIRED"),
            RejectedValue(column: "PHOTO", byteCount: 70_000),
            RejectedValue(column: "NOTES", byteCount: 9_000, text: "A long", isCut: true),
        ]
        try await catalog.addRejections(
            [rejection], of: claimed, at: Position(commit: 7), attempt: 0, in: id, under: lease)
        return id
    }

    func addSource(_ client: HTTPClient) async throws -> String {
        let reply = try await client.send("POST", "/api/v1/datasources", Self.sourceForm)
        guard let id = reply.json?["id"]?.asString else { throw ClientFailure(what: reply.text) }
        return id
    }

    func addDraft(_ client: HTTPClient, _ content: JSONValue) async throws -> String {
        let reply = try await client.send("POST", "/api/v1/drafts", ["content": content])
        guard let id = reply.json?["id"]?.asString else { throw ClientFailure(what: reply.text) }
        return id
    }
}
