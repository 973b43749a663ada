internal import Synchronization

/// Runs a blocking body on a thread of its own and waits for it no longer than the deadline, or until the task is
/// cancelled; then the answer is nil and the body, which must end by itself some time, is left alone. For calls that
/// cannot be interrupted: name resolution, connecting.
package func onThread<Value: Sendable>(
    _ name: String, within deadline: Duration, _ body: @escaping @Sendable () -> Value
) async throws(ThreadFailure) -> Value? {
    let answer = FirstAnswer<Value>()
    try startThread(name) { answer.give(body()) }
    let clock = Task {
        try? await Task.sleep(for: deadline)
        answer.give(nil)
    }
    defer { clock.cancel() }
    return await withTaskCancellationHandler {
        await answer.wait()
    } onCancel: {
        answer.give(nil)
    }
}

/// The first answer counts; later ones are dropped.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value?, Never>)
        case given(Value?)
    }

    private let state = Mutex(State.open)

    func give(_ value: Value?) {
        let waiting: CheckedContinuation<Value?, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .given(value)
                return nil
            case .waiting(let continuation):
                state = .given(value)
                return continuation
            case .given: return nil
            }
        }
        waiting?.resume(returning: value)
    }

    func wait() async -> Value? {
        await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
            let given: Value?? = state.withLock { state in
                if case .given(let value) = state { return .some(value) }
                state = .waiting(continuation)
                return .none
            }
            if let given { continuation.resume(returning: given) }
        }
    }
}
