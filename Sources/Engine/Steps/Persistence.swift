internal import Model

/// Repeats what a database could not do just now: it was busy, or its connection was lost. Everything else, and a
/// failure that stays longer than `timeMax`, is thrown on.
struct Persistence: Sendable {
    let board: StepBoard
    var timeMax: Duration
    var delayFirst: Duration = .milliseconds(250)

    static let delayMax: Duration = .seconds(10)

    /// `body` must bear being repeated; it begins anew each time. `name` is what is waited for.
    func run<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
        let clock = ContinuousClock()
        let begun = clock.now
        var delay = delayFirst
        while true {
            do {
                return try await body()
            } catch let refusal as DatabaseRefusal {
                guard let wish = Self.delay(of: refusal), clock.now - begun < timeMax else { throw refusal }
                await board.say("Waits for \(name): \(refusal.failure.message)")
                try await Task.sleep(for: max(delay, min(wish, Self.delayMax)))
                delay = min(delay * 2, Self.delayMax)
            }
        }
    }

    /// Nil when repeating is no use.
    private static func delay(of refusal: DatabaseRefusal) -> Duration? {
        switch refusal.remedy {
        case .retry(let after): after
        case .reconnect: .zero
        case .askOperator, .stop, .bug: nil
        }
    }
}
