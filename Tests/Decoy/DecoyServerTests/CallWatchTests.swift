import Synchronization
import Testing

@testable import DecoyServer

struct CallWatchTests {
    @Test("A call whose client sends something is cancelled, one without is left alone", .timeLimit(.minutes(1)))
    func cancels() async throws {
        let watch = CallWatch()
        try watch.start()
        defer { watch.stop() }
        let quiet = Mutex(0)
        let (cancels, note) = AsyncStream.makeStream(of: Void.self)
        let first = watch.begin(CallWatch.Call(hasInput: { false }, cancel: { quiet.withLock { $0 += 1 } }))
        let second = watch.begin(CallWatch.Call(hasInput: { true }, cancel: { note.yield() }))
        for await _ in cancels { break }
        watch.end(second)
        watch.end(first)
        #expect(quiet.withLock { $0 } == 0)
    }
}
