package import Model

// The life of one component as its agent sees it.
//
//                 start                    heartbeat
//   stopped ────────────────▶ starting ───────────────▶ running
//      ▲ ▲                     │  ▲  │                   │  │
//      │ │ exit          exit, │  │  │ stop         stop │  │ exit unasked
//      │ │              refused│  │  ▼                   │  │
//      │ └────────── stopping ◀┼──┼──┴───────────────────┘  │
//      │                       ▼  │ delay over, start       │
//      │ stop ◀────────────── waiting ◀─────────────────────┤ crashes ≤ bound
//      │                                                    │
//      └ stop ◀────────────── abnormal ◀────────────────────┘ crashes > bound
//
//   running ── exit "completed" ──▶ completed ── start ──▶ starting
//
// Guarantees
//   stopped, waiting, abnormal, completed: no process of this component exists on this machine.
//   starting: at most one process exists; it has not reported yet; it is killed when its time is over.
//   running: one process exists and holds the lease; silence longer than the lease kills it.
//   stopping: the process was asked to stop and is killed when the grace is over.
//
// What is stored is the five-state form of `observed`; `waiting` shows as Initializing with the moment of the next
// start, `stopping` as Running under a wish to stop.
package struct ComponentStateMachine: ~Copyable {
    package struct Bounds: Sendable {
        package var crashesMax: Int
        package var crashWindow: Duration
        package var startMax: Duration
        package var stopGrace: Duration
        package var silenceMax: Duration

        package init(
            crashesMax: Int = Limits.crashesMax, crashWindow: Duration = Limits.crashWindow,
            startMax: Duration = Limits.componentStartMax, stopGrace: Duration = Limits.componentStopGrace,
            silenceMax: Duration = Limits.leaseTime
        ) {
            self.crashesMax = crashesMax
            self.crashWindow = crashWindow
            self.startMax = startMax
            self.stopGrace = stopGrace
            self.silenceMax = silenceMax
        }
    }

    private enum State {
        case stopped
        case starting(crashes: [Timestamp], deadline: Timestamp)
        case running(crashes: [Timestamp], heard: Timestamp)
        case stopping(deadline: Timestamp)
        case waiting(crashes: [Timestamp], nextStart: Timestamp)
        case abnormal(crashes: Int)
        case completed
    }

    private var state: State

    /// A component of which no process exists: what an agent starts from, after it has cleared what an earlier agent
    /// left. Abnormal and completed are kept, since only an order may end them; anything else counts as stopped.
    package init(restoring observed: ComponentState) {
        switch observed {
        case .abnormal: state = .abnormal(crashes: 0)
        case .completed: state = .completed
        case .initializing, .running, .stopped: state = .stopped
        }
    }

    // MARK: Orders

    package enum StartAnswer: Equatable, Sendable {
        case launch
        case alreadyWorking
        /// The process is still stopping; the order stands and is met when it has gone.
        case afterStop
    }

    /// An order to run. It also ends a back-off at once and forgives the crashes so far.
    package mutating func startRequested(at now: Timestamp, _ bounds: Bounds) -> StartAnswer {
        switch state {
        case .starting, .running:
            return .alreadyWorking
        case .stopping:
            return .afterStop
        case .stopped, .waiting, .abnormal, .completed:
            state = .starting(crashes: [], deadline: now + bounds.startMax)
            return .launch
        }
    }

    package enum StopAnswer: Equatable, Sendable {
        case terminate
        case nowStopped
        case nothingToDo
    }

    package mutating func stopRequested(at now: Timestamp, _ bounds: Bounds) -> StopAnswer {
        switch state {
        case .starting, .running:
            state = .stopping(deadline: now + bounds.stopGrace)
            return .terminate
        case .waiting, .abnormal:
            state = .stopped
            return .nowStopped
        case .stopped, .stopping, .completed:
            return .nothingToDo
        }
    }

    // MARK: Facts

    package enum HeartbeatAnswer: Equatable, Sendable {
        case nowRunning
        case known
    }

    package mutating func heartbeatSeen(at heard: Timestamp) -> HeartbeatAnswer {
        switch state {
        case .starting(let crashes, _):
            state = .running(crashes: crashes, heard: heard)
            return .nowRunning
        case .running(let crashes, let before):
            state = .running(crashes: crashes, heard: max(heard, before))
            return .known
        // A beat that was on its way when the state changed says nothing new.
        case .stopped, .stopping, .waiting, .abnormal, .completed:
            return .known
        }
    }

    /// How a process ended, as far as it matters here.
    package enum Ending: Equatable, Sendable {
        case crashed
        case completed
        /// Another holder's lease was still valid: nobody's fault, tried again without counting.
        case leaseHeld
    }

    package enum EndAnswer: Equatable, Sendable {
        case stopped
        case completed
        case backOff(until: Timestamp, crashes: Int)
        case abnormal(crashes: Int)
        case nothingToDo
    }

    /// The process has ended, or could not be launched (`crashed`). `jitter` is a factor around 1 from outside.
    package mutating func ended(
        _ ending: Ending, at now: Timestamp, _ bounds: Bounds, jitter: Double
    ) -> EndAnswer {
        let before: [Timestamp]
        switch state {
        case .starting(let crashes, _): before = crashes
        case .running(let crashes, _): before = crashes
        case .stopping:
            state = .stopped
            return .stopped
        // Without a process nothing can end: a notice that came late.
        case .stopped, .waiting, .abnormal, .completed:
            return .nothingToDo
        }
        switch ending {
        case .completed:
            state = .completed
            return .completed
        case .leaseHeld:
            let nextStart = now + Limits.restartDelayFirst
            state = .waiting(crashes: before, nextStart: nextStart)
            return .backOff(until: nextStart, crashes: before.count)
        case .crashed:
            let crashes = before.filter { now - $0 <= bounds.crashWindow } + [now]
            guard crashes.count <= bounds.crashesMax else {
                state = .abnormal(crashes: crashes.count)
                return .abnormal(crashes: crashes.count)
            }
            let nextStart = now + Self.delay(after: crashes.count, jitter: jitter)
            state = .waiting(crashes: crashes, nextStart: nextStart)
            return .backOff(until: nextStart, crashes: crashes.count)
        }
    }

    package enum TimeAnswer: Equatable, Sendable {
        case launch
        case kill(Overdue)
        case nothingToDo
    }

    package enum Overdue: String, Equatable, Sendable {
        case start, stop, heartbeat
    }

    package mutating func timePassed(to now: Timestamp, _ bounds: Bounds) -> TimeAnswer {
        switch state {
        case .waiting(let crashes, let nextStart):
            guard now >= nextStart else { return .nothingToDo }
            state = .starting(crashes: crashes, deadline: now + bounds.startMax)
            return .launch
        case .starting(_, let deadline):
            return now >= deadline ? .kill(.start) : .nothingToDo
        case .running(_, let heard):
            return now - heard > bounds.silenceMax ? .kill(.heartbeat) : .nothingToDo
        case .stopping(let deadline):
            return now >= deadline ? .kill(.stop) : .nothingToDo
        case .stopped, .abnormal, .completed:
            return .nothingToDo
        }
    }

    // MARK: Shown

    package struct Observed: Equatable, Sendable {
        package var state: ComponentState
        package var crashes: Int
        package var nextStart: Timestamp?
    }

    package var observed: Observed {
        switch state {
        case .stopped: Observed(state: .stopped, crashes: 0)
        case .starting(let crashes, _): Observed(state: .initializing, crashes: crashes.count)
        case .running(let crashes, _): Observed(state: .running, crashes: crashes.count)
        case .stopping: Observed(state: .running, crashes: 0)
        case .waiting(let crashes, let nextStart):
            Observed(state: .initializing, crashes: crashes.count, nextStart: nextStart)
        case .abnormal(let crashes): Observed(state: .abnormal, crashes: crashes)
        case .completed: Observed(state: .completed, crashes: 0)
        }
    }

    /// Half a second, doubled with every crash, at most a minute, times the jitter.
    private static func delay(after crashes: Int, jitter: Double) -> Duration {
        let doublings = min(max(crashes - 1, 0), 16)
        let plain = min(Limits.restartDelayFirst.milliseconds << Int64(doublings), Limits.restartDelayMax.milliseconds)
        return .milliseconds(Int64(Double(plain) * jitter))
    }
}
