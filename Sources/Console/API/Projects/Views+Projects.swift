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
        let rows = try await catalog.projects().map { row(of: $0, sources, checked) }
        return Rows(rows: rows, revision: revision)
    }

    func project(_ id: ProjectID) async throws -> JSONObject? {
        guard let project = try await catalog.project(id) else { return nil }
        return row(of: project, try await sources(), await prechecks.running)
    }

    func projectDetail(_ id: ProjectID) async throws -> JSONObject? {
        guard let project = try await catalog.project(id) else { return nil }
        var row = row(of: project, try await sources(), await prechecks.running)
        row["file"] = try ProjectFile.json(of: project.specification)
        let counts = try await catalog.objectCounts(of: id)
        row["objects"] = .object(
            JSONObject(ProjectObject.State.allCases.map { ($0.rawValue, JSONValue(counts[$0] ?? 0)) }))
        row["copying"] = Self.sums(try await catalog.tableCopies(of: id))
        row["checkers"] = .array(try await checkers(of: id))
        row["history"] = .array(try await catalog.stateChanges(of: .project(id), limit: 100).map(\.json))
        return row
    }

    private func row(
        of project: Project, _ sources: [DataSourceID: DataSource], _ checked: Set<ProjectID>
    ) -> JSONObject {
        var row = project.json(
            source: sources[project.specification.source.id],
            destination: sources[project.specification.destination.id])
        if project.observation.state == .notStarted, checked.contains(project.id) {
            row["state"] = .string(Self.prechecking)
        }
        return row
    }

    private func sources() async throws -> [DataSourceID: DataSource] {
        Dictionary(uniqueKeysWithValues: try await catalog.dataSources().map { ($0.id, $0) })
    }

    private static func sums(_ copies: [TableCopy]) -> JSONValue {
        guard !copies.isEmpty else { return .null }
        func sum(_ part: (TableCopy) -> Int64) -> JSONValue { .integer(copies.reduce(0) { $0 + part($1) }) }
        let estimates = copies.map { $0.state == .completed ? $0.rowsWritten : $0.rowsEstimated }
        let isKnown = estimates.allSatisfy { $0 != nil }
        return [
            "tables": JSONValue(copies.count), "tablesDone": JSONValue(copies.count { $0.state == .completed }),
            "tablesFailed": JSONValue(copies.count { $0.state == .failed }), "rows": sum(\.rowsWritten),
            "rowsEstimated": isKnown ? .integer(estimates.reduce(0) { $0 + ($1 ?? 0) }) : .null,
            "bytesRead": sum(\.bytesRead), "ignored": sum(\.rowsIgnored), "quarantined": sum(\.rowsQuarantined),
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
