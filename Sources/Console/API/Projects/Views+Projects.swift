internal import Catalog
internal import Engine
internal import JSON
internal import Model

extension Views {
    /// The state of a project that was not started and is being checked.
    static let prechecking = "prechecking"

    func projects() async throws -> Rows {
        let revision = try await revision(of: "projects")
        let sources = try await sources()
        let checked = await prechecks.running
        let rejected = try await catalog.quarantinedRows()
        let rows = try await catalog.projects().map { row(of: $0, sources, checked, rejected[$0.id] ?? 0) }
        return Rows(rows: rows, revision: revision)
    }

    func project(_ id: ProjectID) async throws -> JSONObject? {
        guard let project = try await catalog.project(id) else { return nil }
        let rejected = try await catalog.copySums(of: id).rowsQuarantined
        return row(of: project, try await sources(), await prechecks.running, rejected)
    }

    func projectDetail(_ id: ProjectID) async throws -> JSONObject? {
        guard let project = try await catalog.project(id) else { return nil }
        var row = try await projectPulse(of: project)
        row["file"] = try ProjectFile.json(of: project.specification)
        row["history"] = .array(try await catalog.stateChanges(of: .project(id), limit: 100).map(\.json))
        return row
    }

    /// What moves of a project's detail.
    func projectPulse(of project: Project) async throws -> JSONObject {
        let id = project.id
        let sums = try await catalog.copySums(of: id)
        var row = row(of: project, try await sources(), await prechecks.running, sums.rowsQuarantined)
        let counts = try await catalog.objectCounts(of: id)
        row["objects"] = .object(
            JSONObject(ProjectObject.State.allCases.map { ($0.rawValue, JSONValue(counts[$0] ?? 0)) }))
        row["copying"] = Self.json(of: sums)
        row["checkers"] = .array(try await checkers(of: id))
        return row
    }

    private func row(
        of project: Project, _ sources: [DataSourceID: DataSource], _ checked: Set<ProjectID>, _ quarantined: Int64
    ) -> JSONObject {
        var row = project.json(
            source: sources[project.specification.source.id],
            destination: sources[project.specification.destination.id])
        row["quarantined"] = .integer(quarantined)
        if project.observation.state == .notStarted, checked.contains(project.id) {
            row["state"] = .string(Self.prechecking)
        }
        return row
    }

    private func sources() async throws -> [DataSourceID: DataSource] {
        Dictionary(uniqueKeysWithValues: try await catalog.dataSources().map { ($0.id, $0) })
    }

    private static func json(of sums: CopySums) -> JSONValue {
        guard sums.tables > 0 else { return .null }
        return [
            "tables": JSONValue(sums.tables), "tablesDone": JSONValue(sums.tablesCompleted),
            "tablesFailed": JSONValue(sums.tablesFailed), "rows": .integer(sums.rowsWritten),
            "rowsEstimated": sums.tablesUnknown == 0 ? .integer(sums.rowsWritten &+ sums.rowsLeft) : .null,
            "bytesRead": .integer(sums.bytesRead), "ignored": .integer(sums.rowsIgnored),
            "quarantined": .integer(sums.rowsQuarantined),
        ]
    }

    private func checkers(of id: ProjectID) async throws -> [JSONValue] {
        var rows: [JSONValue] = []
        for component in try await catalog.components()
        where component.kind == .checker && component.configuration["project"] == id.rawValue {
            let metrics = try await catalog.latest(of: .component(component.id))
            let reason = metrics["full.reason"].flatMap { point in
                SpeedReason.allCases.indices.contains(Int(point.value)) ? SpeedReason.allCases[Int(point.value)] : nil
            }
            rows.append([
                "id": .string(component.id.rawValue), "name": .string(component.name),
                "state": .string(component.observation.state.rawValue),
                "machine": .string(component.machine.rawValue),
                "metrics": .object(
                    JSONObject(metrics.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value.value)) })),
                "reason": JSONValue(reason?.rawValue),
            ])
        }
        return rows
    }
}
