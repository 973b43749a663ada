internal import Catalog
internal import JSON
internal import Model

/// What happened to one project and its components, as one timeline, the newest first.
struct ProjectActivity: Sendable {
    /// Where the next page begins: the moment of the last entry, and how many of that moment were shown.
    struct Cursor: Equatable, Sendable {
        var at: Timestamp
        var shown: Int

        init(at: Timestamp, shown: Int) {
            self.at = at
            self.shown = shown
        }

        /// `1790000000000.2`; nil when it is not one of ours.
        init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let moment = Int64(parts[0]), (0...253_402_300_799_999).contains(moment),
                let shown = Int(parts[1]), (0...Limits.pageRowsMax).contains(shown)
            else { return nil }
            self.init(at: Timestamp(milliseconds: moment), shown: shown)
        }

        var text: String { "\(at.milliseconds).\(shown)" }
    }

    private struct Entry {
        var at: Timestamp
        var kind: String
        var who: String
        var key: String
        var values: JSONObject
        var reference: (kind: String, id: String)?

        var json: JSONValue {
            [
                "at": at.json, "kind": .string(kind), "who": .string(who), "key": .string(key),
                "values": .object(values),
                "ref": reference.map { ["kind": .string($0.kind), "id": .string($0.id)] } ?? .null,
            ]
        }
    }

    let catalog: Catalog
    let project: Project

    /// A page of entries, and where the next one begins.
    func page(after cursor: Cursor?, limit: Int) async throws -> (entries: [JSONValue], next: Cursor?) {
        let end = cursor?.at ?? Timestamp(milliseconds: 253_402_300_799_999)
        let shown = cursor?.shown ?? 0
        // One more than the page tells whether another follows.
        let most = min(limit + shown + 1, Limits.pageRowsMax)
        var entries = try await audit(until: end, most) + changes(until: end, most)
        for component in try await catalog.components()
        where component.configuration["project"] == project.id.rawValue {
            entries += try await changes(of: component, until: end, most)
            entries += try await tickets(of: component, until: end)
        }
        // Stable: what happened at one moment keeps its order from page to page.
        let sorted = entries.enumerated().sorted { a, b in
            a.element.at == b.element.at ? a.offset < b.offset : a.element.at > b.element.at
        }.map(\.element)
        let rest = sorted.dropFirst(min(shown, sorted.prefix { $0.at == end }.count))
        let page = Array(rest.prefix(limit))
        guard rest.count > page.count, let last = page.last else { return (page.map(\.json), nil) }
        var count = page.count { $0.at == last.at }
        if last.at == end { count += shown }
        return (page.map(\.json), Cursor(at: last.at, shown: min(count, Limits.pageRowsMax)))
    }

    private func audit(until end: Timestamp, _ most: Int) async throws -> [Entry] {
        try await catalog.audit(of: .project(project.id), until: end, limit: most).map { entry in
            Entry(
                at: entry.at, kind: "audit", who: entry.actor.name, key: entry.action,
                values: [
                    "outcome": .string(entry.outcome.rawValue),
                    "changes": .array(
                        entry.changes.prefix(100).map {
                            ["field": .string($0.field), "before": JSONValue($0.before), "after": JSONValue($0.after)]
                        }),
                ], reference: ("audit", String(entry.number)))
        }
    }

    private func changes(until end: Timestamp, _ most: Int) async throws -> [Entry] {
        try await catalog.stateChanges(of: .project(project.id), until: end, limit: most).map { change in
            Entry(
                at: change.at, kind: change.to == ProjectState.failed.rawValue ? "failure" : "state",
                who: change.by.name, key: "state", values: Self.values(of: change), reference: nil)
        }
    }

    private func changes(of component: Component, until end: Timestamp, _ most: Int) async throws -> [Entry] {
        try await catalog.stateChanges(of: .component(component.id), until: end, limit: most).map { change in
            var values = Self.values(of: change)
            values["name"] = .string(component.name)
            return Entry(
                at: change.at, kind: change.to == ComponentState.abnormal.rawValue ? "failure" : "component",
                who: change.by.name, key: "component", values: values,
                reference: ("component", component.id.rawValue))
        }
    }

    private func tickets(of component: Component, until end: Timestamp) async throws -> [Entry] {
        try await catalog.tickets(TicketFilter(subject: .component(component.id))).tickets
            .filter { $0.createdAt <= end }.map { ticket in
                Entry(
                    at: ticket.createdAt, kind: "component", who: ticket.by.name,
                    key: "ticket.\(ticket.kind.rawValue)",
                    values: ["name": .string(component.name), "state": .string(ticket.state.rawValue)],
                    reference: ("ticket", ticket.id.rawValue))
            }
    }

    private static func values(of change: StateChange) -> JSONObject {
        ["from": .string(change.from), "to": .string(change.to), "cause": .string(change.cause)]
    }
}
