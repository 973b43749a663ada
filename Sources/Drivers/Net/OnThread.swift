internal import CLinux
internal import Glibc

/// The system had no thread to give.
package struct ThreadFailure: Error, Hashable, Sendable {
    package let errno: Int32
}

/// Runs a blocking body on its own thread. Cancelling the awaiting task calls `interrupt`, which must make the body
/// return soon and must be safe from any thread (the shutdown of a socket, say).
package func onThread<Value: Sendable>(
    _ name: String, stackBytes: Int = 1 << 20, interrupt: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            do {
                try startThread(name, stackBytes: stackBytes) { continuation.resume(with: Result(catching: body)) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    } onCancel: {
        interrupt()
    }
}

/// Starts a detached, named thread. Only what is used of its stack takes memory: a body that recurses asks for more.
package func startThread(
    _ name: String, stackBytes: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
) throws(ThreadFailure) {
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackBytes)
    var thread = pthread_t()
    let refused = pthread_create(&thread, &attributes, threadMain, start.toOpaque())
    guard refused == 0 else {
        start.release()
        throw ThreadFailure(errno: refused)
    }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    cl_thread_name(start.name)
    start.body()
    return nil
}
