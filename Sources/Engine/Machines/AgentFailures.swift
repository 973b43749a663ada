internal import Model
internal import Processes

/// What an agent has to say about a component that ended or did not start: one place for these texts.
enum AgentFailures {
    static func ended(
        _ status: ExitStatus, reported: Failure?, lastWords: String, then answer: ComponentStateMachine.EndAnswer,
        at now: Timestamp, _ bounds: ComponentStateMachine.Bounds
    ) -> Failure {
        let detail = reported?.description ?? (lastWords.isEmpty ? nil : lastWords)
        if case .abnormal(let crashes) = answer {
            return Failure(
                "AGENT-0002",
                "It ended \(crashes) times within \(bounds.crashWindow.milliseconds / 1000) s, last: \(status).",
                advice: "Read its log, mend the cause, then start it again.", detail: detail)
        }
        return reported
            ?? Failure(
                "AGENT-0001", "Its process ended unasked: \(status).",
                advice: "Nothing to do: it is started again by itself.", detail: detail)
    }

    static func notLaunched(_ error: any Error) -> Failure {
        Failure(
            "AGENT-0003", "Its process could not be started.",
            advice: "Mend the cause; it is tried again by itself until it counts as abnormal.", detail: "\(error)")
    }

    static func overdue(_ overdue: ComponentStateMachine.Overdue, _ bounds: ComponentStateMachine.Bounds) -> Failure? {
        switch overdue {
        case .start:
            Failure(
                "AGENT-0004",
                "It did not report within \(bounds.startMax.milliseconds / 1000) s of its start and was killed.",
                advice: "Look at the load of the machine and at its log.")
        case .heartbeat:
            Failure(
                "AGENT-0005", "It was silent for more than \(bounds.silenceMax.milliseconds / 1000) s and was killed.",
                advice: "Look at the load of the machine and at its log; it starts again by itself.")
        // The operator wanted it gone, and it is.
        case .stop: nil
        }
    }
}
