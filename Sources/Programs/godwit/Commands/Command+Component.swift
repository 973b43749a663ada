internal import Catalog
internal import Engine
internal import JSON
internal import Model
internal import Processes

extension Command {
    static let component = Command(
        name: "component", summary: "lists, adds, starts, pauses and removes components; shows their logs",
        help: """
            godwit component list [--json]
            godwit component add NAME [--kind heartbeat] [--machine ID] [--set NAME=VALUE,…] [--paused]
            godwit component start|pause|remove ID [--no-wait]
            godwit component logs ID [--lines N]

              list           every component: state, what is wanted, since when, what is wrong
              add            makes a component on a machine and starts it
              start, pause   records the order and waits until the machine's agent has met it
              remove         stops the component and forgets it
              logs           the end of its log file
              --no-wait      returns as soon as the order is recorded
            """ + Command.commonHelp,
        options: ["kind", "machine", "set", "lines"], flags: ["json", "paused", "no-wait"]
    ) { arguments, terminal in
        guard let verb = arguments.words.first else {
            throw Usage("Say what to do: list, add, start, pause, remove or logs.")
        }
        // The form that an agent calls; a person has no use for it.
        if verb.hasPrefix(ComponentID.prefix + "_") {
            return try await ComponentRun.run(ComponentID(rawValue: verb), arguments)
        }
        let installation = try await Installation.open(arguments)
        let calls = ComponentCalls(installation: installation, terminal: terminal, arguments: arguments)
        switch verb {
        case "list": return try await calls.list()
        case "add": return try await calls.add()
        case "start": return try await calls.order(.startComponent)
        case "pause": return try await calls.order(.pauseComponent)
        case "remove": return try await calls.order(.removeComponent)
        case "logs": return try await calls.logs()
        default: throw Usage("Components know list, add, start, pause, remove and logs, not “\(verb)”.")
        }
    }
}

/// The calls of `godwit component`.
private struct ComponentCalls {
    let installation: Installation
    let terminal: Terminal
    let arguments: Arguments

    private var catalog: Catalog { installation.catalog }

    func list() async throws -> ExitCode {
        _ = try arguments.words("list")
        let components = try await catalog.components()
        let machines = try await catalog.machines()
        if arguments.has("json") {
            terminal.json(.array(components.map(json)))
            return .done
        }
        guard !components.isEmpty else {
            terminal.out("No component yet. Make one with: godwit component add NAME")
            return .done
        }
        let now = Timestamp.wallClock()
        var table = Table("ID", "Name", "Kind", "Machine", "State", "Wanted", "Since", "What is wrong")
        for component in components {
            table.add(
                component.id.rawValue, component.name, component.kind.rawValue,
                machines.first { $0.id == component.machine }?.name ?? component.machine.rawValue,
                component.observation.state.rawValue, component.intent.desired.rawValue,
                Phrase.duration(now - component.observation.since), component.observation.failure?.message ?? "")
        }
        terminal.out(table.text)
        return .done
    }

    func add() async throws -> ExitCode {
        let name = try arguments.words("add", "NAME")[1]
        guard let kind = ComponentKind(rawValue: arguments.value("kind") ?? "heartbeat") else {
            throw Usage("--kind is one of \(ComponentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let configuration = try settings()
        try kind.check(configuration)
        let component = try await ComponentOrders(catalog: catalog).add(
            kind: kind, name: name, machine: arguments.value("machine").map { MachineID(rawValue: $0) },
            configuration: configuration, start: !arguments.has("paused"), by: .commandLine)
        terminal.out(component.id.rawValue)
        terminal.note("Added \(name); \(arguments.has("paused") ? "it is paused." : "its machine's agent starts it.")")
        return .done
    }

    func order(_ kind: Ticket.Kind) async throws -> ExitCode {
        let id = try await named(arguments.words("verb", "ID")[1])
        let ticket = try await ComponentOrders(catalog: catalog).order(kind, id, by: .commandLine)
        if arguments.has("no-wait") {
            terminal.out(ticket.id.rawValue)
            return .done
        }
        return try await wait(for: ticket)
    }

    func logs() async throws -> ExitCode {
        let id = try await named(arguments.words("logs", "ID")[1])
        let lines = try arguments.integer("lines", in: 1...100_000) ?? 100
        let text = RotatingLog.tail(of: installation.directory.log(of: id), bytes: lines * 400)
        guard !text.isEmpty else {
            throw NotFound("\(id) has written no log on this machine yet.")
        }
        terminal.out(text.split(separator: "\n").suffix(lines).joined(separator: "\n"))
        return .done
    }

    /// Follows the ticket until it is finished. Without a server there is no scheduler, so this call is one.
    private func wait(for ticket: Ticket) async throws -> ExitCode {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        var shown = ""
        while clock.now < deadline {
            guard let now = try await catalog.ticket(ticket.id) else { break }
            if let step = now.steps.last(where: { $0.state == .inProgress }), step.title + step.detail != shown {
                shown = step.title + step.detail
                terminal.note(step.title + (step.detail.isEmpty ? "" : ": \(step.detail)"))
            }
            if now.state == .successful {
                terminal.out("Done.")
                return .done
            }
            if now.state == .failed {
                terminal.note(now.failure?.description ?? now.steps.last?.detail ?? "The order failed.")
                return .failed
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        terminal.note(
            "The order stands, but it was not met within 60 s. Look at: godwit machine list; godwit ticket list")
        return .failed
    }

    /// By id, or by a name that is unique.
    private func named(_ word: String) async throws -> ComponentID {
        let components = try await catalog.components()
        if let exact = components.first(where: { $0.id.rawValue == word }) { return exact.id }
        let same = components.filter { $0.name == word }
        guard let only = same.first else { throw NotFound("There is no component \(word). See: godwit component list") }
        guard same.count == 1 else { throw Usage("\(same.count) components are named \(word); use the ID.") }
        return only.id
    }

    private func settings() throws -> [String: String] {
        var settings: [String: String] = [:]
        for pair in (arguments.value("set") ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Usage("--set takes NAME=VALUE, separated by commas.") }
            settings[parts[0]] = parts[1]
        }
        return settings
    }

    private func json(_ component: Component) -> JSONValue {
        [
            "id": .string(component.id.rawValue), "name": .string(component.name),
            "kind": .string(component.kind.rawValue), "machine": .string(component.machine.rawValue),
            "state": .string(component.observation.state.rawValue),
            "desired": .string(component.intent.desired.rawValue),
            "since": .integer(component.observation.since.milliseconds),
            "heartbeatAt": component.observation.heartbeat.map { .integer($0.milliseconds) } ?? .null,
            "pid": component.observation.process.map { .integer(Int64($0.pid)) } ?? .null,
            "crashes": .integer(Int64(component.observation.crashes)),
            "failure": component.observation.failure.map {
                ["number": .string($0.number), "message": .string($0.message), "advice": .string($0.advice)]
            } ?? .null,
        ]
    }
}
