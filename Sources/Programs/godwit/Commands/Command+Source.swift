internal import Catalog
internal import ConnectorKit
internal import Engine
internal import JSON
internal import Model

extension Command {
    static let source = Command(
        name: "source", summary: "adds, lists, tests and removes data sources",
        help: """
            godwit source list [--json]
            godwit source add NAME --url KIND://USER@HOST:PORT/DATABASE [options]
            godwit source test NAME [--json]
            godwit source remove NAME

              --url URL             kind is \(Connectors.kinds.joined(separator: " or ")); more as ?tenant=…&cluster=…
              --kind --host --port --user --database   the same, one by one
              --password-file FILE  the first line is the password; else $GODWIT_PASSWORD, else it is asked for
              --encryption WHICH    off (default), required, or verified (certificate and host name are checked)
              --region --remark     for your own order
              --untested            saves without a successful test
            """ + Command.commonHelp,
        options: [
            "url", "kind", "host", "port", "user", "database", "password-file", "encryption", "region", "remark",
        ],
        flags: ["json", "untested"]
    ) { arguments, terminal in
        guard let verb = arguments.words.first else { throw Usage("Say what to do: list, add, test or remove.") }
        let calls = SourceCalls(
            catalog: try await Installation.open(arguments, creating: verb == "add").catalog, terminal: terminal,
            arguments: arguments)
        switch verb {
        case "list": return try await calls.list()
        case "add": return try await calls.add()
        case "test": return try await calls.test()
        case "remove": return try await calls.remove()
        default: throw Usage("Data sources know list, add, test and remove, not “\(verb)”.")
        }
    }
}

/// The calls of `godwit source`.
private struct SourceCalls {
    let catalog: Catalog
    let terminal: Terminal
    let arguments: Arguments

    func list() async throws -> ExitCode {
        _ = try arguments.words("list")
        let sources = try await catalog.dataSources()
        if arguments.has("json") {
            terminal.json(.array(sources.map(json)))
            return .done
        }
        guard !sources.isEmpty else {
            terminal.out(
                "No data source yet. Add one with: godwit source add NAME --url KIND://USER@HOST:PORT/DATABASE")
            return .done
        }
        var table = Table("ID", "Name", "Kind", "Address", "User", "Database", "Region", "Last test")
        let now = Timestamp.wallClock()
        for source in sources {
            let tested = source.lastTest.map { "\($0.outcome.rawValue) \(Phrase.duration(now - $0.at)) ago" }
            table.add(
                source.id.rawValue, source.name, source.kind.rawValue, "\(source.host):\(source.port)", source.user,
                source.database, source.region, tested ?? "never")
        }
        terminal.out(table.text)
        return .done
    }

    func add() async throws -> ExitCode {
        let name = try arguments.words("add", "NAME")[1]
        guard (1...Limits.nameLengthMax).contains(name.count) else {
            throw Usage("A name has 1 to \(Limits.nameLengthMax) characters.")
        }
        let (source, password) = try described(name)
        guard let connector = Connectors.all[source.kind] else {
            throw Usage("There is no kind of data source named “\(source.kind.rawValue)”.")
        }
        let unknown = source.options.keys.filter { key in !connector.description.fields.contains { $0.name == key } }
        guard unknown.isEmpty else {
            throw Usage("\(connector.description.title) has no option \(unknown.sorted().joined(separator: ", ")).")
        }
        if try await catalog.dataSource(named: name) != nil { throw NotNow("The name \(name) is taken.") }
        var saved = source
        if !arguments.has("untested") {
            let test = await run(connector, source, password)
            guard test.outcome != .failed else {
                terminal.note("Not saved. Mend it, or save it as it is with --untested.")
                return .failed
            }
            saved.lastTest = test
        }
        try await catalog.addDataSource(saved, password: password)
        if let test = saved.lastTest { try await catalog.recordTest(test, of: saved.id) }
        terminal.out(saved.id.rawValue)
        return .done
    }

