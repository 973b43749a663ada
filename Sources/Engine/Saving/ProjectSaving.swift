package import Catalog
package import ConnectorKit
package import Model

/// Saves what a project file describes: its ends as data sources, and the project itself. What is saved already under
/// the same names is changed, so that saving a file twice is saving it once. `plan` says all of it before.
package struct ProjectSaving: Sendable {
    private let catalog: Catalog
    private let connectors: ConnectorCatalogue

    package init(catalog: Catalog, connectors: ConnectorCatalogue) {
        self.catalog = catalog
        self.connectors = connectors
    }

    /// What `save` would do; nothing is written.
    package func plan(_ file: ProjectFile) async throws -> ProjectPlan {
        let source = try await end(file.source, "source", of: file.specification.name)
        let destination = try await end(file.destination, "destination", of: file.specification.name)
        var plan = ProjectPlan()
        for end in [source, destination] { plan.entries += end.entry.map { [$0] } ?? [] }
        let known = try await catalog.project(named: file.specification.name)
        try await catalog.checkTags(file.specification.tags, besides: known?.id)
        var wanted = file.specification
        wanted.source = EndReference(dataSource: source.source.id)
        wanted.destination = EndReference(dataSource: destination.source.id)
        // A data source that is to be made has no id yet: by its name the two sides can be compared.
        var fields = try PlannedChanges.fields(of: wanted)
        fields["source"] = source.source.name
        fields["destination"] = destination.source.name
        var before: [String: String]?
        if let known {
            var found = try PlannedChanges.fields(of: known.specification)
            found["source"] = try await name(of: known.specification.source)
            found["destination"] = try await name(of: known.specification.destination)
            before = found
        }
        plan.entries.append(
            ProjectPlan.Entry(
                kind: .project, name: file.specification.name, isNew: known == nil,
                changes: PlannedChanges.between(before ?? [:], fields)))
        plan.project = known?.id
        if let known, known.specification != wanted { plan.refusal = Self.refusal(of: known, wanted) }
        return plan
    }

    /// The project as it is saved; its intent is left as it was. With an id that project is changed, whatever its name;
    /// otherwise the one of that name, or a new one.
    package func save(
        _ file: ProjectFile, by actor: Actor, replacing id: ProjectID? = nil, expecting revision: Int64? = nil
    ) async throws -> Project {
        var specification = file.specification
        let known: Project?
        if let id {
            known = try await catalog.project(id)
        } else {
            known = try await catalog.project(named: specification.name)
        }
        let source = try await end(file.source, "source", of: specification.name)
        let destination = try await end(file.destination, "destination", of: specification.name)
        specification.source = EndReference(dataSource: source.source.id)
        specification.destination = EndReference(dataSource: destination.source.id)
        let orders = ProjectOrders(catalog: catalog)
        if let known, known.specification != specification,
            let refusal = Self.refusal(of: known, specification)
        {
            throw refusal
        }
        try await catalog.checkTags(specification.tags, besides: known?.id)
        for end in [source, destination] { try await write(end) }
        guard let known else { return try await orders.create(specification, by: actor) }
        guard known.specification != specification else { return known }
        return try await orders.edit(known.id, to: specification, expecting: revision)
    }

    /// Asked before the ends are written, so that a refused change changes nothing.
    private static func refusal(of project: Project, _ specification: ProjectSpecification) -> NotNow? {
        let parts = ProjectEdit.changes(from: project.specification, to: specification)
        let refusals = [ProjectOrders.refusal(of: .edit, for: project)] + parts.map { $0.refusal(for: project) }
        return refusals.compactMap { $0 }.first.map {
            NotNow("The project \(project.name) cannot be changed as the file wants it. \($0.reason)")
        }
    }

    private func name(of end: EndReference) async throws -> String {
        try await catalog.dataSource(end.id)?.name ?? end.dataSource
    }

    // MARK: Ends

    /// A data source as the file wants it, and what that changes.
    private struct WantedEnd {
        var source: DataSource
        /// Nil: stays as it is.
        var password: Secret?
        /// Nil: nothing is to be written.
        var entry: ProjectPlan.Entry?
    }

    private func write(_ end: WantedEnd) async throws {
        guard let entry = end.entry, !entry.isKept else { return }
        if entry.isNew {
            try await catalog.addDataSource(end.source, password: end.password ?? Secret(""))
        } else {
            _ = try await catalog.changeDataSource(end.source, password: end.password, expecting: nil)
        }
    }

    private func end(_ end: ProjectFile.End, _ role: String, of project: String) async throws -> WantedEnd {
        switch end {
        case .saved(let word):
            if let source = try await catalog.dataSource(named: word) { return WantedEnd(source: source) }
            if let source = try await catalog.dataSource(DataSourceID(rawValue: word)) {
                return WantedEnd(source: source)
            }
            throw Failure(
                "PROJECT-0012", "“\(role).dataSource” names “\(word)”, which is not saved.",
                advice: "Save it first (godwit source add), or describe the connection with kind and url.")
        case .described(let kind, let url):
            return try await described(kind, url, role, name: "\(project) \(role)")
        }
    }

    private func described(
        _ kind: String, _ text: String, _ role: String, name: String
    ) async throws -> WantedEnd {
        let (wanted, password) = try source(kind, text, role, name: name)
        guard let known = try await catalog.dataSource(named: name) else {
            var changes = PlannedChanges.between([:], PlannedChanges.fields(of: wanted))
            if password != nil { changes.append(PlannedChanges.secret(isNew: true)) }
            return WantedEnd(
                source: wanted, password: password,
                entry: .init(kind: .dataSource, name: name, isNew: true, changes: changes))
        }
        guard known.kind == wanted.kind else {
            throw NotNow("The data source “\(name)” is of another kind. Remove or rename it first.")
        }
        var changed = wanted.under(known)
        changed.encryption = wanted.encryption
        var changes = PlannedChanges.between(PlannedChanges.fields(of: known), PlannedChanges.fields(of: changed))
        var fresh: Secret?
        if let password, try await catalog.password(of: known.id) != password {
            fresh = password
            changes.append(PlannedChanges.secret(isNew: false))
        }
        return WantedEnd(
            source: changed, password: fresh,
            entry: .init(kind: .dataSource, name: name, isNew: false, changes: changes))
    }

    private func source(
        _ kind: String, _ text: String, _ role: String, name: String
    ) throws(Failure) -> (DataSource, Secret?) {
        guard let connector = connectors[DataSourceKind(rawValue: kind)] else {
            let kinds = connectors.connectors.map { $0.description.kind.rawValue }.joined(separator: ", ")
            throw FileFields.problem("\(role).kind", "is “\(kind.prefix(40))”", "It must be one of \(kinds).")
        }
        var url: ConnectionURL
        do throws(ConnectionURL.Problem) {
            url = try ConnectionURL(text)
        } catch {
            throw FileFields.problem("\(role).url", "does not fit", error.message)
        }
        var encryption = Encryption.off
        if let word = url.options.removeValue(forKey: "encryption") {
            guard let known = Encryption(rawValue: word) else {
                let all = Encryption.allCases.map(\.rawValue).joined(separator: ", ")
                throw FileFields.problem(
                    "\(role).url", "has an unknown encryption", "It must be one of \(all).")
            }
            encryption = known
        }
        let description = connector.description
        let unknown = url.options.keys.filter { key in !description.fields.contains { $0.name == key } }
        guard unknown.isEmpty else {
            let known = (["encryption"] + description.fields.map(\.name)).joined(separator: ", ")
            throw FileFields.problem(
                "\(role).url", "has no option \(unknown.sorted().joined(separator: ", "))",
                "\(description.title) knows \(known).")
        }
        for field in description.fields where field.isRequired && url.options[field.name] == nil {
            throw FileFields.problem(
                "\(role).url", "lacks the option \(field.name)", "Add ?\(field.name)=…: \(field.help)")
        }
        let source = DataSource(
            id: .random(), name: name, kind: description.kind, role: description.roles.first ?? .primary,
            host: url.host, port: url.port ?? description.defaultPort, user: url.user ?? description.defaultUser,
            database: url.database ?? "", encryption: encryption, options: url.options,
            createdAt: Timestamp.wallClock())
        return (source, url.password.map { Secret($0) })
    }
}

extension DataSource {
    /// The same connection in the place of an earlier one; what a file does not say stays.
    fileprivate func under(_ known: DataSource) -> DataSource {
        DataSource(
            id: known.id, name: name, kind: kind, role: known.role, region: known.region, host: host, port: port,
            user: user, database: database, encryption: encryption, options: options, remark: known.remark,
            lastTest: known.lastTest, createdAt: known.createdAt, revision: known.revision)
    }
}
