internal import Catalog
internal import Model
internal import Processes

/// Writes a metrics point at every beat: the smallest component that is real. It proves that a machine can start,
/// watch and stop components, and shows how long a write to the catalog takes from there.
package struct HeartbeatComponent: ComponentBody {
    package static let interval = ComponentSetting(
        name: "interval.seconds", title: "Interval", help: "Seconds between two metrics points.", standard: "1",
        range: 1...60)
    package static let settings = [interval]

    package init() {}

    package func run(_ context: ComponentContext) async throws {
        let interval = try Self.interval.value(in: context.configuration)
        let clock = ContinuousClock()
        let started = clock.now
        var writeMilliseconds = 0.0
        var beats = 0
        while true {
            let sent = clock.now
            let now = Timestamp.wallClock()
            let subject = Subject.component(context.id)
            let values = [
                ("beats", Double(beats)),
                ("write.milliseconds", writeMilliseconds),
                ("uptime.seconds", Double((sent - started).milliseconds) / 1000),
            ]
            do {
                try await context.catalog.record(
                    values.map { MetricPoint(subject: subject, name: $0.0, at: now, value: $0.1) })
                writeMilliseconds = (clock.now - sent) / .milliseconds(1)
            } catch {
                // A point that could not be written is a gap in a chart, not a reason to end.
                context.logger(.warning, "a metrics point was not written", ["cause": "\(error)"])
            }
            beats += 1
            if beats % 60 == 1 { context.logger(.info, "beating", ["beats": "\(beats)"]) }
            try await Task.sleep(until: sent + .seconds(interval), clock: clock)
        }
    }
}
