package import Model

/// One question about an end with what answers it.
package struct EndPrecheck<End: Sendable>: Sendable {
    package typealias Answer = @Sendable (Context) async throws(DatabaseRefusal) -> [PrecheckFinding]

    package let question: PrecheckQuestion
    package let answer: Answer

    private init(
        _ end: PrecheckQuestion.End, _ key: String, _ title: String, _ area: String, _ consequence: String?,
        _ answer: @escaping Answer
    ) {
        question = PrecheckQuestion(key: key, title: title, end: end, area: area, consequenceOfSkipping: consequence)
        self.answer = answer
    }

    /// What an answer may use.
    package struct Context: Sendable {
        let end: End
        package let scope: PrecheckScope
        package let key: String

        package func passed(_ found: String) -> [PrecheckFinding] {
            [PrecheckFinding(key: key, outcome: .passed, found: found)]
        }

        package func finding(
            _ outcome: PrecheckFinding.Outcome, _ found: String, subject: String = "", advice: String,
            fix: String? = nil
        ) -> PrecheckFinding {
            PrecheckFinding(key: key, subject: subject, outcome: outcome, found: found, advice: advice, fix: fix)
        }

        /// Says what was found either way; where it is not fine, also what mends it.
        package func found(
            _ found: String, isFine: Bool, else outcome: PrecheckFinding.Outcome = .warning, advice: String,
            fix: String? = nil
        ) -> [PrecheckFinding] {
            isFine ? passed(found) : [finding(outcome, found, advice: advice, fix: fix)]
        }

        /// The findings, or that there are none; of very many the first ones and how many more there are.
        package func findings(_ found: [PrecheckFinding], orPassed text: String) -> [PrecheckFinding] {
            guard !found.isEmpty else { return passed(text) }
            let most = EndPrecheck.findingsMax
            guard found.count > most else { return found }
            let worst: PrecheckFinding.Outcome = found.contains { $0.outcome == .failed } ? .failed : .warning
            let rest = finding(
                worst, "\(found.count - most) more objects have the same fault.",
                advice: "Mend the ones that are listed, then check again.")
            return found.prefix(most) + [rest]
        }

        /// A finding of a connection test, said as an answer.
        package func answer(_ finding: StepFinding) -> [PrecheckFinding] {
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
    }

    /// More objects than these are told by their number.
    package static var findingsMax: Int { 500 }
}

extension EndPrecheck where End: SourceDatabase {
    /// `consequence` says what happens when it is skipped although it failed; nil when it cannot be skipped.
    package init(_ key: String, _ title: String, area: String, consequence: String? = nil, answer: @escaping Answer) {
        self.init(.source, key, title, area, consequence, answer)
    }
}

extension EndPrecheck where End: DestinationDatabase {
    /// `consequence` says what happens when it is skipped although it failed; nil when it cannot be skipped.
    package init(_ key: String, _ title: String, area: String, consequence: String? = nil, answer: @escaping Answer) {
        self.init(.destination, key, title, area, consequence, answer)
    }
}

extension EndPrecheck.Context where End: SourceDatabase {
    package var source: End { end }
}

extension EndPrecheck.Context where End: DestinationDatabase {
    package var destination: End { end }
}

/// An end whose prechecks are a list.
package protocol Prechecked: Prechecking {
    static var prechecks: [EndPrecheck<Self>] { get }
}

extension Prechecked {
    package var questions: [PrecheckQuestion] { Self.prechecks.map(\.question) }

    package func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        func failed(_ found: String, _ advice: String) -> [PrecheckFinding] {
            [PrecheckFinding(key: question.key, outcome: .failed, found: found, advice: advice)]
        }
        guard let check = Self.prechecks.first(where: { $0.question.key == question.key }) else {
            return failed(
                "The \(question.end.rawValue) does not know the question.",
                "Check again with a program of the same release on every machine.")
        }
        do throws(DatabaseRefusal) {
            return try await check.answer(.init(end: self, scope: scope, key: question.key))
        } catch {
            return failed(error.failure.message, error.failure.advice)
        }
    }
}
