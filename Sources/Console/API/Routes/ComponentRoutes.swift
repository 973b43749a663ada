internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model
internal import Net

extension API {
    private static let configuration = Schema.map(.text(0...1024), entries: 64)

    var componentRoutes: [Route] {
        [
            Route(
                method: .get, path: "/components", group: "Components", summary: "All components, or those that fit.",
                query: [
                    .optional("q", .line(1...128), "Part of the name or the id."),
                    .optional("kind", .anyLine), .optional("status", .anyLine, "States, separated by commas."),
                    .optional("machine", .anyLine, "An id."), .optional("region", .anyLine),
                ], answer: Schemas.list(of: "Component"), respond: listComponents),
            Route(
                method: .post, path: "/components", group: "Components",
                summary: "Make a component. Without a machine it is placed where most room is.",
                body: .object([
                    SchemaField("kind", Schemas.choice(ComponentKind.self)),
                    SchemaField("name", .line(1...Limits.nameLengthMax)),
                    .optional("machine", .optional(.line(1...64)), "An id."),
                    .optional("configuration", Self.configuration), .optional("start", .boolean),
                ]), status: 201, answer: .named("ComponentDetail"),
                audit: .init(action: "component.add", kind: .component), isIdempotent: true, refusals: [409],
                respond: addComponent),
            Route(
                method: .get, path: "/components/{id}", group: "Components", summary: "One component with its history.",
                answer: .named("ComponentDetail"), respond: { .json(try await self.component($0)) }),
            Route(
                method: .patch, path: "/components/{id}", group: "Components",
                summary: "Change name or configuration; a running component takes it up when it is started again.",
                body: .object([
                    .optional("name", .line(1...Limits.nameLengthMax)), .optional("configuration", Self.configuration),
                ]), answer: .named("ComponentDetail"), audit: .init(action: "component.change", kind: .component),
                refusals: [409, 412], current: { try await self.component($0) }, respond: changeComponent),
            Route(
                method: .post, path: "/components/{id}/actions/{action}", group: "Components",
                summary: "Order \(ComponentActions.kinds.map(\.name).joined(separator: ", ")); a ticket follows it.",
                status: 202, answer: .named("TicketReference"),
                audit: .init(action: "component", kind: .component), isIdempotent: true, refusals: [409],
                respond: orderComponent),
            Route(
                method: .get, path: "/components/{id}/logs", group: "Components", summary: "The end of its log.",
                query: [.optional("lines", .integer(1...Int64(Limits.logLinesShownMax)), "200 when absent.")],
                answer: .named("Log"), respond: componentLog),
            Route(
                method: .get, path: "/components/{id}/configuration", group: "Components",
                summary: "Its settings with their meaning.", answer: .list(.named("Setting")),
                respond: componentSettings),
        ]
    }

    private func listComponents(_ visit: Visit) async throws -> Answer {
        let states = try visit.choices("status", ComponentState.self)
        let kinds = try visit.choices("kind", ComponentKind.self)
        let components = try await views.components()
        let machines = try await catalog.machines()
        let here = Set(
            machines.filter { machine in
                (visit.query("machine") ?? machine.id.rawValue) == machine.id.rawValue
                    && (visit.query("region") ?? machine.region) == machine.region
            }.map(\.id.rawValue))
        let fitting = components.rows.filter { row in
            let text = { (name: String) in row[name]?.asString ?? "" }
            return here.contains(row["machine"]?["id"]?.asString ?? "")
                && (kinds.isEmpty || kinds.contains { $0.rawValue == text("kind") })
                && (visit.query("q").map { Substring($0).occurs(in: text("name"), text("id")) } ?? true)
        }
        let counts = ComponentState.allCases.map { state in
            (state.rawValue, JSONValue(fitting.count { $0["state"] == .string(state.rawValue) }))
        }
        let rows = fitting.filter { row in
            states.isEmpty || states.contains { .string($0.rawValue) == row["state"] }
        }
        return .list(rows.map(JSONValue.object), counts: JSONObject(counts), revision: components.revision)
    }

    private func component(_ visit: Visit) async throws -> JSONValue {
        guard let component = try await views.componentDetail(visit.id()) else { throw Refusal.notFound("component") }
        return .object(component)
    }

    private func stored(_ visit: Visit) async throws -> Component {
        guard let component = try await catalog.component(visit.id()) else { throw Refusal.notFound("component") }
        return component
    }

