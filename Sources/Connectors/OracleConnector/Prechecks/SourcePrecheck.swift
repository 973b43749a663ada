internal import Model

/// One question about the source with what answers it.
struct SourcePrecheck: Sendable {
    typealias Answer = @Sendable (PrecheckContext) async throws(DatabaseRefusal) -> [PrecheckFinding]

    let question: PrecheckQuestion
    let answer: Answer

    /// `consequence` says what happens when it is skipped although it failed; nil when it cannot be skipped.
    init(
        _ key: String, _ title: String, area: String, consequence: String? = nil, answer: @escaping Answer
    ) {
        question = PrecheckQuestion(
            key: key, title: title, end: .source, area: area, consequenceOfSkipping: consequence)
        self.answer = answer
    }

    static let all: [SourcePrecheck] =
        ServerPrechecks.all + PrivilegePrechecks.all + LoggingPrechecks.all + ExistencePrechecks.all
        + ShapePrechecks.all + ValuePrechecks.all
}

/// What an answer may use.
struct PrecheckContext: Sendable {
    let source: OracleSource
    let scope: PrecheckScope
    let key: String

    /// More objects than these are told by their number.
    static let findingsMax = 500

    var grantee: String { ConnectionAdvice.grantee(source.user) }

    func passed(_ found: String) -> [PrecheckFinding] {
        [PrecheckFinding(key: key, outcome: .passed, found: found)]
    }

    func finding(
        _ outcome: PrecheckFinding.Outcome, _ found: String, subject: String = "", advice: String, fix: String? = nil
    ) -> PrecheckFinding {
        PrecheckFinding(key: key, subject: subject, outcome: outcome, found: found, advice: advice, fix: fix)
    }

    /// The findings, or that there are none; of very many the first ones and how many more there are.
    func findings(_ found: [PrecheckFinding], orPassed text: String) -> [PrecheckFinding] {
        guard !found.isEmpty else { return passed(text) }
        guard found.count > PrecheckContext.findingsMax else { return found }
        let worst: PrecheckFinding.Outcome = found.contains { $0.outcome == .failed } ? .failed : .warning
        let rest = finding(
            worst, "\(found.count - PrecheckContext.findingsMax) more objects have the same fault.",
            advice: "Mend the ones that are listed, then check again.")
        return found.prefix(PrecheckContext.findingsMax) + [rest]
    }
}
