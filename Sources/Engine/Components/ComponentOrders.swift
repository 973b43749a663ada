package import Catalog
package import Model

/// What an operator may order for a component, and how an order is recorded: the intent and its ticket.
package struct ComponentOrders: Sendable {
    private let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// Why an order does not fit the present state, or nil. The console shows it beside the disabled button.
    package static func refusal(of kind: Ticket.Kind, for component: Component) -> NotNow? {
        let state = component.observation.state
        let wanted = component.intent.desired
        switch kind {
        case .startComponent:
            if state == .abnormal || state == .completed { return nil }
            return wanted == .running ? NotNow("It is already wanted running.") : nil
        case .pauseComponent:
            if wanted == .stopped { return NotNow("It is already paused.") }
            return state == .completed ? NotNow("It is completed; there is nothing to pause.") : nil
        case .removeComponent:
            return state == .running || (state == .initializing && wanted == .running)
                ? NotNow("Pause it first.") : nil
        }
    }

    package func order(_ kind: Ticket.Kind, _ id: ComponentID, by actor: Actor) async throws -> Ticket {
        guard let component = try await catalog.component(id) else { throw CatalogError.notFound(.component(id)) }
        if let refusal = Self.refusal(of: kind, for: component) { throw refusal }
        let desired: DesiredState = kind == .startComponent ? .running : .stopped
        return try await open(kind, for: try await catalog.order(desired, id, by: actor), by: actor)
    }

    private func open(_ kind: Ticket.Kind, for component: Component, by actor: Actor) async throws -> Ticket {
        let now = Timestamp.wallClock()
        let ticket = Ticket(
            id: .random(), kind: kind, subject: .component(component.id), subjectName: component.name, by: actor,
            createdAt: now, state: .inProgress, steps: TicketProgress.steps(for: kind, at: now),
            generation: component.intent.generation)
        try await catalog.open(ticket)
        return ticket
    }

    /// Makes a component. Without a machine it goes to the one with the most room. A start has a ticket, as any other.
    package func add(
        kind: ComponentKind, name: String, machine: MachineID?, configuration: [String: String], start: Bool,
        by actor: Actor
    ) async throws -> Component {
        try kind.check(configuration)
        let place = try await place(machine)
        let now = Timestamp.wallClock()
        let component = Component(
            id: .random(), kind: kind, name: name, machine: place, configuration: configuration,
            intent: .init(desired: start ? .running : .stopped, generation: 1, at: now, by: actor),
            observation: .init(state: .stopped, since: now), createdAt: now)
        try await catalog.add(component)
        if start { _ = try await open(.startComponent, for: component, by: actor) }
        return component
    }

    private func place(_ wanted: MachineID?) async throws -> MachineID {
        let machines = try await catalog.machines()
        let components = try await catalog.components()
        let room = { (machine: Machine) in machine.componentLimit - components.count { $0.machine == machine.id } }
        if let wanted {
            guard let machine = machines.first(where: { $0.id == wanted }) else {
                throw CatalogError.notFound(.machine(wanted))
            }
            guard room(machine) > 0 else {
                throw NotNow("Machine \(machine.name) has its limit of \(machine.componentLimit) components.")
            }
            return wanted
        }
        let now = Timestamp.wallClock()
        let best = machines.filter { $0.isUp(at: now) && room($0) > 0 }.max { room($0) < room($1) }
        guard let best = best ?? machines.filter({ room($0) > 0 }).max(by: { room($0) < room($1) }) else {
            throw NotNow(
                machines.isEmpty
                    ? "There is no machine yet: start an agent first (godwit serve)."
                    : "Every machine has its limit of components.")
        }
        return best.id
    }
}
