import Glibc
import Net
import Synchronization

@testable import Sockets

/// A body on a thread of its own that begins at once: a task would wait for a thread that the test itself blocks.
final class Beside<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let signal = WakeSignal()

    init(_ body: @escaping @Sendable () throws -> Value) throws {
        try startThread("beside") { [self] in
            let result = Result { try body() }
            outcome.withLock { $0 = result }
            signal.raise()
        }
    }

    func value() throws -> Value {
        try awaitSocket(signal.descriptor, Int16(POLLIN), signal: WakeSignal(), until: soon(), place: "beside")
        guard let result = outcome.withLock({ $0 }) else { throw SocketFailure(.deadline, place: "beside") }
        return try result.get()
    }
}
