internal import Model

/// A snapshot as lines of a terminal: every step with its mark, and under the one that copies rows how far, how fast
/// and why not faster.
enum ProjectPicture {
    static func lines(_ snapshot: ProjectSnapshot, now: Timestamp) -> [StyledLine] {
        let project = snapshot.project
        var lines = [StyledLine(project.name, .bold).adding("  " + word(project.observation.state), .dim)]
        for step in project.observation.steps {
            lines.append(line(of: step, now))
            guard step.kind == .full, step.state == .running, let copying = snapshot.copying else { continue }
            lines += detail(copying, step)
        }
        return lines
    }

    private static func line(of step: ProjectStep, _ now: Timestamp) -> StyledLine {
        let (mark, style): (String, Terminal.Style) =
            switch step.state {
            case .completed: ("✓", .green)
            case .failed: ("✗", .red)
            case .running: ("▶", .yellow)
            case .paused: ("Ⅱ", .yellow)
            case .waiting: ("·", .dim)
            case .skipped: ("–", .dim)
            }
        var line = StyledLine("  ").adding(mark, style).adding(" ").adding(title(step.kind)).filled(to: 24)
        if step.state == .running, let progress = step.progress {
            line = line.adding(bar(progress, width: 24)).adding(" " + Phrase.percent(progress) + "  ")
        }
        if step.state == .running, step.kind != .full || step.progress == nil {
            line = line.adding(step.activity.isEmpty ? "begins" : step.activity)
        }
        if let started = step.startedAt, let finished = step.finishedAt {
            line = line.adding(Phrase.duration(finished - started), .dim)
        } else if step.state == .running, let started = step.startedAt {
            line = line.adding("  " + Phrase.duration(now - started), .dim)
        }
        return line
    }

    private static func detail(_ copying: ProjectSnapshot.Copying, _ step: ProjectStep) -> [StyledLine] {
        let of = copying.rowsExpected.map { " of about \(Phrase.count($0))" } ?? ""
        let quarantine = copying.quarantined > 0 ? ", \(Phrase.count(copying.quarantined)) in quarantine" : ""
        var lines = [
            StyledLine(
                "      \(Phrase.count(copying.rows))\(of) rows, \(Phrase.bytes(copying.bytes)), "
                    + "\(copying.tablesDone) of \(Phrase.count(copying.tables, "table")) done\(quarantine)")
        ]
        var speed = "      "
        if let rows = copying.rowsPerSecond, let bytes = copying.bytesPerSecond {
            speed += "\(Phrase.count(Int64(rows))) rows/s, \(Phrase.megabytes(bytes)) MB/s"
            // The driver's guess knows the chunks; ours knows the rows alone.
            if let remaining = step.secondsLeft.map({ Duration.seconds($0) }) ?? copying.remaining {
                speed += ", about \(Phrase.duration(remaining)) left"
            }
        } else {
            speed += "measuring the speed"
        }
        var line = StyledLine(speed)
        if let reason = copying.reason { line = line.adding("; \(words(reason))", .dim) }
        lines.append(line)
        for table in copying.slowest {
            let share = table.share.map { bar($0, width: 12) + " " + Phrase.percent($0) } ?? ""
            lines.append(
                StyledLine("      " + table.name.cut(toColumns: 36)).filled(to: 44).adding(share).filled(to: 64)
                    .adding("\(Phrase.count(table.rows)) rows", .dim))
        }
        return lines
    }

    static func bar(_ share: Double, width: Int) -> String {
        let full = Int((min(1, max(0, share)) * Double(width)).rounded(.down))
        return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
    }

    static func title(_ step: StepKind) -> String {
        switch step {
        case .precheck: "precheck"
        case .schema: "schema migration"
        case .logPull: "log pull"
        case .full: "full migration"
        case .indexes: "index migration"
        case .incremental: "incremental"
        case .verification: "verification"
        case .switchover: "switchover"
        case .reverse: "reverse incremental"
        }
    }

    static func word(_ state: ProjectState) -> String {
        switch state {
        case .notStarted: "not started"
        case .running, .modifying, .integrating, .paused, .failed, .completed, .releasing, .released: state.rawValue
        }
    }

    /// Why it is not faster, as the end of a sentence.
    static func words(_ reason: SpeedReason) -> String {
        switch reason {
        case .sourceRead: "bounded by reading at the source"
        case .conversion: "bounded by converting values"
        case .destinationWrite: "bounded by writing at the destination"
        case .throttle: "held back by the project's speed limit"
        case .destinationLoad: "waits until the destination's memory has room"
        case .blocked: "blocked: an end does not answer"
        case .idle: "nothing to do at the moment"
        }
    }
}
