package import Model

/// The answers of a project's last precheck.
extension Catalog {
    /// Replaces the answers to these questions (nil: to all); what the operator skipped stays skipped while the same
    /// question about the same subject fails again.
    package func setFindings(
        _ findings: [(PrecheckQuestion, PrecheckFinding)], of project: ProjectID, questions: [String]? = nil
    ) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let before = try answers(of: project)
            let fresh = findings.map { question, finding in
                let skip = before.first {
                    $0.finding.key == finding.key && $0.finding.subject == finding.subject && $0.skippedBy != nil
                }
                let isSkipped = finding.outcome == .failed && question.consequenceOfSkipping != nil
                return PrecheckAnswer(
                    number: 0, question: question, finding: finding, skippedBy: isSkipped ? skip?.skippedBy : nil,
                    skippedAt: isSkipped ? skip?.skippedAt : nil)
            }
            try database.run("DELETE FROM precheck_finding WHERE project_id = ?", [.text(project.rawValue)])
            let answers = questions.map { Self.merged(before, fresh, $0) } ?? fresh
            for (at, answer) in answers.enumerated() {
                var answer = answer
                answer.number = Int64(at) + 1
                try database.insert(StoredFinding(project: project, answer: answer))
            }
            try bump(.project(project))
        }
    }

    /// What is answered again stands where it stood before; what is new comes last.
    private nonisolated static func merged(
        _ before: [PrecheckAnswer], _ fresh: [PrecheckAnswer], _ questions: [String]
    ) -> [PrecheckAnswer] {
        var waiting = Dictionary(grouping: fresh, by: \.finding.key)
        var merged: [PrecheckAnswer] = []
        for answer in before {
            if questions.contains(answer.finding.key) {
                merged += waiting.removeValue(forKey: answer.finding.key) ?? []
            } else {
                merged.append(answer)
            }
        }
        for answer in fresh where waiting[answer.finding.key] != nil { merged.append(answer) }
        return merged
    }

    package func answers(of project: ProjectID) throws(CatalogError) -> [PrecheckAnswer] {
        try database.select(
            StoredFinding.self, "WHERE project_id = ? ORDER BY number", [.text(project.rawValue)]
        ).map(\.answer)
    }

    /// Refused when the question cannot be skipped or did not fail.
    package func skipFinding(_ number: Int64, of project: ProjectID, by actor: Actor) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard let answer = try answers(of: project).first(where: { $0.number == number }) else {
                throw .refused(reason: "The precheck of \(project) has no answer \(number).")
            }
            guard answer.finding.outcome == .failed else { throw .refused(reason: "It has not failed.") }
            guard answer.question.consequenceOfSkipping != nil else {
                throw .refused(reason: "“\(answer.question.title)” cannot be skipped.")
            }
            try database.run(
                "UPDATE precheck_finding SET skipped_by = ?, skipped_at = ? WHERE project_id = ? AND number = ?",
                [.text(actor.name), .integer(now().milliseconds), .text(project.rawValue), .integer(number)])
            try bump(.project(project))
        }
    }
}
