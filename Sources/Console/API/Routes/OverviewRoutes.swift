internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

/// Counts for the navigation, measurements, search and the event stream.
extension API {
    private static let topics = [
        "projects", "components", "machines", "tickets", "datasources", "audit", "parameters", "overview",
    ]

    var overviewRoutes: [Route] {
        [
            Route(
                method: .get, path: "/overview", group: "Overview", summary: "Counts for the navigation.",
                answer: .named("Overview"), respond: { [views] _ in .json(.object(try await views.overview())) }),
            Route(
                method: .get, path: "/metrics", group: "Overview", summary: "Measured values of one object over time.",
                query: [
                    SchemaField("subject", .line(1...128), "`component/ID`, `machine/ID` or `project/ID`."),
                    SchemaField("names", .line(1...1024), "Names, separated by commas; at most 20."),
                    .optional("from", .moment, "The last 15 minutes when absent."), .optional("to", .moment),
                    .optional("points", .integer(1...Int64(Limits.metricPointsPerQueryMax)), "600 when absent."),
                ], answer: .named("Series"), respond: series),
            Route(
                method: .get, path: "/search", group: "Overview",
                summary:
                    "Projects, machines, components, data sources and tickets by name or id, for the command palette.",
                query: [SchemaField("q", .line(1...128))],
                answer: .object([SchemaField("items", .list(.named("Found")))]), respond: search),
            Route(
                method: .get, path: "/stream", group: "Overview",
                summary: "Changes as they happen, as server-sent events. A message carries topic, revision, the rows "
                    + "that changed and, as `gone`, the ids that are no more. After `event: reset` read again.",
                query: [
                    SchemaField(
                        "topics", .line(1...2048),
                        "Separated by commas: \(Self.topics.joined(separator: ", ")), component:ID, project:ID, "
                            + "tables:ID, objects:ID, precheck:ID. The last four are of a project and come at most "
                            + "once a second; project:ID brings only the members that changed."),
                    .optional("after", .line(1...20), "The id of the last message seen; as `Last-Event-ID`."),
                ], mediaType: "text/event-stream", respond: stream),
        ]
    }

    private func series(_ visit: Visit) async throws -> Answer {
        let subject = try Self.subject(visit.query("subject") ?? "")
        let names = (visit.query("names") ?? "").split(separator: ",").map(String.init)
        guard (1...20).contains(names.count), names.allSatisfy({ $0.count <= 64 }) else {
            throw Refusal.invalid("names", "must be 1 to 20 names, separated by commas")
        }
        let to = try visit.moment("to") ?? now()
        let from = try visit.moment("from") ?? to - .seconds(900)
        guard from < to else { throw Refusal.invalid("from", "must be earlier than to") }
        let points = try visit.integer("points", 1...Int64(Limits.metricPointsPerQueryMax)) ?? 600
        let found = try await catalog.series(of: subject, names: names, from: from, to: to, points: Int(points))
        let moments = Set(found.values.joined().map(\.at)).sorted()
        let columns = names.map { name in
            let values = Dictionary(
                (found[name] ?? []).map { ($0.at, $0.value) }, uniquingKeysWith: { first, _ in first })
            return (name, JSONValue.array(moments.map { values[$0].map(JSONValue.number) ?? .null }))
        }
        return .json(["t": .array(moments.map(\.json)), "series": .object(JSONObject(columns))])
    }

    private static func subject(_ text: String) throws(Refusal) -> Subject {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = Subject.Kind(rawValue: parts[0]) else {
            throw .invalid("subject", "must be a kind and an id: component/ID or machine/ID")
        }
        return Subject(kind, parts[1])
    }

    private func search(_ visit: Visit) async throws -> Answer {
        guard let asked = visit.query("q") else { return .json(["items": []]) }
        guard asked.count <= 128 else { throw Refusal.invalid("q", "must have at most 128 characters") }
        let query = Substring(asked)
        var found: [JSONValue] = []
        func add(_ kind: Subject.Kind, _ id: String, _ title: String, _ hint: String, _ page: String) {
            found.append([
                "kind": .string(kind.rawValue), "id": .string(id), "title": .string(title), "hint": .string(hint),
                "href": .string("\(page)?open=\(id)"),
            ])
        }
        for project in try await catalog.projects() where query.occurs(in: project.name, project.id) {
            add(.project, project.id.rawValue, project.name, project.observation.state.rawValue, "/projects")
        }
        for machine in try await catalog.machines() where query.occurs(in: machine.name, machine.address, machine.id) {
            add(.machine, machine.id.rawValue, machine.name, machine.address, "/om/machines")
        }
        for component in try await catalog.components() where query.occurs(in: component.name, component.id) {
            let hint = component.observation.state.rawValue
            add(.component, component.id.rawValue, component.name, hint, "/om/components")
        }
        for source in try await catalog.dataSources() where query.occurs(in: source.name, source.host, source.id) {
            add(.dataSource, source.id.rawValue, source.name, "\(source.host):\(source.port)", "/sources")
        }
        for ticket in try await catalog.tickets(TicketFilter(query: asked), limit: 10).tickets {
            add(.ticket, ticket.id.rawValue, ticket.subjectName, ticket.state.rawValue, "/om/tickets")
        }
        return .json(["items": .array(Array(found.prefix(30)))])
    }

    private func stream(_ visit: Visit) async throws -> Answer {
        guard let session = visit.session else { throw Refusal.notSignedIn }
        let topics = Set((visit.query("topics") ?? "").split(separator: ",").map(String.init))
        guard (1...32).contains(topics.count) else {
            throw Refusal.invalid("topics", "must be 1 to 32 topics, separated by commas")
        }
        for topic in topics where !Self.topics.contains(topic) {
            guard topic.hasPrefix("component:") || ProjectTopics.project(of: topic) != nil, topic.utf8.count <= 64
            else {
                let ofOne = (["component"] + ProjectTopics.kinds).map { $0 + ":ID" }
                let known = (Self.topics + ofOne).joined(separator: ", ")
                throw Refusal.invalid("topics", "must be of \(known)")
            }
        }
        // HEAD asks whether it may; a stream that nobody reads is not opened.
        guard visit.request.method == .get else {
            return .response(.bytes([], type: "text/event-stream"))
        }
        try await feed.begin(topics)
        let after = visit.request.headers["Last-Event-ID"] ?? visit.query("after")
        let subscription = hub.subscribe(topics: topics, after: after.map(EventHub.id))
        streams.add(subscription, tokenHash: session.tokenHash, account: session.account)
        return .response(.events(subscription))
    }
}

extension Substring {
    /// Whether this is part of any of the texts, in any case.
    func occurs(in texts: any CustomStringConvertible...) -> Bool {
        let wanted = lowercased()
        return texts.contains { $0.description.lowercased().contains(wanted) }
    }
}
