import Model
import Testing

@testable import Engine

@Suite struct ProjectStateMachineTests {
    /// Every state against every wish, event and order, compared with the text file. `GODWIT_REWRITE_GOLDEN=1` rewrites
    /// it; commit only a difference that you understand.
    @Test func everyStateAnswersEveryWishEventAndOrderAsTheGoldenTableSays() throws {
        var lines: [String] = []
        for state in ProjectState.allCases {
            for wish in ProjectWish.allCases {
                for isNew in [true, false] {
                    let duty = ProjectStateMachine(restoring: state).duty(under: wish, isNew: isNew)
                    lines.append("\(state) wish \(wish) \(isNew ? "new" : "known") → \(duty)")
                }
            }
            for event in ProjectStateMachine.Event.allCases {
                var machine = ProjectStateMachine(restoring: state)
                let happened = machine.happened(event)
                lines.append("\(state) event \(event) → \(happened ? "\(machine.state)" : "impossible")")
            }
            for order in ProjectOrder.allCases {
                for (wish, isPending) in Self.situations {
                    let refusal = ProjectStateMachine(restoring: state).refusal(
                        of: order, under: wish, isPending: isPending)
                    lines.append(
                        "\(state) order \(order) under \(wish) \(isPending ? "pending" : "known") → "
                            + (refusal?.reason ?? "allowed"))
                }
            }
        }
        try compareWithGolden(lines, file: "project-states.txt")
    }

    private static let situations: [(ProjectWish, Bool)] = [
        (.idle, false), (.running, true), (.running, false), (.paused, true), (.paused, false), (.released, true),
        (.released, false),
    ]

    @Test func aDriverThatDiedIsFollowedAndOneThatIsDoneIsNot() {
        #expect(ProjectStateMachine(restoring: .running).duty(under: .running, isNew: false) == .work)
        #expect(ProjectStateMachine(restoring: .running).duty(under: .paused, isNew: false) == .pause)
        #expect(ProjectStateMachine(restoring: .releasing).duty(under: .released, isNew: false) == .release)
        #expect(ProjectStateMachine(restoring: .failed).duty(under: .running, isNew: false) == .nothing)
        #expect(ProjectStateMachine(restoring: .completed).duty(under: .running, isNew: false) == .nothing)
    }

    @Test func everyOrderThatIsAllowedHasADuty() {
        for state in ProjectState.allCases {
            for (order, wish) in [
                (ProjectOrder.start, ProjectWish.running), (.resume, .running), (.pause, .paused),
                (.release, .released),
            ] {
                let machine = ProjectStateMachine(restoring: state)
                guard machine.refusal(of: order, under: .running, isPending: false) == nil else { continue }
                #expect(machine.duty(under: wish, isNew: true) != .nothing, "\(state) \(order)")
            }
        }
    }
}
