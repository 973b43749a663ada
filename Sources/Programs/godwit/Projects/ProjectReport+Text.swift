internal import Model

extension ProjectReport {
    /// For a person: the outcome first, then each failure with what mends it, then warnings, then how to go on.
    func text(_ terminal: Terminal, goOn: String) -> String {
        var lines = [headline(terminal)]
        lines += failure(terminal)
        lines += checks(terminal)
        lines += objects(terminal)
        lines += copied(terminal)
        lines += warnings(terminal)
        if !isDone, project.observation.state != .completed {
            lines += ["", "When it is mended, go on with:", "  \(goOn)"]
        }
        return lines.joined(separator: "\n")
    }

    private func headline(_ terminal: Terminal) -> String {
        let mark = isDone ? terminal.styled("✓", .green) : terminal.styled("✗", .red)
        let state = ProjectPicture.word(project.observation.state)
        let copied =
            tables > 0
            ? ", \(Phrase.count(rows)) rows (\(Phrase.bytes(bytes))) in \(Phrase.count(tables, "table"))" : ""
        let quarantine = quarantined > 0 ? ", \(Phrase.count(quarantined)) rows in quarantine" : ""
        let ignored = ignored > 0 ? ", \(Phrase.count(ignored)) rows were there already" : ""
        let skipped = (counts[.skipped] ?? 0) > 0 ? ", \(Phrase.count(counts[.skipped] ?? 0, "object")) skipped" : ""
        return "\(mark) \(project.name) is \(state): \(Phrase.count(counts[.completed] ?? 0, "object")) created"
            + "\(skipped)\(copied)\(ignored)\(quarantine), in \(Phrase.duration(elapsed))."
    }

    private func failure(_ terminal: Terminal) -> [String] {
        guard let failure = project.observation.failure else { return [] }
        let step = project.observation.steps.first { $0.state == .failed }
        let place = step.map { " in the step \(ProjectPicture.title($0.kind))" } ?? ""
        return [
            "", terminal.styled("It failed\(place).", .bold),
        ] + told(failure, indent: "  ")
    }

    private func told(_ failure: Failure, indent: String) -> [String] {
        var lines = ["\(indent)\(failure.number): \(failure.message)", "\(indent)\(failure.advice)"]
        if let detail = failure.detail { lines.append("\(indent)(\(detail))") }
        return lines
    }

    private func checks(_ terminal: Terminal) -> [String] {
        guard !blocking.isEmpty, project.observation.state != .completed else { return [] }
        var lines = ["", terminal.styled("Checks that failed:", .bold)]
        for answer in blocking.prefix(Self.toldMax) {
            let subject = answer.finding.subject.isEmpty ? "" : " (\(answer.finding.subject))"
            let title = "\(answer.number). \(answer.question.title)\(subject)"
            lines.append("  \(terminal.styled("✗", .red)) \(title): \(answer.finding.found)")
            if let advice = answer.finding.advice { lines.append("      \(advice)") }
            // A statement to copy stands alone on its lines.
            for line in (answer.finding.fix ?? "").split(separator: "\n") { lines.append("      \(line)") }
            if let consequence = answer.question.consequenceOfSkipping {
                lines.append(
                    "      May be skipped: godwit project precheck \"\(project.name)\" --skip \(answer.number)   "
                        + "(\(consequence))")
            }
        }
        return lines + more(blocking.count)
    }

    private func objects(_ terminal: Terminal) -> [String] {
        guard objectsOpen > 0 else { return [] }
        var lines = ["", terminal.styled("Objects that are not there:", .bold)]
        for object in failedObjects {
            lines.append(
                "  \(terminal.styled("✗", .red)) \(object.number). \(object.kind.rawValue) \(object.source), "
                    + "\(object.state.rawValue)" + (object.returnCode.map { ", the destination answered \($0)" } ?? ""))
            if let failure = object.failure { lines += told(failure, indent: "      ") }
            let notes = object.converted?.notes.filter { $0.severity == .unsupported } ?? []
            for note in notes { lines.append("      \(note.subject.isEmpty ? "" : "\(note.subject): ")\(note.text)") }
        }
        return lines + more(objectsOpen) + [
            "  Leave one out: godwit project skip \"\(project.name)\" NUMBER    "
                + "look at one: godwit project objects \"\(project.name)\" NUMBER"
        ]
    }

    private func copied(_ terminal: Terminal) -> [String] {
        var lines: [String] = []
        if !failedTables.isEmpty {
            lines += ["", terminal.styled("Tables whose rows could not all be copied:", .bold)]
            for (name, failure) in failedTables.prefix(Self.toldMax) {
                lines.append("  \(terminal.styled("✗", .red)) \(name)")
                if let failure { lines += told(failure, indent: "      ") }
            }
            lines += more(failedTables.count)
        }
        if !rejections.isEmpty {
            lines += ["", terminal.styled("Rows in quarantine:", .bold)]
            for set in rejections { lines.append("  \(set.table): \(Phrase.count(set.count, "row")): \(set.reason)") }
            lines.append("  All of them: godwit project quarantine \"\(project.name)\"")
        }
        return lines
    }

    private func warnings(_ terminal: Terminal) -> [String] {
        var lines: [String] = []
        if !lossy.isEmpty || !losses.isEmpty {
            lines += ["", terminal.styled("What is different at the destination:", .bold)]
            for set in lossy.prefix(Self.toldMax) {
                let others = set.count > 1 ? " (and \(set.count - 1) more)" : ""
                lines.append("  \(terminal.styled("!", .yellow)) \(set.rule): \(set.example)\(others)")
            }
            lines += more(lossy.count)
            for (rule, count) in losses.sorted(by: { $0.key < $1.key }).prefix(Self.toldMax) {
                lines.append("  \(terminal.styled("!", .yellow)) \(rule): \(Phrase.count(count)) values")
            }
        }
        if !partsLeftOut.isEmpty {
            lines += ["", terminal.styled("Left out, skipped by the operator:", .bold)]
            lines += partsLeftOut.prefix(Self.toldMax).map { "  \($0)" } + more(partsLeftOut.count)
        }
        if skippedChecks > 0 {
            lines += ["", "\(Phrase.count(skippedChecks, "failed check")) skipped by the operator."]
        }
        if let left = counts[.listed], left > 0 {
            lines += [
                "",
                "Left for you: \(Phrase.count(left, "object")) of kinds that are not moved: "
                    + "godwit project objects \"\(project.name)\" --state listed",
            ]
        }
        return lines
    }

    private func more(_ count: Int) -> [String] {
        count > Self.toldMax ? ["  … and \(count - Self.toldMax) more"] : []
    }
}
