internal import Model

/// A finding of a project's last precheck, with its number and what the operator decided.
struct StoredFinding: StoredRow, Hashable {
    var project: ProjectID
    var answer: PrecheckAnswer

    static let table = "precheck_finding"
    static let columns = [
        "project_id", "number", "question_key", "subject", "outcome", "content", "skipped_by", "skipped_at",
    ]

    init(project: ProjectID, answer: PrecheckAnswer) {
        self.project = project
        self.answer = answer
    }

    private struct Content: Codable {
        var question: PrecheckQuestion
        var finding: PrecheckFinding
    }

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "project_id", "number")
        project = try reader.id("project_id", ProjectID.self)
        let content = try reader.coded("content", Content.self)
        guard try reader.text("question_key") == content.finding.key else {
            throw reader.problem("question_key", "another key than the finding has")
        }
        guard try reader.text("subject") == content.finding.subject else {
            throw reader.problem("subject", "another subject than the finding has")
        }
        guard try reader.name("outcome", PrecheckFinding.Outcome.self) == content.finding.outcome else {
            throw reader.problem("outcome", "another outcome than the finding has")
        }
        answer = PrecheckAnswer(
            number: try reader.growing("number"), question: content.question, finding: content.finding,
            skippedBy: try reader.optionalText("skipped_by").map { Actor($0) },
            skippedAt: try reader.optionalTimestamp("skipped_at"))
    }

    var cells: [DatabaseValue] {
        [
            .text(project.rawValue), .integer(answer.number), .text(answer.finding.key), .text(answer.finding.subject),
            .text(answer.finding.outcome.rawValue),
            .coded(Content(question: answer.question, finding: answer.finding)), .optional(answer.skippedBy?.name),
            .optional(answer.skippedAt?.milliseconds),
        ]
    }
}
