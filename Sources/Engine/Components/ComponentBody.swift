package import Catalog
package import ConnectorKit
package import Model
package import Processes

/// What a kind of component does. The process around it (lease, beats, signals) is the same for all kinds.
package protocol ComponentBody: Sendable {
    /// Works until it is done or cancelled. Returning means *completed*; a thrown `Failure` is shown to the operator.
    func run(_ context: ComponentContext) async throws
}

/// What a body may use.
package struct ComponentContext: Sendable {
    package let id: ComponentID
    package let configuration: [String: String]
    package let catalog: Catalog
    package let logger: Logger
    package let connectors: ConnectorCatalogue
    /// What the component holds while it lives; its epoch tells its claims from those of a predecessor.
    package let lease: Lease

    package init(
        id: ComponentID, configuration: [String: String], catalog: Catalog, logger: Logger,
        connectors: ConnectorCatalogue, lease: Lease
    ) {
        self.lease = lease
        self.id = id
        self.configuration = configuration
        self.catalog = catalog
        self.logger = logger
        self.connectors = connectors
    }
}

/// One setting of a kind, with its text for people.
package struct ComponentSetting: Hashable, Sendable {
    package let name: String
    package let title: String
    package let help: String
    package let standard: String
    package let range: ClosedRange<Int>

    /// The value in force, or the failure that refuses it.
    package func value(in configuration: [String: String]) throws(Failure) -> Int {
        let text = configuration[name] ?? standard
        guard let number = Int(text), range.contains(number) else {
            throw Failure(
                "COMPONENT-0001", "\(title) cannot be “\(text)”.",
                advice: "Give a whole number from \(range.lowerBound) to \(range.upperBound) for \(name).")
        }
        return number
    }
}

extension ComponentKind {
    package var settings: [ComponentSetting] {
        switch self {
        case .heartbeat: HeartbeatComponent.settings
        case .checker: CheckerComponent.settings
        }
    }

    /// Names in a configuration that say what the component works for; whoever makes the component writes them.
    package var references: Set<String> {
        switch self {
        case .heartbeat: []
        case .checker: [CheckerComponent.projectName]
        }
    }

    /// A new configuration in the place of an old one. What the component works for stays, named or not.
    package func changed(
        _ old: [String: String], to new: [String: String]
    ) throws(Failure) -> [String: String] {
        var configuration = new
        for name in references.sorted() {
            guard new[name] == nil || new[name] == old[name] else {
                throw Failure(
                    "COMPONENT-0004", "What a component works for cannot be changed: “\(name)”.",
                    advice: "Leave it as it is, and add another component for something else.")
            }
            configuration[name] = old[name]
        }
        try check(configuration)
        return configuration
    }

    package func body() -> any ComponentBody {
        switch self {
        case .heartbeat: HeartbeatComponent()
        case .checker: CheckerComponent()
        }
    }

    /// Why this configuration is refused, if it is: unknown names and values outside their range.
    package func check(_ configuration: [String: String]) throws(Failure) {
        for name in configuration.keys.sorted() where !references.contains(name) {
            guard let setting = settings.first(where: { $0.name == name }) else {
                throw Failure(
                    "COMPONENT-0002", "A \(rawValue) component has no setting “\(name)”.",
                    advice: "Known settings: \(settings.map(\.name).joined(separator: ", ")).")
            }
            _ = try setting.value(in: configuration)
        }
    }
}
