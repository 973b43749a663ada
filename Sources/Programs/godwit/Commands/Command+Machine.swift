internal import Catalog
internal import JSON
internal import Model

extension Command {
    static let machine = Command(
        name: "machine", summary: "lists the machines with an agent",
        help: """
            godwit machine list [--json]

              list           every machine: whether its agent is alive, load, memory, disk, components
              --json         the same as JSON
            """ + Command.commonHelp,
        flags: ["json"]
    ) { arguments, terminal in
        guard try arguments.words("list") == ["list"] else { throw Usage("Say: godwit machine list.") }
        let catalog = try await Installation.open(arguments).catalog
        let machines = try await catalog.machines()
        let components = try await catalog.components()
        let now = Timestamp.wallClock()
        if arguments.has("json") {
            terminal.json(.array(machines.map { json($0, components, now) }))
            return .done
        }
        guard !machines.isEmpty else {
            terminal.out("No machine yet: a machine appears when its agent starts (godwit serve).")
            return .done
        }
        var table = Table("ID", "Name", "Address", "Region", "State", "CPU", "Memory", "Disk", "Components")
        for machine in machines {
            let here = components.count { $0.machine == machine.id }
            table.add(
                machine.id.rawValue, machine.name, machine.address, machine.region,
                machine.isUp(at: now) ? "up" : "down \(Phrase.age(of: machine.vitals?.heartbeat, at: now))",
                machine.vitals.map { Phrase.percent($0.cpuBusy) } ?? "–",
                machine.vitals.map { Phrase.share($0.memoryUsedBytes, of: $0.memoryBytes) } ?? "–",
                machine.vitals.map { Phrase.share($0.diskUsedBytes, of: $0.diskBytes) } ?? "–",
                "\(here) of \(machine.componentLimit)")
        }
        terminal.out(table.text)
        return .done
    }

    private static func json(_ machine: Machine, _ components: [Component], _ now: Timestamp) -> JSONValue {
        [
            "id": .string(machine.id.rawValue), "name": .string(machine.name), "address": .string(machine.address),
            "region": .string(machine.region), "state": machine.isUp(at: now) ? "up" : "down",
            "heartbeatAt": machine.vitals.map { .integer($0.heartbeat.milliseconds) } ?? .null,
            "cpu": machine.vitals.map { .number($0.cpuBusy) } ?? .null,
            "memory": machine.vitals.map {
                ["used": .integer($0.memoryUsedBytes), "total": .integer($0.memoryBytes)]
            } ?? .null,
            "disk": machine.vitals.map { ["used": .integer($0.diskUsedBytes), "total": .integer($0.diskBytes)] }
                ?? .null,
            "components": [
                "used": .integer(Int64(components.count { $0.machine == machine.id })),
                "limit": .integer(Int64(machine.componentLimit)),
            ],
        ]
    }
}
