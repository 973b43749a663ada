internal import Crypto
internal import JSON
package import Model

/// When a project was last checked as a whole, and whether it still asks for the same.
extension Catalog {
    /// Notes that every question was asked at this moment about what `project` asks for.
    package func recordPrecheck(of project: Project, at moment: Timestamp? = nil) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let digest = try digest(of: project)
            try database.run("DELETE FROM precheck_run WHERE project_id = ?", [.text(project.id.rawValue)])
            try database.run(
                "INSERT INTO precheck_run (project_id, digest, finished_at) VALUES (?, ?, ?)",
                [.text(project.id.rawValue), .text(digest), .integer((moment ?? now()).milliseconds)])
            try bump(.project(project.id))
        }
    }

    /// Called before anything is asked anew: a precheck that is broken off proves nothing.
    package func forgetPrecheck(of id: ProjectID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            try database.run("DELETE FROM precheck_run WHERE project_id = ?", [.text(id.rawValue)])
            // Whether a precheck runs is not kept, but shown.
            try bump(.projects, .project(id))
        }
    }

    /// Whether the project was checked as a whole a short time ago, still asks for the same, and nothing stands in its
    /// way.
    package func hasFreshPrecheck(_ id: ProjectID) throws(CatalogError) -> Bool {
        guard let moment = try precheckedAt(id), now() - moment < Limits.precheckFresh else { return false }
        let answers = try answers(of: id)
        return !answers.isEmpty && !answers.contains(where: \.blocks)
    }

    /// Tells watchers of a project that something about it is different which is not kept here.
    package func touchProject(_ id: ProjectID) throws(CatalogError) {
        try database.write { () throws(CatalogError) in
            // What is gone has no revision any more.
            if try project(id) != nil { try bump(.projects, .project(id)) }
        }
    }

    /// When everything was last asked about what the project asks for now; nil when that was never, or when the
    /// project or one of its ends was changed since.
    package func precheckedAt(_ id: ProjectID) throws(CatalogError) -> Timestamp? {
        guard let project = try project(id) else { return nil }
        let rows = try database.rows(
            "precheck_run", "SELECT project_id, digest, finished_at FROM precheck_run WHERE project_id = ?",
            [.text(id.rawValue)])
        guard let reader = rows.first?.reader(id: "project_id"), try reader.text("digest") == digest(of: project)
        else { return nil }
        return try reader.timestamp("finished_at")
    }

    /// Of all that the answers depend on. Name, tags and speed do not change them.
    private func digest(of project: Project) throws(CatalogError) -> String {
        var asked = project.specification
        asked.name = ""
        asked.tags = []
        asked.options.speed = CopySpeed(preset: .normal)
        asked.options.stopBefore = []
        asked.options.checkers = 1
        asked.options.quarantineMax = 0
        guard case .text(let coded) = DatabaseValue.coded(asked), let json = try? JSONParser.parse(coded) else {
            preconditionFailure("a specification is JSON")
        }
        let text = Self.ordered(json).encodedText()
        let ends = try [asked.source.id, asked.destination.id].map { id throws(CatalogError) in
            "\(id) \(try dataSource(id)?.revision ?? 0)"
        }
        return Digest.hex(Digest.sha256((text + ends.joined(separator: " ")).utf8))
    }

    /// The same value written the same way, whatever order its members came in.
    private nonisolated static func ordered(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, ordered($0.value)) }))
        case .array(let elements): .array(elements.map(ordered))
        default: value
        }
    }
}
