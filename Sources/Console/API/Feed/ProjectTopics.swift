internal import Catalog
internal import Engine
internal import HTTPServer
internal import JSON
internal import Model

/// The topics of one project: its record, its tables, its objects, its precheck. Of long lists only what moved since
/// the last look is read, and at most once a second; what is more than a message holds comes with the next.
struct ProjectTopics: Sendable {
    static let kinds = ["project", "tables", "objects", "precheck"]
    static let rowsMax = 500
    /// A larger file is not sent: who edits the project reads it again.
    static let fileBytesMax = 128 << 10

    /// What the streams know of one topic.
    struct Memory: Sendable {
        var revision: Int64?
        var lookedAt: ContinuousClock.Instant?
        var members: JSONObject = [:]
        var rows: [String: JSONValue] = [:]
        var copies: [Int64: CopyPulse] = [:]
        /// By number: the last write.
        var objects: [Int64: Int64] = [:]
        /// More has moved than the last message could hold.
        var isBehind = false
    }

    struct Message: Sendable {
        var rows: [JSONValue]
        var gone: [String] = []
        /// Nil when the same revision was told before: a client that compares must not drop it.
        var revision: Int64?
        /// Beside the rows.
        var members: JSONObject = [:]
    }

    let views: Views

    static func project(of topic: String) -> (kind: String, id: ProjectID)? {
        let parts = topic.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, kinds.contains(String(parts[0])) else { return nil }
        return (String(parts[0]), ProjectID(rawValue: String(parts[1])))
    }

    /// What is there before anything is told: who reads the list after this misses nothing.
    func baseline(_ kind: String, _ id: ProjectID) async throws -> Memory {
        var memory = Memory()
        memory.revision = try await views.revision(of: "project:\(id)")
        switch kind {
        case "tables": memory.copies = try await views.catalog.copyPulses(of: id)
        case "objects": memory.objects = try await views.catalog.objectChanges(of: id)
        default: memory.revision = nil
        }
        return memory
    }

    /// What is to be told now; nil when nothing is.
    func look(_ kind: String, _ id: ProjectID, revision: Int64?, _ memory: inout Memory) async throws -> Message? {
        let now = ContinuousClock.now
        if let last = memory.lookedAt, now - last < .milliseconds(900) { return nil }
        // Prechecks that a person ordered are not kept in the catalog.
        guard kind == "precheck" || memory.isBehind || revision != memory.revision || memory.lookedAt == nil else {
            return nil
        }
        memory.lookedAt = now
        let isNew = revision != memory.revision
        memory.revision = revision
        var message: Message?
        switch kind {
        case "tables": message = try await tables(id, &memory)
        case "objects": message = try await objects(id, &memory)
        case "precheck": message = try await precheck(id, &memory)
        default: message = try await record(id, &memory)
        }
        if isNew { message?.revision = revision }
        return message
    }

    // MARK: Kinds

    private func tables(_ id: ProjectID, _ memory: inout Memory) async throws -> Message? {
        let found = try await views.catalog.copyPulses(of: id)
        let moved = found.filter { memory.copies[$0.key] != $0.value }.keys.sorted()
        let gone = memory.copies.keys.filter { found[$0] == nil }.sorted()
        let told = Array(moved.prefix(Self.rowsMax))
        memory.isBehind = told.count < moved.count
        for number in told { memory.copies[number] = found[number] }
        for number in gone { memory.copies[number] = nil }
        guard !told.isEmpty || !gone.isEmpty else { return nil }
        let moment = views.now()
        let rows = try await views.catalog.tableCopies(told, of: id).map { JSONValue.object($0.json(at: moment)) }
        return Message(rows: rows, gone: gone.map { String($0) })
    }

    private func objects(_ id: ProjectID, _ memory: inout Memory) async throws -> Message? {
        let found = try await views.catalog.objectChanges(of: id)
        let moved = found.filter { memory.objects[$0.key] != $0.value }.keys.sorted()
        let gone = memory.objects.keys.filter { found[$0] == nil }.sorted()
        let told = Array(moved.prefix(Self.rowsMax))
        memory.isBehind = told.count < moved.count
        for number in told { memory.objects[number] = found[number] }
        for number in gone { memory.objects[number] = nil }
        guard !told.isEmpty || !gone.isEmpty else { return nil }
        guard let project = try await views.catalog.project(id) else { return nil }
        let rows = try await views.catalog.objects(told, of: id).map { JSONValue.object($0.json(in: project)) }
        return Message(rows: rows, gone: gone.map { String($0) })
    }

    private func precheck(_ id: ProjectID, _ memory: inout Memory) async throws -> Message? {
        guard var precheck = try await views.precheck(of: id) else { return nil }
        var rows: [String: JSONValue] = [:]
        for row in precheck["items"]?.asArray ?? [] { rows[row["number"]?.asInteger.map { String($0) } ?? ""] = row }
        for name in ["items", "rev", "counts", "total"] { precheck[name] = nil }
        let changed = rows.filter { memory.rows[$0.key] != $0.value }.sorted { $0.key < $1.key }.map(\.value)
        let gone = memory.rows.keys.filter { rows[$0] == nil }.sorted()
        let isSame = changed.isEmpty && gone.isEmpty && memory.members == precheck
        memory.rows = rows
        memory.members = precheck
        return isSame ? nil : Message(rows: changed, gone: gone, members: precheck)
    }

    /// The members that changed, and always the id.
    private func record(_ id: ProjectID, _ memory: inout Memory) async throws -> Message? {
        guard let project = try await views.catalog.project(id) else {
            let isKnown = !memory.members.isEmpty
            memory.members = [:]
            return isKnown ? Message(rows: [], gone: [id.rawValue]) : nil
        }
        var found = try await views.projectPulse(of: project)
        found["speed"] = try await views.speed(of: project)
        let before = memory.members
        memory.members = found
        var changed = JSONObject(found.filter { before[$0.key] != $0.value }.map { ($0.key, $0.value) })
        guard !changed.isEmpty else { return nil }
        // Revision and content go together, so that nobody changes by the revision what was not shown.
        if changed["rev"] != nil {
            let file = try ProjectFile.json(of: project.specification)
            if file.encoded().count <= Self.fileBytesMax { changed["file"] = file } else { changed["rev"] = nil }
        }
        changed["id"] = .string(id.rawValue)
        return Message(rows: [.object(changed)])
    }
}
