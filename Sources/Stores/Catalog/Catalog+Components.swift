package import Model

/// Components: the operator writes `desired_*`, agent and component write `observed_*`; no call writes both, but `add`.
extension Catalog {
    /// Refused when the machine has no room; checked in the same transaction, so that two adds cannot share the last.
    package func add(_ component: Component) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard let machine = try machine(component.machine) else { throw .notFound(.machine(component.machine)) }
            let placed = try database.count("component", "WHERE machine_id = ?", [.text(machine.id.rawValue)])
            if placed >= machine.componentLimit {
                throw .refused(
                    reason: "The machine \(machine.name) has its \(machine.componentLimit) components already.")
            }
            try checkName(component.name, isFreeFor: component.id)
            guard try self.component(component.id) == nil else { throw .duplicate(table: Component.table) }
            try database.insert(component)
            try appendChange(
                StateChange(
                    subject: .component(component.id), from: "", to: component.observation.state.rawValue,
                    cause: "added", by: component.intent.by, at: component.createdAt))
            try bump(.components, .component(component.id), .machines)
        }
    }

    package func components(on machine: MachineID? = nil) throws(CatalogError) -> [Component] {
        guard let machine else { return try database.select(Component.self, "ORDER BY name, id") }
        return try database.select(
            Component.self, "WHERE machine_id = ? ORDER BY name, id", [.text(machine.rawValue)])
    }

    package func component(_ id: ComponentID) throws(CatalogError) -> Component? {
        try database.select(Component.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }

    /// Writes the intent. Every order makes a new generation, also one that repeats the last wish. In the timeline its
    /// states begin with `desired.`, so that wishes and truths are told apart.
    package func order(
        _ desired: DesiredState, _ id: ComponentID, by actor: Actor
    ) throws(CatalogError) -> Component {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var component = try component(id) else { throw .notFound(.component(id)) }
            let before = component.intent.desired
            component.intent = Component.Intent(
                desired: desired, generation: component.intent.generation + 1, at: now(), by: actor)
            component.revision += 1
            try database.update(component, columns: Component.Intent.columns + ["revision"])
            try appendChange(
                StateChange(
                    subject: .component(id), from: "desired.\(before.rawValue)", to: "desired.\(desired.rawValue)",
                    cause: "order \(component.intent.generation)", by: actor, at: component.intent.at))
            try bump(.components, .component(id))
            return component
        }
    }

    /// Nil leaves a setting as it is.
    package func configure(
        _ id: ComponentID, configuration: [String: String]? = nil, name: String? = nil,
        expecting revision: Int64? = nil
    ) throws(CatalogError) -> Component {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var component = try component(id) else { throw .notFound(.component(id)) }
            try check(component.revision, against: revision)
            if let name { try checkName(name, isFreeFor: id) }
            component.name = name ?? component.name
            component.configuration = configuration ?? component.configuration
            component.revision += 1
            try database.update(component, columns: ["name", "configuration", "revision"])
            try bump(.components, .component(id))
            return component
        }
    }

    /// Removes the component with its lease and its metrics. Its timeline stays.
    package func remove(_ id: ComponentID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let removed = try database.run("DELETE FROM component WHERE id = ?", [.text(id.rawValue)])
            if removed == 0 { throw .notFound(.component(id)) }
            try database.run("DELETE FROM lease WHERE name = ?", [.text(Lease.name(of: id))])
            try removeMetrics(of: .component(id))
            try bump(.components, .machines)
            try database.run(
                "DELETE FROM topic_revision WHERE topic = ?", [.text(Topic.component(id).name)])
        }
    }

    /// Writes the observed columns; a change of state enters the timeline in the same transaction.
    package func observe(
        _ observation: Component.Observation, of id: ComponentID, cause: String, by actor: Actor
    ) throws(CatalogError) {
        try database.write { () throws(CatalogError) in
            try record(observation, of: id, cause: cause, by: actor)
        }
    }

    /// As above, and refused when the lease is no longer ours: a process that was replaced cannot write its end over
    /// the life of its successor.
    package func observe(
        _ observation: Component.Observation, of id: ComponentID, under lease: Lease, cause: String, by actor: Actor
    ) throws(CatalogError) {
        try database.write { () throws(CatalogError) in
            guard try holds(lease) else { throw .leaseLost(name: lease.name) }
            try record(observation, of: id, cause: cause, by: actor)
        }
    }

    /// One transaction: the lease is renewed, the heartbeat written, the intent read. `.leaseLost` means: stop at once.
    /// A beat alone moves only the topic of this component, so that the list of all does not change every second.
    package func beat(
        _ id: ComponentID, lease: Lease, ttl: Duration
    ) throws(CatalogError) -> (lease: Lease, intent: Component.Intent) {
        let database = try database
        return try database.write { () throws(CatalogError) in
            let moment = now()
            guard let renewed = try extend(lease, until: moment + ttl) else { throw .leaseLost(name: lease.name) }
            let found = try database.run(
                "UPDATE component SET observed_heartbeat_at = ? WHERE id = ?",
                [.integer(moment.milliseconds), .text(id.rawValue)])
            if found == 0 { throw .notFound(.component(id)) }
            try bump(.component(id))
            let rows = try database.rows(
                Component.table,
                "SELECT id, \(Component.Intent.columns.joined(separator: ", ")) FROM component WHERE id = ?",
                [.text(id.rawValue)])
            guard let row = rows.first else { throw .notFound(.component(id)) }
            return (renewed, try Component.Intent(reader: row.reader(id: "id")))
        }
    }

    private func record(
        _ observation: Component.Observation, of id: ComponentID, cause: String, by actor: Actor
    ) throws(CatalogError) {
        guard var component = try component(id) else { throw .notFound(.component(id)) }
        let before = component.observation
        component.observation = observation
        // The component may have beaten since the observer read it: a heartbeat never goes back, it is only cleared.
        if let given = observation.heartbeat, let known = before.heartbeat {
            component.observation.heartbeat = max(given, known)
        }
        try database.update(component, columns: Component.Observation.columns)
        if before.state != observation.state {
            try appendChange(
                StateChange(
                    subject: .component(id), from: before.state.rawValue, to: observation.state.rawValue, cause: cause,
                    by: actor, at: now()))
        }
        try bump(.components, .component(id))
    }

    private func checkName(_ name: String, isFreeFor id: ComponentID) throws(CatalogError) {
        let others = try database.count(
            "component", "WHERE name = ? AND id <> ?", [.text(name), .text(id.rawValue)])
        if others > 0 { throw .duplicateName(name) }
    }
}
