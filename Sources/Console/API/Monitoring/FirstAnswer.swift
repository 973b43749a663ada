internal import Synchronization

/// What comes first: the value, or `late` when the time is over. A value that comes after is dropped, and the one who
/// makes it is cancelled but not waited for.
func firstAnswer<Value: Sendable>(
    within time: Duration, late: @escaping @Sendable () -> Value, _ value: @escaping @Sendable () async -> Value
) async -> Value {
    let answer = FirstAnswer<Value>()
    return await withCheckedContinuation { continuation in
        answer.waiting.withLock { $0 = continuation }
        let asked = Task { answer.give(await value()) }
        let clock = Task {
            try? await Task.sleep(for: time)
            if Task.isCancelled { return }
            asked.cancel()
            answer.give(late())
        }
        Task {
            await asked.value
            clock.cancel()
        }
    }
}

private final class FirstAnswer<Value: Sendable>: Sendable {
    let waiting = Mutex<CheckedContinuation<Value, Never>?>(nil)

    func give(_ value: Value) {
        let waiting = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: value)
    }
}
