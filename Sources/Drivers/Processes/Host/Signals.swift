internal import CLinux
internal import Glibc
internal import Synchronization

/// Signals as an asynchronous sequence. From the first call on, the caught signals no longer end the program.
package enum Signals {
    package static let stop: [Int32] = [SIGTERM, SIGINT]
    package static let reload: Int32 = SIGHUP

    /// Each delivery of one of these signals is one element, for every stream that asked for it.
    package static func stream(of signals: [Int32]) -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingNewest(16))
        let key = Listeners.shared.add(signals, continuation)
        continuation.onTermination = { _ in Listeners.shared.remove(key) }
        return stream
    }

    /// A peer that closes its end must not end this program; writes then answer EPIPE.
    package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    private final class Listeners: Sendable {
        static let shared = Listeners()

        private struct State {
            var listeners: [Int: (signals: Set<Int32>, continuation: AsyncStream<Int32>.Continuation)] = [:]
            var lastKey = 0
            var isReading = false
        }
        private let state = Mutex(State())

        func add(_ signals: [Int32], _ continuation: AsyncStream<Int32>.Continuation) -> Int {
            state.withLock { state in
                state.lastKey += 1
                state.listeners[state.lastKey] = (Set(signals), continuation)
                for signal in signals {
                    let descriptor = cl_signal_catch(signal)
                    precondition(descriptor >= 0, "signal \(signal) cannot be caught: errno \(errno)")
                    if !state.isReading {
                        state.isReading = true
                        LastingThread.start("signals") { self.read(descriptor) }
                    }
                }
                return state.lastKey
            }
        }

        func remove(_ key: Int) { state.withLock { _ = $0.listeners.removeValue(forKey: key) } }

        private func read(_ descriptor: Int32) {
            var number: UInt8 = 0
            while true {
                let count = Glibc.read(descriptor, &number, 1)
                if count < 0 && errno == EINTR { continue }
                precondition(count == 1, "the signal pipe broke: errno \(errno)")
                let signal = Int32(number)
                let takers = state.withLock { state in
                    state.listeners.values.filter { $0.signals.contains(signal) }.map(\.continuation)
                }
                for taker in takers { taker.yield(signal) }
            }
        }
    }
}
