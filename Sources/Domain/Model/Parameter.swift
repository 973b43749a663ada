/// A setting of the whole installation, changed at the console or the CLI.
package struct ParameterDefinition: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        case integer(ClosedRange<Int>, unit: String)
        case text(maxLength: Int)
        case choice([String])
    }

    package let name: String
    package let module: String
    package let form: Form
    package let standard: String
    package let description: String

    /// The value in its stored form, or why it is refused.
    package func check(_ value: String) -> Result<String, NotNow> {
        switch form {
        case .integer(let range, let unit):
            guard let number = Int(value) else { return .failure(NotNow("\(name) takes a whole number of \(unit).")) }
            guard range.contains(number) else {
                return .failure(
                    NotNow("\(name) takes \(range.lowerBound) to \(range.upperBound) \(unit), not \(number)."))
            }
            return .success(String(number))
        case .text(let maxLength):
            guard value.count <= maxLength else {
                return .failure(NotNow("\(name) takes at most \(maxLength) characters."))
            }
            return .success(value)
        case .choice(let choices):
            guard choices.contains(value) else {
                return .failure(NotNow("\(name) is one of \(choices.joined(separator: ", "))."))
            }
            return .success(value)
        }
    }
}

/// The parameters that exist. Only what some code reads is listed.
package enum Parameters {
    package static let sessionIdleMinutes = ParameterDefinition(
        name: "session.idle.minutes", module: "console", form: .integer(5...1440, unit: "minutes"), standard: "60",
        description: "A console session ends after this long without a request.")
    package static let sessionLifeHours = ParameterDefinition(
        name: "session.life.hours", module: "console", form: .integer(1...720, unit: "hours"), standard: "24",
        description: "A console session ends this long after signing in, used or not.")
    package static let crashesMax = ParameterDefinition(
        name: "component.crashes.max", module: "components", form: .integer(1...100, unit: "crashes"), standard: "5",
        description: "A component that crashed this often inside the crash window is marked Abnormal and left alone.")
    package static let crashWindowSeconds = ParameterDefinition(
        name: "component.crash.window.seconds", module: "components", form: .integer(10...86_400, unit: "seconds"),
        standard: "600", description: "Crashes older than this no longer count towards Abnormal.")
    package static let stopGraceSeconds = ParameterDefinition(
        name: "component.stop.grace.seconds", module: "components", form: .integer(1...600, unit: "seconds"),
        standard: "10", description: "How long a component may take to stop before it is killed.")
    package static let metricsKeptHours = ParameterDefinition(
        name: "metrics.detail.hours", module: "metrics", form: .integer(1...168, unit: "hours"), standard: "6",
        description: "Metrics keep their full resolution this long; one-minute means last 7 days, ten-minute means 90.")
    package static let auditKeptDays = ParameterDefinition(
        name: "audit.kept.days", module: "audit", form: .integer(30...3650, unit: "days"), standard: "365",
        description: "Audit entries older than this are removed.")

    package static let all = [
        sessionIdleMinutes, sessionLifeHours, crashesMax, crashWindowSeconds, stopGraceSeconds, metricsKeptHours,
        auditKeptDays,
    ]

    package static func named(_ name: String) -> ParameterDefinition? { all.first { $0.name == name } }
}

/// A parameter with its value now.
package struct ParameterValue: Hashable, Sendable {
    package var definition: ParameterDefinition
    package var value: String
    package var changedBy: Actor?
    package var changedAt: Timestamp?

    package init(definition: ParameterDefinition, value: String, changedBy: Actor? = nil, changedAt: Timestamp? = nil) {
        self.definition = definition
        self.value = value
        self.changedBy = changedBy
        self.changedAt = changedAt
    }

    package var integer: Int { Int(value) ?? Int(definition.standard) ?? 0 }
}
