internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var machineRoutes: [Route] {
        [
            Route(
                method: .get, path: "/machines", group: "Machines", summary: "All machines.",
                answer: Schemas.list(of: "Machine"), respond: listMachines),
            Route(
                method: .get, path: "/machines/{id}", group: "Machines",
                summary: "One machine, with the components on it.", answer: .named("MachineDetail"),
                respond: { visit in .json(try await self.machine(visit)) }),
            Route(
                method: .patch, path: "/machines/{id}", group: "Machines",
                summary: "Change name, region or the limit of components.",
                body: .object([
                    .optional("name", .line(1...Limits.nameLengthMax)),
                    .optional("region", .line(0...Limits.nameLengthMax)),
                    .optional("componentLimit", .integer(0...1024)),
                ]), answer: .named("MachineDetail"), audit: .init(action: "machine.change", kind: .machine),
                refusals: [409, 412], current: { try await self.machine($0) }, respond: changeMachine),
        ]
    }

    private func listMachines(_: Visit) async throws -> Answer {
        let machines = try await views.machines()
        let up = machines.rows.count { $0["state"] == "up" }
        return .list(
            machines.rows.map(JSONValue.object),
            counts: ["up": JSONValue(up), "down": JSONValue(machines.rows.count - up)], revision: machines.revision)
    }

    private func machine(_ visit: Visit) async throws -> JSONValue {
        guard let machine = try await views.machine(visit.id()) else { throw Refusal.notFound("machine") }
        return .object(machine)
    }

    private func changeMachine(_ visit: Visit) async throws -> Answer {
        let id: MachineID = visit.id()
        guard let before = try await catalog.machine(id) else { throw Refusal.notFound("machine") }
        let after = try await catalog.changeMachine(
            id, expecting: visit.expectedRevision, name: visit.body["name"]?.asString,
            region: visit.body["region"]?.asString,
            componentLimit: visit.body["componentLimit"]?.asInteger.map { Int($0) })
        var changes = Changes()
        changes.add("name", before.name, after.name)
        changes.add("region", before.region, after.region)
        changes.add("componentLimit", String(before.componentLimit), String(after.componentLimit))
        return .json(
            try await machine(visit),
            note: .init(object: .machine(id), objectName: after.name, changes: changes.list))
    }
}
