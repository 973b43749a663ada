internal import Engine
internal import JSON
internal import Model

/// A plan as a person reads it: `+` for what is made, `~` for what is changed, nothing for what stays.
enum PlanText {
    static func text(_ plan: ProjectPlan, _ terminal: Terminal) -> String {
        var lines: [String] = []
        for entry in plan.entries where !entry.isKept {
            let mark = entry.isNew ? terminal.styled("+", .green) : terminal.styled("~", .yellow)
            lines.append("\(mark) \(title(entry.kind)) \(terminal.styled(entry.name, .bold))")
            for change in entry.changes {
                switch (change.before, change.after) {
                case (nil, let after): lines.append("    \(change.field) = \(after ?? "")")
                case (let before, nil): lines.append("    \(change.field): \(before ?? "") → standard")
                case (let before, let after): lines.append("    \(change.field): \(before ?? "") → \(after ?? "")")
                }
            }
        }
        guard !lines.isEmpty else { return "Nothing to do: everything is as the file wants it." }
        return lines.joined(separator: "\n")
    }

    static func json(_ plan: ProjectPlan, isDone: Bool) -> JSONValue {
        [
            "done": .bool(isDone), "nothingToDo": .bool(plan.isEmpty),
            "refusal": JSONValue(plan.refusal?.reason),
            "entries": .array(
                plan.entries.map { entry in
                    [
                        "kind": .string(entry.kind.rawValue), "name": .string(entry.name),
                        "action": .string(entry.isNew ? "create" : entry.isKept ? "keep" : "change"),
                        "changes": .array(
                            entry.changes.map {
                                [
                                    "field": .string($0.field), "before": JSONValue($0.before),
                                    "after": JSONValue($0.after),
                                ]
                            }),
                    ]
                }),
        ]
    }

    private static func title(_ kind: ProjectPlan.Kind) -> String {
        switch kind {
        case .dataSource: "data source"
        case .project: "project"
        }
    }
}
