import Model
import Synchronization
import Testing

@testable import Engine

@Suite struct PersistenceTests {
    private func refusal(_ remedy: Remedy) -> DatabaseRefusal {
        DatabaseRefusal(Failure("X-1", "It is away.", advice: "Wait."), remedy: remedy)
    }

    @Test func whatIsBusyOrLostIsTriedAgainAndTheBoardSaysSo() async throws {
        let board = StepBoard()
        let persistence = Persistence(board: board, timeMax: .seconds(60), delayFirst: .milliseconds(1))
        let calls = Atomic<Int>(0)
        let value = try await persistence.run("the source") {
            let call = calls.add(1, ordering: .relaxed).newValue
            if call < 4 { throw refusal(call == 2 ? .reconnect : .retry(after: .milliseconds(1))) }
            return call
        }
        #expect(value == 4)
        #expect(await board.latest?.activity == "Waits for the source: It is away.")
    }

    @Test func whatStaysAwayAndWhatIsRefusedIsThrownOn() async throws {
        let board = StepBoard()
        let short = Persistence(board: board, timeMax: .milliseconds(20), delayFirst: .milliseconds(5))
        await #expect(throws: refusal(.reconnect)) { try await short.run("x") { throw refusal(.reconnect) } }
        let calls = Atomic<Int>(0)
        await #expect(throws: refusal(.askOperator)) {
            try await short.run("x") {
                calls.add(1, ordering: .relaxed)
                throw refusal(.askOperator)
            }
        }
        #expect(calls.load(ordering: .relaxed) == 1)
    }

    @Test func aPauseEndsTheWaiting() async throws {
        let board = StepBoard()
        let long = Persistence(board: board, timeMax: .seconds(600), delayFirst: .seconds(5))
        let waiting = Task { try await long.run("x") { throw refusal(.reconnect) } }
        while await board.latest == nil { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}

@Suite struct StepBoardTests {
    @Test func aChangeIsTakenOnceAndTheSameSentenceIsNone() async {
        let board = StepBoard()
        #expect(await board.takeChange() == nil)
        await board.say("one", 0.5, secondsLeft: 3)
        #expect(await board.takeChange() == .init(progress: 0.5, activity: "one", secondsLeft: 3))
        #expect(await board.takeChange() == nil)
        await board.say("one", 0.5, secondsLeft: 3)
        #expect(await board.takeChange() == nil)
        await board.say("two")
        #expect(await board.latest == .init(progress: nil, activity: "two"))
    }
}
