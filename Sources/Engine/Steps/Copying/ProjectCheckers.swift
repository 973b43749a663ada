internal import Catalog
internal import Model

/// The Checkers of one project: components that the full step wants, and that its end removes.
struct ProjectCheckers: Sendable {
    let project: ProjectID
    let catalog: Catalog

    func all() async throws -> [Component] {
        try await catalog.components().filter {
            $0.kind == .checker && $0.configuration[CheckerComponent.projectName] == project.rawValue
        }.sorted { $0.name < $1.name }
    }

    /// So many are there and wanted running; those above the number are stopped and removed.
    func want(_ count: Int, named name: String) async throws {
        let mine = try await all()
        let orders = ComponentOrders(catalog: catalog)
        for component in mine.prefix(count)
        where component.intent.desired != .running || component.observation.state.isStill && !isNew(component) {
            try await give(.startComponent, component, orders)
        }
        try await remove(Array(mine.dropFirst(count)))
        var taken = Set(try await catalog.components().map(\.name))
        for _ in mine.count..<max(mine.count, count) {
            let free = Self.freeName(name, taken)
            taken.insert(free)
            _ = try await orders.add(
                kind: .checker, name: free, machine: nil,
                configuration: [CheckerComponent.projectName: project.rawValue], start: true, by: .system)
        }
    }

    /// Wanted running, and its agent has not looked at it yet.
    private func isNew(_ component: Component) -> Bool {
        component.observation.generation < component.intent.generation
    }

    /// `Name checker 1`, with the first number that nobody has.
    static func freeName(_ name: String, _ taken: Set<String>) -> String {
        var number = 1
        while true {
            let tail = " checker \(number)"
            let free = String(name.prefix(Limits.nameLengthMax - tail.count)) + tail
            if !taken.contains(free) { return free }
            number += 1
        }
    }

    /// Returns when no process of any of them exists. What was on a machine that is silent has ended with its lease.
    func stop() async throws {
        let orders = ComponentOrders(catalog: catalog)
        while true {
            let working = try await all().filter { !isStopped($0) }
            for component in working where component.intent.desired == .running {
                try await give(.pauseComponent, component, orders)
            }
            let silent = try await silentMachines()
            if working.allSatisfy({ silent.contains($0.machine) }) { return }
            try await Task.sleep(for: Self.glance)
        }
    }

    /// How often it is asked whether a process has ended.
    private static let glance: Duration = .milliseconds(50)

    /// Completed and abnormal ones come back by an order only, and nobody orders them now.
    private func isStopped(_ component: Component) -> Bool {
        switch component.observation.state {
        case .completed: !isNew(component)
        case .stopped, .abnormal: component.intent.desired == .stopped
        case .running, .initializing: false
        }
    }

    private func silentMachines() async throws -> Set<MachineID> {
        let now = Timestamp.wallClock()
        return Set(try await catalog.machines().filter { !$0.isUp(at: now) }.map(\.id))
    }

    func removeAll() async throws {
        try await stop()
        let silent = try await silentMachines()
        while true {
            let mine = try await all()
            if mine.isEmpty { return }
            for component in mine where silent.contains(component.machine) { try await catalog.remove(component.id) }
            try await remove(mine.filter { !silent.contains($0.machine) })
            if try await all().isEmpty { return }
            try await Task.sleep(for: Self.glance)
        }
    }

    /// Each is removed once it is still.
    private func remove(_ components: [Component]) async throws {
        let orders = ComponentOrders(catalog: catalog)
        for component in components {
            if component.observation.state.isStill {
                try await catalog.remove(component.id)
            } else if component.intent.desired == .running {
                try await give(.pauseComponent, component, orders)
            }
        }
    }

    /// An order that does not fit any more has been overtaken by what it wanted.
    private func give(_ order: Ticket.Kind, _ component: Component, _ orders: ComponentOrders) async throws {
        do {
            _ = try await orders.order(order, component.id, by: .system)
        } catch is NotNow {
            return
        }
    }
}

extension ComponentState {
    /// No process exists.
    var isStill: Bool { self == .stopped || self == .completed || self == .abnormal }
}
