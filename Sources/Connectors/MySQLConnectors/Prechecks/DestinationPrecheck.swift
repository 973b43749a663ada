internal import ConnectorKit
internal import Model

/// One question about the destination with what answers it.
struct DestinationPrecheck: Sendable {
    typealias Answer = @Sendable (PrecheckContext) async throws(DatabaseRefusal) -> [PrecheckFinding]

    let question: PrecheckQuestion
    let answer: Answer

    /// `consequence` says what happens when it is skipped although it failed; nil when it cannot be skipped.
    init(_ key: String, _ title: String, area: String, consequence: String? = nil, answer: @escaping Answer) {
        question = PrecheckQuestion(
            key: key, title: title, end: .destination, area: area, consequenceOfSkipping: consequence)
        self.answer = answer
    }

    static let all: [DestinationPrecheck] = ServerPrechecks.all + ExistencePrechecks.all + CapacityPrechecks.all
}

/// What an answer may use.
struct PrecheckContext: Sendable {
    let destination: MySQLDestination
    let scope: PrecheckScope
    let key: String

    func passed(_ found: String) -> [PrecheckFinding] {
        [PrecheckFinding(key: key, outcome: .passed, found: found)]
    }

    func finding(
        _ outcome: PrecheckFinding.Outcome, _ found: String, subject: String = "", advice: String, fix: String? = nil
    ) -> PrecheckFinding {
        PrecheckFinding(key: key, subject: subject, outcome: outcome, found: found, advice: advice, fix: fix)
    }

    /// A finding of a connection test, said as an answer.
    func answer(_ finding: StepFinding) -> [PrecheckFinding] {
        let outcome: PrecheckFinding.Outcome =
            switch finding.outcome {
            case .passed, .skipped: .passed
            case .warning: .warning
            case .failed: .failed
            }
        return [
            PrecheckFinding(
                key: key, outcome: outcome, found: finding.detail, advice: finding.advice, fix: finding.fix)
        ]
    }

    var tables: [ConvertedObject] { scope.converted.filter { $0.kind == .table && $0.isSupported } }
    var createsSchema: Bool { scope.steps.contains(.schema) }
    var copiesRows: Bool { scope.steps.contains(.full) }
}
