package import Model

// The life of one project as its driver sees it.
//
//                  work began                  all steps done
//   notStarted ───────────────▶ running ──────────────────────▶ completed
//       │                        ▲ │ ▲ │                            │
//       │             work began │ │ │ │ a step failed              │
//       │          ┌─────────────┘ │ │ └──────────────┐             │
//       │          │   work rests  │ │ work began     ▼             │
//       │       paused ◀───────────┘ └──────────── failed           │
//       │          │                                  │             │
//       │          └──────────────┬───────────────────┴─────────────┘
//       │                         │ release began
//       │                         ▼              release ended
//       │                     releasing ───────────────────────▶ released
//       │                                                            │
//       └── delete ──▶ (gone) ◀─────────────────────────────── delete ┘
//
// Guarantees
//   notStarted: nothing was written at the destination.
//   running: a driver works, or has died and another takes over; the steps say what is done.
//   paused, failed: nothing of this project runs anywhere; every step can go on where it stopped.
//   completed: every chosen step is done; nothing runs.
//   releasing: no way back; components and marks are being removed.
//   released: nothing is left but the record and what the destination got.
//
// modifying and integrating belong to changes of the objects of a running project. This version never enters them: a
// driver that meets them leaves the project to the newer program that wrote them.
package struct ProjectStateMachine: ~Copyable {
    package private(set) var state: ProjectState

    package init(restoring observed: ProjectState) { state = observed }

    // MARK: Wishes

    /// What a driver has to do for a project.
    package enum Duty: String, Equatable, Sendable {
        case nothing
        /// Nothing changes; the order is noted as taken up.
        case acknowledge
        case work
        case pause
        case release
    }

    /// `isNew`: the order was not taken up yet. One that was is met already, unless its driver died over it.
    package func duty(under wish: ProjectWish, isNew: Bool) -> Duty {
        let otherwise: Duty = isNew ? .acknowledge : .nothing
        switch state {
        case .notStarted, .paused, .failed:
            return switch wish {
            case .idle: .nothing
            case .paused: otherwise
            case .running: isNew ? .work : .nothing
            case .released: .release
            }
        case .running:
            return switch wish {
            case .idle: .nothing
            case .running: .work
            case .paused: .pause
            case .released: .release
            }
        case .completed:
            return wish == .released ? .release : otherwise
        // What has begun to be taken down cannot be wanted otherwise.
        case .releasing: return .release
        case .released: return otherwise
        case .modifying, .integrating: return .nothing
        }
    }

    // MARK: Facts

    package enum Event: String, CaseIterable, Sendable {
        case workBegan, workRests, stepFailed, allStepsDone, releaseBegan, releaseEnded
    }

    /// False when this cannot happen in this state: a notice that came late, and nothing has changed.
    package mutating func happened(_ event: Event) -> Bool {
        guard let next = next(after: event) else { return false }
        state = next
        return true
    }

    private func next(after event: Event) -> ProjectState? {
        switch state {
        case .notStarted, .paused, .failed:
            switch event {
            case .workBegan: .running
            case .releaseBegan: .releasing
            case .workRests, .stepFailed, .allStepsDone, .releaseEnded: nil
            }
        case .running:
            switch event {
            case .workBegan: .running
            case .workRests: .paused
            case .stepFailed: .failed
            case .allStepsDone: .completed
            case .releaseBegan: .releasing
            case .releaseEnded: nil
            }
        case .completed:
            switch event {
            case .releaseBegan: .releasing
            case .workBegan, .workRests, .stepFailed, .allStepsDone, .releaseEnded: nil
            }
        case .releasing:
            switch event {
            case .releaseBegan: .releasing
            case .releaseEnded: .released
            case .workBegan, .workRests, .stepFailed, .allStepsDone: nil
            }
        case .released, .modifying, .integrating: nil
        }
    }

    // MARK: Orders

    /// Why an order does not fit, or nil. `wish` is the present one; `isPending` says that no driver took it up yet.
    package func refusal(of order: ProjectOrder, under wish: ProjectWish, isPending: Bool) -> NotNow? {
        // A record can be copied whatever becomes of the project.
        if order == .clone { return nil }
        if wish == .released, state != .released { return NotNow("It is being released.") }
        switch state {
        case .notStarted: return beforeWork(order, willRun: isPending && wish == .running)
        case .paused, .failed: return atRest(order, willRun: isPending && wish == .running)
        case .running: return atWork(order, willRest: wish == .paused)
        case .completed: return atTheEnd(order)
        case .releasing: return NotNow("It is being released.")
        case .released:
            return switch order {
            case .delete: nil
            case .clone, .start, .pause, .resume, .edit, .rename, .release:
                NotNow("It is released; clone it to begin anew.")
            }
        case .modifying, .integrating: return NotNow("Its objects are being changed.")
        }
    }

    private func beforeWork(_ order: ProjectOrder, willRun: Bool) -> NotNow? {
        switch order {
        case .start: willRun ? NotNow("It was started already and begins in a moment.") : nil
        case .pause: willRun ? nil : NotNow("It has not been started.")
        case .resume: NotNow(willRun ? "It was started already and begins in a moment." : "Start it first.")
        case .edit, .delete: willRun ? NotNow("It begins in a moment. Pause it first.") : nil
        case .rename, .clone: nil
        case .release: NotNow("It has not been started; there is nothing to release. Delete it.")
        }
    }

    private func atRest(_ order: ProjectOrder, willRun: Bool) -> NotNow? {
        switch order {
        case .start: NotNow(willRun ? "It was resumed already." : "It was started before; resume it.")
        case .pause:
            willRun ? nil : NotNow(state == .paused ? "It is already paused." : "It failed; nothing of it runs.")
        case .resume: willRun ? NotNow("It was resumed already and goes on in a moment.") : nil
        case .edit, .release: willRun ? NotNow("It goes on in a moment. Pause it first.") : nil
        case .rename, .clone: nil
        case .delete: NotNow("Release it first.")
        }
    }

    private func atWork(_ order: ProjectOrder, willRest: Bool) -> NotNow? {
        switch order {
        case .start: NotNow("It is running.")
        case .pause: willRest ? NotNow("It is being paused.") : nil
        case .resume: willRest ? nil : NotNow("It is running.")
        // What may be changed while it runs is the caller's to look at: ProjectEdit.
        case .edit, .rename, .clone: nil
        case .release: NotNow("Pause it first.")
        case .delete: NotNow("Pause and release it first.")
        }
    }

    private func atTheEnd(_ order: ProjectOrder) -> NotNow? {
        switch order {
        case .start, .resume, .pause: NotNow("It is completed.")
        case .edit, .rename: nil
        case .release, .clone: nil
        case .delete: NotNow("Release it first.")
        }
    }
}

extension Project {
    /// Whether the last order was not taken up by a driver yet.
    package var isOrderPending: Bool { observation.generation < intent.generation }

    /// What a driver has to do now.
    package var duty: ProjectStateMachine.Duty {
        ProjectStateMachine(restoring: observation.state).duty(under: intent.wish, isNew: isOrderPending)
    }
}
