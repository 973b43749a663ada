/// The clock of a copy: time since some moment, and waiting. Tests give one of their own.
struct CopyClock: Sendable {
    let now: @Sendable () -> Duration
    let wait: @Sendable (Duration) async throws -> Void

    static let system: CopyClock = {
        let begun = ContinuousClock.now
        return CopyClock(
            now: { ContinuousClock.now - begun }, wait: { try await Task.sleep(for: $0) })
    }()

    /// What a piece of work gave, and how long it took.
    func timed<Value: Sendable, Problem: Error>(
        _ body: () async throws(Problem) -> Value
    ) async throws(Problem) -> (value: Value, time: Duration) {
        let begun = now()
        let value = try await body()
        return (value, now() - begun)
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds &* 1_000 &+ attoseconds / 1_000_000_000_000_000
    }
}
