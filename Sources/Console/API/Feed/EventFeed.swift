internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

/// Watches the catalog for the open event streams and publishes the rows that changed. What it remembers of a topic is
/// what the streams have been told, so nothing is told twice and nothing is left out, whoever wrote it.
package actor EventFeed {
    static let pollEvery: Duration = .milliseconds(500)
    /// Machines go down by silence, which no revision tells.
    static let lookAnywayEvery = 10
    static let checkSessionsEvery = 20

    private struct Memory {
        var revision: Int64 = -1
        var rows: [String: JSONObject] = [:]
    }

    private let hub: EventHub
    private let views: Views
    private let streams: Streams
    private let sessions: Sessions
    private var memories: [String: Memory] = [:]
    private let projectTopics: ProjectTopics
    private var projectMemories: [String: ProjectTopics.Memory] = [:]
    private var round = 0

    init(hub: EventHub, views: Views, streams: Streams, sessions: Sessions) {
        self.hub = hub
        self.views = views
        self.streams = streams
        self.sessions = sessions
        projectTopics = ProjectTopics(views: views)
    }

    /// Called before a stream is answered: what changes from now on is told to it.
    func begin(_ topics: Set<String>) async throws {
        for topic in topics where projectMemories[topic] == nil {
            guard let (kind, id) = ProjectTopics.project(of: topic) else { continue }
            let memory = try await projectTopics.baseline(kind, id)
            // Another stream may have begun meanwhile.
            if projectMemories[topic] == nil { projectMemories[topic] = memory }
        }
    }

    /// Runs until it is cancelled. A catalog that cannot answer is asked again; the streams stay silent meanwhile.
    package func run() async {
        while !Task.isCancelled {
            if streams.count > 0 {
                try? await look()
                if round % Self.checkSessionsEvery == 0 { try? await endDeadStreams() }
                round &+= 1
            }
            try? await Task.sleep(for: Self.pollEvery)
        }
    }

    private func endDeadStreams() async throws {
        for tokenHash in streams.tokenHashes where try await !sessions.isAlive(tokenHash: tokenHash) {
            streams.end(tokenHash: tokenHash)
        }
    }

    /// One look: what is wanted by a stream and has changed is published.
    func look() async throws {
        let topics = streams.topics
        for topic in memories.keys where topic.contains(":") && !topics.contains(topic) {
            memories[topic] = nil
        }
        for topic in projectMemories.keys where !topics.contains(topic) { projectMemories[topic] = nil }
        let revisions = try await views.catalog.revisions()
        for topic in topics.sorted() {
            if let (kind, id) = ProjectTopics.project(of: topic) {
                try await look(kind, id, topic, revisions["project:\(id)"])
            } else {
                try await look(at: topic, revisions)
            }
        }
    }

    private func look(at topic: String, _ revisions: [String: Int64]) async throws {
        let isDue = round % Self.lookAnywayEvery == 0
        switch topic {
        case "overview":
            let revision = ["projects", "components", "machines", "tickets", "dataSources"].reduce(0) {
                $0 + (revisions[$1] ?? 0)
            }
            guard isDue || revision != memories[topic]?.revision else { return }
            publish([try await views.overview()], topic, revision: revision, isWhole: true) { _ in topic }
        case "machines":
            guard isDue || revisions[topic] ?? 0 != memories[topic]?.revision else { return }
            publish(try await views.machines(), topic, isWhole: true)
        case "projects", "components", "tickets", "datasources", "audit", "parameters":
            let name = topic == "datasources" ? "dataSources" : topic
            guard revisions[name] ?? 0 != memories[topic]?.revision else { return }
            try await publishList(topic)
        default:
            guard revisions[topic] ?? 0 != memories[topic]?.revision else { return }
            let id = String(topic.drop { $0 != ":" }.dropFirst())
            let row = try await views.component(ComponentID(rawValue: id))
            // What is gone has no revision any more.
            let known = memories[topic]?.revision ?? 0
            publish(
                Views.Rows(rows: row.map { [$0] } ?? [], revision: revisions[topic] ?? max(known, 0)), topic,
                isWhole: true)
        }
    }

    private func look(_ kind: String, _ id: ProjectID, _ topic: String, _ revision: Int64?) async throws {
        var memory = projectMemories[topic] ?? ProjectTopics.Memory()
        let message = try await projectTopics.look(kind, id, revision: revision, &memory)
        projectMemories[topic] = memory
        guard let message else { return }
        var json: JSONObject = ["topic": .string(topic)]
        if let revision = message.revision { json["rev"] = .integer(revision) }
        json["data"] = .array(message.rows)
        if !message.gone.isEmpty { json["gone"] = .array(message.gone.map(JSONValue.string)) }
        for (name, value) in message.members { json[name] = value }
        hub.publish(topic: topic, data: JSONValue.object(json).encoded())
    }

    private func publishList(_ topic: String) async throws {
        switch topic {
        case "projects": publish(try await views.projects(), topic, isWhole: true)
        case "components": publish(try await views.components(), topic, isWhole: true)
        case "datasources": publish(try await views.dataSources(), topic, isWhole: true)
        case "parameters": publish(try await views.parameters(), topic, isWhole: true) { $0["name"]?.asString }
        // Of these only the newest are looked at; an old one that is not among them is not gone.
        case "tickets": publish(try await views.tickets(), topic, isWhole: false)
        default:
            publish(try await views.audit(), topic, isWhole: false) { $0["number"]?.asInteger.map { String($0) } }
        }
    }

    private func publish(
        _ found: Views.Rows, _ topic: String, isWhole: Bool,
        key: (JSONObject) -> String? = { $0["id"]?.asString }
    ) {
        publish(found.rows, topic, revision: found.revision, isWhole: isWhole, key: key)
    }

    private func publish(
        _ rows: [JSONObject], _ topic: String, revision: Int64, isWhole: Bool, key: (JSONObject) -> String?
    ) {
        let before = memories[topic] ?? Memory()
        var now = Memory(revision: revision)
        var changed: [JSONValue] = []
        for row in rows {
            guard let name = key(row) else { continue }
            now.rows[name] = row
            if Self.content(before.rows[name]) != Self.content(row) { changed.append(.object(row)) }
        }
        let gone = isWhole ? before.rows.keys.filter { now.rows[$0] == nil }.sorted() : []
        memories[topic] = now
        guard !changed.isEmpty || !gone.isEmpty else { return }
        var message: JSONObject = ["topic": .string(topic)]
        // Without a new revision the change came by time alone; a client that compares revisions must not drop it.
        if revision != before.revision { message["rev"] = .integer(revision) }
        message["data"] = .array(changed)
        if !gone.isEmpty { message["gone"] = .array(gone.map(JSONValue.string)) }
        hub.publish(topic: topic, data: JSONValue.object(message).encoded())
    }

    /// What makes a row another one. The revision of a ticket's list is in each of its rows and alone says nothing.
    private static func content(_ row: JSONObject?) -> JSONObject? {
        guard var row, row["subject"] != nil else { return row }
        row["rev"] = nil
        return row
    }
}
