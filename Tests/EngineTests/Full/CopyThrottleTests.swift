import ConnectorKit
import Model
import Synchronization
import Testing

@testable import Engine

/// A clock that goes on only when somebody waits.
final class StillClock: Sendable {
    private let state = Mutex<Duration>(.zero)
    var now: Duration { state.withLock { $0 } }

    func advance(_ time: Duration) { state.withLock { $0 += time } }

    var clock: CopyClock {
        CopyClock(
            now: { self.now },
            wait: { time in
                try Task.checkCancellation()
                self.advance(time)
            })
    }
}

private final class Telling: LoadTelling {
    let memory = Mutex<Double?>(nil)

    func load() async throws(DatabaseRefusal) -> DestinationLoad {
        guard let memory = memory.withLock({ $0 }) else { throw .lost }
        return DestinationLoad(memory: memory)
    }
}

@Suite struct CopyThrottleTests {
    private func speed(rows: Int = 0, bytes: Int = 0) -> CopySpeed {
        var speed = CopySpeed(preset: .normal)
        speed.rowsPerSecondMax = rows
        speed.bytesPerSecondMax = bytes
        return speed
    }

    @Test func withoutABoundNobodyWaits() async throws {
        let still = StillClock()
        let throttle = CopyThrottle(speed(), Telling(), still.clock)
        for _ in 0..<100 { #expect(try await throttle.pass(rows: 10_000, bytes: 1 << 30) == .zero) }
    }

    @Test func rowsAndBytesFlowAtTheirBound() async throws {
        for speed in [speed(rows: 1_000), speed(bytes: 1_000_000)] {
            let still = StillClock()
            let throttle = CopyThrottle(speed, Telling(), still.clock)
            for _ in 0..<20 { _ = try await throttle.pass(rows: 500, bytes: 500_000) }
            // Ten seconds' worth, of which the first second was saved up.
            #expect(still.now > .seconds(8.9) && still.now < .seconds(9.5))
        }
    }

    @Test func theCheckersOfAProjectShareItsBounds() {
        var options = ProjectOptions()
        #expect(options.speedOfOne == options.speed)
        options.checkers = 4
        #expect(options.speedOfOne == options.speed, "no bound stays none")
        options.speed.rowsPerSecondMax = 1_000
        options.speed.bytesPerSecondMax = 3
        #expect(options.speedOfOne.rowsPerSecondMax == 250 && options.speedOfOne.bytesPerSecondMax == 1)
    }

    @Test func aBoundThatIsTakenAwayFreesWhoeverWaits() async throws {
        let still = StillClock()
        let throttle = CopyThrottle(speed(rows: 10), Telling(), still.clock)
        let lifting = CopyThrottle(
            speed(rows: 10), Telling(),
            CopyClock(
                now: { still.now },
                wait: { time in
                    still.advance(time)
                    if still.now > .seconds(3) { await Lifted.lift?() }
                }))
        Lifted.lift = { await lifting.change(to: CopySpeed(preset: .normal)) }
        #expect(try await lifting.pass(rows: 10_000, bytes: 1) < .seconds(4))
        #expect(try await throttle.pass(rows: 1_000, bytes: 1) > .seconds(90))
    }

    private enum Lifted {
        nonisolated(unsafe) static var lift: (@Sendable () async -> Void)?
    }

    @Test func aFullDestinationHoldsChunksBackUntilItHasRoom() async throws {
        let telling = Telling()
        telling.memory.withLock { $0 = 0.9 }
        let throttle = CopyThrottle(speed(), telling, StillClock().clock)
        await throttle.look()
        #expect(await throttle.isLoaded)
        telling.memory.withLock { $0 = 0.5 }
        await throttle.look()
        #expect(try await throttle.waitForRoom() == .zero)
        telling.memory.withLock { $0 = 0.9 }
        await throttle.look()
        // A destination that does not answer holds nobody back.
        telling.memory.withLock { $0 = nil }
        await throttle.look()
        #expect(await !throttle.isLoaded)
    }

    @Test func aSlowCopyHasSmallBlocksAndChunks() async {
        let fast = CopyThrottle(speed(), Telling())
        #expect(await [fast.blockRowsMax, fast.chunkBytes] == [10_000, 16 << 20])
        let slow = CopyThrottle(speed(rows: 50, bytes: 100_000), Telling())
        #expect(await [slow.blockRowsMax, slow.chunkBytes] == [100, 1_000_000])
    }
}
