internal import Model

/// What a step of a connection test found out.
struct Finding: Hashable, Sendable {
    let outcome: ConnectionTest.Outcome
    let detail: String
    var advice: String?
    var fix: String?

    static func passed(_ detail: String) -> Finding { Finding(outcome: .passed, detail: detail) }

    static func warning(_ detail: String, advice: String, fix: String? = nil) -> Finding {
        Finding(outcome: .warning, detail: detail, advice: advice, fix: fix)
    }

    static func failed(_ detail: String, advice: String, fix: String? = nil) -> Finding {
        Finding(outcome: .failed, detail: detail, advice: advice, fix: fix)
    }
}
