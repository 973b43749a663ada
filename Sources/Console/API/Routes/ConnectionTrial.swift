internal import ConnectorKit
internal import Model
internal import Synchronization

/// One test of a connection, with an end whatever the server on the other side does.
struct ConnectionTrial: Sendable {
    let connector: any Connector
    let source: DataSource
    let password: Secret
    let most: Duration
    let now: @Sendable () -> Timestamp

    func run() async -> ConnectionTest {
        let gathered = Gathered()
        let steps = await firstAnswer(within: most, late: { gathered.steps + [late] }) {
            [connector, source, password] in
            await connector.test(source, password: password) { gathered.add($0) }
        }
        let product = steps.first { $0.key == "version" && $0.outcome != .failed && $0.outcome != .skipped }?.detail
        return ConnectionTest(at: now(), steps: steps, product: product)
    }

    /// The steps that were reported until now.
    private final class Gathered: Sendable {
        private let state = Mutex<[ConnectionTest.Step]>([])
        var steps: [ConnectionTest.Step] { state.withLock { $0 } }
        func add(_ step: ConnectionTest.Step) { state.withLock { $0.append(step) } }
    }

    private var late: ConnectionTest.Step {
        ConnectionTest.Step(
            key: "deadline", title: "The test ends in time", outcome: .failed,
            detail: "The test did not end within \(most.milliseconds / 1000) s.",
            advice: "Check that nothing between this machine and the server drops packets, then test again.",
            elapsedMilliseconds: most.milliseconds)
    }
}
