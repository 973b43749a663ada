import Catalog
import Engine
import Glibc
import LocalServers
import Model
import Processes
import TestKit
import Testing

/// Whatever is killed in whatever order, the wanted state is reached again and no process is left over.
/// `GODWIT_KILL_ROUNDS` and `GODWIT_SEED` choose more rounds and another order.
@Suite(.serialized) struct KillTests {
    @Test(.timeLimit(.minutes(30)))
    func killedInAnyOrderTheWantedStateIsReachedAgainAndNothingIsLeftBehind() async throws {
        let seed = UInt64(setting("GODWIT_SEED", standard: 20_261))
        let rounds = setting("GODWIT_KILL_ROUNDS", standard: 3)
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryDirectory()
        let database = try await SeekDBServer.start(in: folder.path + "/seekdb")
        let installation = try await Installation(in: folder.path + "/data", database: database)
        try await installation.startServer()
        try await installation.startAgent()
        try await eventually("a machine appears", within: .seconds(20)) {
            try await !installation.catalog.machines().isEmpty
        }
        let orders = ComponentOrders(catalog: installation.catalog)
        var ids: [ComponentID] = []
        for number in 1...3 {
            let component = try await orders.add(
                kind: .heartbeat, name: "beat \(number)", machine: nil, configuration: [:], start: number != 3,
                by: .system)
            ids.append(component.id)
        }
        try await reachesWantedState(installation, round: "start")
        for round in 1...rounds {
            let marker = Timestamp.wallClock()
            // Sometimes the wish changes at the very moment of the blow.
            if let id = ids.randomElement(using: &random), Bool.random(using: &random) {
                let desired: DesiredState = Bool.random(using: &random) ? .running : .stopped
                _ = try await installation.catalog.order(desired, id, by: .system)
            }
            let count = Int.random(in: 1...Victim.allCases.count, using: &random)
            let victims = Victim.allCases.shuffled(using: &random).prefix(count)
            for victim in victims { try await installation.kill(victim) }
            let label = "seed \(seed), round \(round): killed \(victims.map { "\($0)" }.joined(separator: ", "))"
            try await eventually("the killed programs have ended (\(label))", within: .seconds(10)) {
                let serverGone = !victims.contains(.server) || installation.server?.exitStatus != nil
                let agentGone = !victims.contains(.agent) || installation.agent?.exitStatus != nil
                return serverGone && agentGone
            }
            try await installation.startWhatEnded()
            try await reachesWantedState(installation, round: label, after: marker)
        }
        await installation.stop()
        #expect(installation.processes().isEmpty, "left behind: \(installation.processes())")
        await database.stop()
    }

    /// Wanted components beat with exactly one process each, others have none, and nobody else works here.
    private func reachesWantedState(
        _ installation: Installation, round: String, after marker: Timestamp = .zero
    ) async throws {
        try await eventually("the wanted state is reached (\(round))", within: .seconds(60)) {
            var expected = 2
            for component in try await installation.catalog.components() {
                let running = installation.processes(of: component.id)
                switch component.intent.desired {
                case .running:
                    guard component.observation.state == .running, running.count == 1,
                        component.observation.process.map(\.raw) == running.first?.identity,
                        let heard = component.observation.heartbeat, heard > marker
                    else { return false }
                    expected += 1
                case .stopped:
                    guard component.observation.state == .stopped, running.isEmpty else { return false }
                }
            }
            return installation.processes().count == expected
        }
    }
}
