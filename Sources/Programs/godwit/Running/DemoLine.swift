internal import Catalog
internal import Model

/// The state of the demonstration in one line.
enum DemoLine {
    static func text(_ catalog: Catalog) async throws -> String {
        let now = Timestamp.wallClock()
        var parts: [String] = []
        for machine in try await catalog.machines() {
            let vitals = machine.vitals
            parts.append(
                "machine \(machine.name) \(machine.isUp(at: now) ? "up" : "down")"
                    + (vitals.map { ", cpu \(Phrase.percent($0.cpuBusy)), memory \(Phrase.bytes($0.memoryUsedBytes))" }
                        ?? ""))
        }
        for component in try await catalog.components().prefix(3) {
            let beats = try await catalog.latest(of: .component(component.id))["beats"]?.value
            parts.append(
                "\(component.name) \(component.observation.state.rawValue)"
                    + (beats.map { ", \(Int($0)) beats" } ?? ""))
        }
        return parts.joined(separator: "  |  ")
    }
}
