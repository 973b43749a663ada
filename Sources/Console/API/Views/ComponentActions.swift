internal import Engine
internal import JSON
internal import Model

/// Which orders fit a component now. The rule is the Engine's; here are only the names that the console uses.
struct ComponentActions: Sendable {
    static let kinds: [(name: String, kind: Ticket.Kind)] = [
        ("start", .startComponent), ("pause", .pauseComponent), ("delete", .removeComponent),
    ]

    let component: Component

    init(_ component: Component) { self.component = component }

    static func kind(named name: String) -> Ticket.Kind? { kinds.first { $0.name == name }?.kind }

    var json: JSONValue {
        .object(
            JSONObject(
                Self.kinds.map { name, kind in
                    guard let refusal = ComponentOrders.refusal(of: kind, for: component) else {
                        return (name, ["ok": true])
                    }
                    return (name, ["ok": false, "why": .string(refusal.reason)])
                }))
    }
}
