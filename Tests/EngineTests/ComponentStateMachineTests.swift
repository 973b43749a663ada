import Model
import Testing

@testable import Engine

@Suite struct ComponentStateMachineTests {
    /// Every state × every event, against the text file beside this one. `GODWIT_REWRITE_GOLDEN=1` rewrites it;
    /// commit only a difference that you understand.
    @Test func everyStateAnswersEveryEventAsTheGoldenTableSays() throws {
        var lines: [String] = []
        for start in Start.allCases {
            for event in Event.allCases {
                var machine = start.machine
                let answer = event.apply(to: &machine)
                let after = machine.observed
                let later = after.nextStart.map { " next +\(($0 - Start.now).milliseconds)ms" } ?? ""
                lines.append(
                    "\(start.rawValue.padded(9)) \(event.rawValue.padded(16)) → \(answer.padded(46)) "
                        + "\(after.state.rawValue) crashes \(after.crashes)\(later)")
            }
        }
        try compareWithGolden(lines, file: "component-states.txt")
    }

    @Test func theDelayDoublesUpToAMinuteAndIsJittered() {
        var machine = ComponentStateMachine(restoring: .stopped)
        let bounds = ComponentStateMachine.Bounds(crashesMax: 20)
        var now = Start.now
        var delays: [Int64] = []
        _ = machine.startRequested(at: now, bounds)
        for _ in 0..<9 {
            guard case .backOff(let until, _) = machine.ended(.crashed, at: now, bounds, jitter: 1) else { break }
            delays.append((until - now).milliseconds)
            now = until
            #expect(machine.timePassed(to: now, bounds) == .launch)
        }
        #expect(delays == [500, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000])
    }

    @Test func crashesOutsideTheWindowNoLongerCount() {
        var machine = ComponentStateMachine(restoring: .stopped)
        let bounds = ComponentStateMachine.Bounds(crashesMax: 2, crashWindow: .seconds(60))
        var now = Start.now
        _ = machine.startRequested(at: now, bounds)
        for _ in 0..<10 {
            guard case .backOff(let until, let crashes) = machine.ended(.crashed, at: now, bounds, jitter: 1) else {
                Issue.record("marked abnormal although the crashes were far apart")
                return
            }
            #expect(crashes == 1)
            #expect(machine.timePassed(to: until, bounds) == .launch)
            now = now + .seconds(120)
        }
    }

    @Test func aStartOrderForgivesCrashesAndEndsABackOff() {
        var machine = Start.waiting.machine
        #expect(machine.startRequested(at: Start.now, .init()) == .launch)
        #expect(machine.observed.crashes == 0)
    }

    @Test func aSilentComponentIsKilledAndAStuckStopToo() {
        let bounds = ComponentStateMachine.Bounds()
        var running = Start.running.machine
        #expect(running.timePassed(to: Start.now + Limits.leaseTime, bounds) == .nothingToDo)
        #expect(running.timePassed(to: Start.now + Limits.leaseTime + .milliseconds(1), bounds) == .kill(.heartbeat))
        var stopping = Start.stopping.machine
        #expect(stopping.timePassed(to: Start.now + bounds.stopGrace, bounds) == .kill(.stop))
    }
}

private enum Start: String, CaseIterable {
    case stopped, starting, running, stopping, waiting, abnormal, completed

    static let now = Timestamp(milliseconds: 1_000_000)

    var machine: ComponentStateMachine {
        let bounds = ComponentStateMachine.Bounds(crashesMax: 2)
        var machine = ComponentStateMachine(restoring: self == .completed ? .completed : .stopped)
        switch self {
        case .stopped, .completed: break
        case .starting: _ = machine.startRequested(at: Self.now, bounds)
        case .running:
            _ = machine.startRequested(at: Self.now, bounds)
            _ = machine.heartbeatSeen(at: Self.now)
        case .stopping:
            _ = machine.startRequested(at: Self.now, bounds)
            _ = machine.stopRequested(at: Self.now, bounds)
        case .waiting:
            _ = machine.startRequested(at: Self.now, bounds)
            _ = machine.ended(.crashed, at: Self.now, bounds, jitter: 1)
        case .abnormal:
            _ = machine.startRequested(at: Self.now, bounds)
            for _ in 0..<3 {
                _ = machine.ended(.crashed, at: Self.now, bounds, jitter: 1)
                _ = machine.timePassed(to: Self.now + .seconds(2), bounds)
            }
        }
        return machine
    }
}

private enum Event: String, CaseIterable {
    case startRequested, stopRequested, heartbeatSeen, crashed, completed, leaseHeld, shortTime, longTime

    func apply(to machine: inout ComponentStateMachine) -> String {
        let bounds = ComponentStateMachine.Bounds(crashesMax: 2)
        let now = Start.now
        switch self {
        case .startRequested: return "\(machine.startRequested(at: now, bounds))"
        case .stopRequested: return "\(machine.stopRequested(at: now, bounds))"
        case .heartbeatSeen: return "\(machine.heartbeatSeen(at: now))"
        case .crashed: return describe(machine.ended(.crashed, at: now, bounds, jitter: 1))
        case .completed: return describe(machine.ended(.completed, at: now, bounds, jitter: 1))
        case .leaseHeld: return describe(machine.ended(.leaseHeld, at: now, bounds, jitter: 1))
        case .shortTime: return describe(machine.timePassed(to: now + .milliseconds(1), bounds))
        case .longTime: return describe(machine.timePassed(to: now + .seconds(3600), bounds))
        }
    }

    private func describe(_ answer: ComponentStateMachine.EndAnswer) -> String {
        switch answer {
        case .backOff(let until, let crashes): "backOff +\((until - Start.now).milliseconds)ms, crashes \(crashes)"
        case .stopped, .completed, .abnormal, .nothingToDo: "\(answer)"
        }
    }

    private func describe(_ answer: ComponentStateMachine.TimeAnswer) -> String {
        switch answer {
        case .kill(let overdue): "kill, \(overdue.rawValue) overdue"
        case .launch, .nothingToDo: "\(answer)"
        }
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}
