internal import Glibc
internal import Net
internal import Processes

/// Reasons to stop, from wherever they come: a signal, or the end of the parent.
final class StopRequests: Sendable {
    let stream: AsyncStream<String>
    fileprivate let continuation: AsyncStream<String>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: String.self)
    }

    func watchSignals(_ signals: [Int32]) {
        let continuation = continuation
        let arrivals = Signals.stream(of: signals)
        Task {
            for await signal in arrivals { continuation.yield("signal \(signal)") }
        }
    }

    /// Descriptor 0 is a pipe of which only the parent holds the other end.
    func watchLifeline() {
        let continuation = continuation
        try? startThread("lifeline") {
            var byte: UInt8 = 0
            while true {
                let n = read(0, &byte, 1)
                if n == 0 || (n < 0 && errno != EINTR) { break }
            }
            continuation.yield("its agent is gone")
        }
    }
}

extension StopRequests {
    /// A run that ends by itself.
    func after(_ time: Duration) {
        let continuation = continuation
        Task {
            try? await Task.sleep(for: time)
            continuation.yield("the time is over")
        }
    }

    func stop(_ reason: String) { continuation.yield(reason) }
}