    func test() async throws -> ExitCode {
        let source = try await named(arguments.words("test", "NAME")[1])
        guard let connector = Connectors.all[source.kind] else {
            throw NotFound("This program has no connector for \(source.kind.rawValue).")
        }
        let password = try await catalog.password(of: source.id) ?? Secret("")
        let test = await run(connector, source, password)
        try await catalog.recordTest(test, of: source.id)
        if arguments.has("json") { terminal.json(json(test)) }
        return test.outcome == .failed ? .problemsFound : .done
    }

    func remove() async throws -> ExitCode {
        let source = try await named(arguments.words("remove", "NAME")[1])
        try await catalog.removeDataSource(source.id)
        terminal.note("Removed \(source.name).")
        return .done
    }

    /// Runs the test and shows every step as it ends.
    private func run(_ connector: any Connector, _ source: DataSource, _ password: Secret) async -> ConnectionTest {
        let terminal = terminal
        let quiet = arguments.has("json")
        let at = Timestamp.wallClock()
        let steps = await connector.test(source, password: password) { step in
            if !quiet { terminal.out(StepLine.text(of: step, terminal)) }
        }
        return ConnectionTest(at: at, steps: steps, product: steps.first { $0.key == "version" }?.detail)
    }

    private func named(_ word: String) async throws -> DataSource {
        if let source = try await catalog.dataSource(named: word) { return source }
        if let source = try await catalog.dataSource(DataSourceID(rawValue: word)) { return source }
        throw NotFound("There is no data source \(word). See: godwit source list")
    }

    private static func url(_ text: String) throws(Usage) -> ConnectionURL {
        do throws(ConnectionURL.Problem) { return try ConnectionURL(text) } catch { throw Usage(error.message) }
    }

    private func described(_ name: String) throws -> (DataSource, Secret) {
        let url = try arguments.value("url").map(Self.url)
        guard let kind = url?.kind ?? arguments.value("kind") else { throw Usage("Give --url, or --kind and --host.") }
        guard let host = url?.host ?? arguments.value("host") else { throw Usage("Give the host with --host.") }
        guard let connector = Connectors.all[DataSourceKind(rawValue: kind)] else {
            let kinds = Connectors.kinds.joined(separator: ", ")
            throw Usage("The kind is one of \(kinds), not “\(kind)”.")
        }
        guard let encryption = Encryption(rawValue: arguments.value("encryption") ?? "off") else {
            throw Usage("--encryption is off, required or verified.")
        }
        let port = try arguments.integer("port", in: 1...65_535) ?? url?.port ?? connector.description.defaultPort
        let source = DataSource(
            id: .random(), name: name, kind: connector.description.kind,
            role: connector.description.roles.first ?? .primary,
            region: arguments.value("region") ?? "", host: host, port: port,
            user: url?.user ?? arguments.value("user") ?? connector.description.defaultUser,
            database: url?.database ?? arguments.value("database") ?? "", encryption: encryption,
            options: url?.options ?? [:], remark: arguments.value("remark") ?? "", createdAt: Timestamp.wallClock())
        return (
            source, try PasswordInput.read(arguments, inURL: url?.password, terminal, for: "\(source.user)@\(host)")
        )
    }

    private func json(_ source: DataSource) -> JSONValue {
        [
            "id": .string(source.id.rawValue), "name": .string(source.name), "kind": .string(source.kind.rawValue),
            "host": .string(source.host), "port": .integer(Int64(source.port)), "user": .string(source.user),
            "database": .string(source.database), "region": .string(source.region),
            "encryption": .string(source.encryption.rawValue),
            "lastTest": source.lastTest.map(json) ?? .null,
        ]
    }

    private func json(_ test: ConnectionTest) -> JSONValue {
        [
            "at": .integer(test.at.milliseconds), "outcome": .string(test.outcome.rawValue),
            "product": test.product.map { .string($0) } ?? .null,
            "steps": .array(
                test.steps.map { step in
                    [
                        "key": .string(step.key), "title": .string(step.title),
                        "outcome": .string(step.outcome.rawValue), "detail": .string(step.detail),
                        "advice": step.advice.map { .string($0) } ?? .null,
                        "fix": step.fix.map { .string($0) } ?? .null,
                        "elapsedMilliseconds": .integer(step.elapsedMilliseconds),
                    ]
                }),
        ]
    }
}
