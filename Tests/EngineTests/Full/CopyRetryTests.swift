import Model
import Testing

@testable import Engine

@Suite struct CopyRetryTests {
    private func steps(_ refusals: [DatabaseRefusal]) -> [CopyRetry.Step] {
        var retry = CopyRetry()
        return refusals.map { retry.next(after: $0) }
    }

    @Test func whatHelpsByItselfIsTriedAgainWithGrowingDelays() {
        let delays = steps(Array(repeating: .busy, count: 10)).map { step -> Duration in
            guard case .again(let delay) = step else { return .zero }
            return delay
        }
        #expect(delays.first == .milliseconds(200) && delays.last == .seconds(30))
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func patienceEndsAfterAsManyTries() {
        #expect(steps(Array(repeating: .busy, count: CopyRetry.triesMax)).last == .giveUp)
        #expect(steps(Array(repeating: .lost, count: CopyRetry.triesMax)).last == .askEnds)
        #expect(steps(Array(repeating: .exists, count: CopyRetry.triesMax)).last == .giveUp)
        #expect(steps([.refused]) == [.giveUp])
    }

    @Test func aPastThatIsGoneTwiceSplitsTheChunkUnlessItCannotBeSplit() {
        #expect(steps([.pastGone, .pastGone])[1] == .split)
        var retry = CopyRetry()
        retry.cannotSplit()
        _ = retry.next(after: .pastGone)
        #expect(retry.next(after: .pastGone) != .split)
    }

    @Test func aMarkThatIsThereIsLookedUpAtOnce() {
        #expect(steps([.exists]) == [.again(after: .zero)])
    }
}
