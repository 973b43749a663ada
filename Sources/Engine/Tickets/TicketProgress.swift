package import Model

/// Where a component's ticket stands, from what the catalog says now. Pure: the scheduler reads and writes.
package struct TicketProgress: Sendable {
    package let ticket: Ticket
    package let component: Component?
    package let machine: Machine?
    package let now: Timestamp

    package init(ticket: Ticket, component: Component?, machine: Machine?, now: Timestamp) {
        self.ticket = ticket
        self.component = component
        self.machine = machine
        self.now = now
    }

    /// The steps of every ticket about a component: the order, the agent, the result.
    package static func steps(for kind: Ticket.Kind, at now: Timestamp) -> [Ticket.Step] {
        let result =
            switch kind {
            case .startComponent: "The component runs"
            case .pauseComponent: "The component has stopped"
            case .removeComponent: "The component is removed"
            }
        return [
            Ticket.Step(title: "The order is recorded", state: .successful, finishedAt: now),
            Ticket.Step(title: "The machine's agent takes it up", state: .inProgress),
            Ticket.Step(title: result),
        ]
    }

    /// A component may be removed once its agent has seen the order to stop and no process is left.
    package var mayRemove: Bool {
        guard let component, ticket.kind == .removeComponent else { return false }
        return component.observation.generation >= ticket.generation && component.observation.process == nil
            && component.observation.state != .running && component.observation.state != .initializing
    }

    /// The ticket as it stands now.
    package func next() -> Ticket {
        guard let component else {
            switch ticket.kind {
            case .startComponent: return finished(.failed, "The component no longer exists.")
            // A component is removed only when no process of it is left.
            case .pauseComponent: return finished(.successful, "Stopped, and removed since.")
            case .removeComponent: return finished(.successful, "Removed.")
            }
        }
        if component.intent.generation > ticket.generation {
            return finished(.failed, "A later order by \(component.intent.by) took its place.")
        }
        guard component.observation.generation >= ticket.generation else { return waitingForAgent() }
        switch (ticket.kind, component.observation.state) {
        case (.startComponent, .running), (.startComponent, .completed):
            return finished(.successful, "Running.")
        case (.startComponent, .abnormal):
            return finished(
                .failed, component.observation.failure?.message ?? "It is abnormal.", component.observation.failure)
        case (.startComponent, .initializing), (.startComponent, .stopped):
            return working(component.observation.failure?.message ?? "Starting.")
        case (.pauseComponent, .stopped), (.pauseComponent, .completed):
            return finished(.successful, "Stopped.")
        case (.pauseComponent, .initializing), (.pauseComponent, .running), (.pauseComponent, .abnormal):
            return working("Waiting for its process to end.")
        case (.removeComponent, _):
            return mayRemove ? finished(.successful, "Removed.") : working("Waiting for its process to end.")
        }
    }

    private func waitingForAgent() -> Ticket {
        var next = ticket
        next.state = .inProgress
        guard next.steps.count == 3 else { return next }
        if let machine, !machine.isUp(at: now) {
            next.steps[1].detail = "Machine \(machine.name) is silent; the order is met when its agent is back."
        } else {
            next.steps[1].detail = ""
        }
        return next
    }

    private func working(_ detail: String) -> Ticket {
        var next = ticket
        next.state = .inProgress
        guard next.steps.count == 3 else { return next }
        if next.steps[1].state != .successful { next.steps[1].finishedAt = now }
        next.steps[1].state = .successful
        next.steps[1].detail = ""
        next.steps[2].state = .inProgress
        next.steps[2].detail = detail
        return next
    }

    private func finished(_ state: Ticket.State, _ detail: String, _ failure: Failure? = nil) -> Ticket {
        var next = state == .successful ? working(detail) : ticket
        next.state = state
        next.finishedAt = now
        next.failure = failure
        let open = next.steps.indices.filter { !next.steps[$0].state.isFinished }
        for index in open {
            next.steps[index].state = state
            next.steps[index].finishedAt = now
        }
        if let last = open.last { next.steps[last].detail = detail }
        return next
    }
}
