internal import Model

/// One step of a check as lines on a terminal: mark, title, what was found, and what to do.
enum StepLine {
    static func text(of step: ConnectionTest.Step, _ terminal: Terminal) -> String {
        let mark =
            switch step.outcome {
            case .passed: terminal.styled("✓", .green)
            case .warning: terminal.styled("!", .yellow)
            case .failed: terminal.styled("✗", .red)
            case .skipped: terminal.styled("–", .dim)
            }
        var lines = ["\(mark) \(step.title): \(step.detail)"]
        if let advice = step.advice { lines.append("    \(advice)") }
        if let fix = step.fix { lines += fix.split(separator: "\n").map { "    \($0)" } }
        return lines.joined(separator: "\n")
    }
}