    private static func settings(_ value: JSONValue?) -> [String: String]? {
        value?.asObject.map { object in
            Dictionary(uniqueKeysWithValues: object.map { ($0.key, $0.value.asString ?? "") })
        }
    }

    private static func checked(
        _ configuration: () throws(Failure) -> [String: String]
    ) throws(Refusal) -> [String: String] {
        do {
            return try configuration()
        } catch {
            var refusal = Refusal(
                422, "invalid", error.message, hint: error.advice, detail: error.number, field: "configuration")
            refusal.problems = [SchemaProblem("configuration", error.message)]
            throw refusal
        }
    }

    private func addComponent(_ visit: Visit) async throws -> Answer {
        let body = visit.body
        guard let kind = ComponentKind(rawValue: body["kind"]?.asString ?? "") else {
            throw Refusal.invalid("kind", "is not known")
        }
        let configuration = try Self.checked { () throws(Failure) in
            let wanted = Self.settings(body["configuration"]) ?? [:]
            try kind.check(wanted)
            return wanted
        }
        let machine = body["machine"]?.asString.map { MachineID(rawValue: $0) }
        let component: Component
        do {
            component = try await ComponentOrders(catalog: catalog).add(
                kind: kind, name: body["name"]?.asString ?? "", machine: machine, configuration: configuration,
                start: body["start"]?.asBool ?? false, by: visit.actor)
        } catch CatalogError.notFound(let subject) where subject.kind == .machine {
            throw Refusal.invalid("machine", "is not known")
        }
        var changes = Changes()
        changes.add("kind", nil, kind.rawValue)
        changes.add("name", nil, component.name)
        changes.add("machine", nil, component.machine.rawValue)
        changes.add("configuration", [:], configuration)
        changes.add("desired", nil, component.intent.desired.rawValue)
        let note = Answer.Note(
            object: .component(component.id), objectName: component.name, changes: changes.list)
        return .json(.object(try await views.componentDetail(component.id) ?? [:]), note: note)
    }

    private func changeComponent(_ visit: Visit) async throws -> Answer {
        let before = try await stored(visit)
        var configuration = Self.settings(visit.body["configuration"])
        if let wanted = configuration {
            configuration = try Self.checked { () throws(Failure) in
                try before.kind.changed(before.configuration, to: wanted)
            }
        }
        let after = try await catalog.configure(
            before.id, configuration: configuration, name: visit.body["name"]?.asString,
            expecting: visit.expectedRevision)
        var changes = Changes()
        changes.add("name", before.name, after.name)
        changes.add("configuration", before.configuration, after.configuration)
        return .json(
            try await component(visit),
            note: .init(object: .component(before.id), objectName: after.name, changes: changes.list))
    }

    private func orderComponent(_ visit: Visit) async throws -> Answer {
        guard let kind = ComponentActions.kind(named: visit.place("action")) else {
            throw Refusal.notFound("action")
        }
        let component = try await stored(visit)
        let ticket = try await ComponentOrders(catalog: catalog).order(kind, component.id, by: visit.actor)
        var changes = Changes()
        let desired: DesiredState = kind == .startComponent ? .running : .stopped
        changes.add("desired", component.intent.desired.rawValue, desired.rawValue)
        changes.add("ticket", nil, ticket.id.rawValue)
        return .json(
            ["ticket": .string(ticket.id.rawValue)],
            note: .init(
                object: .component(component.id), objectName: component.name, changes: changes.list,
                action: "component." + visit.place("action")))
    }

    private func componentLog(_ visit: Visit) async throws -> Answer {
        let component = try await stored(visit)
        let lines = try visit.integer("lines", 1...Int64(Limits.logLinesShownMax)) ?? 200
        let log = LogTail(path: settings.componentLogs + "/" + component.id.rawValue + ".log", lines: Int(lines))
        let tail = try await onThread("log") { log.read() }
        return .json([
            "file": .string(tail.file), "lines": .array(tail.lines.map(JSONValue.string)),
            "truncated": .bool(tail.isTruncated),
        ])
    }

    private func componentSettings(_ visit: Visit) async throws -> Answer {
        let component = try await stored(visit)
        return .json(
            .array(
                component.kind.settings.map {
                    [
                        "name": .string($0.name), "title": .string($0.title), "help": .string($0.help),
                        "value": .string(component.configuration[$0.name] ?? $0.standard),
                        "standard": .string($0.standard),
                    ]
                }))
    }
}
