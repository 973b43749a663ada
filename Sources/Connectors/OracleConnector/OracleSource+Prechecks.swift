internal import ConnectorKit
internal import Model

extension OracleSource {
    var questions: [PrecheckQuestion] { SourcePrecheck.all.map(\.question) }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        guard let check = SourcePrecheck.all.first(where: { $0.question.key == question.key }) else {
            return [
                PrecheckFinding(
                    key: question.key, outcome: .failed, found: "This source does not know the question.",
                    advice: "Check again with a program of the same release on every machine.")
            ]
        }
        let context = PrecheckContext(source: self, scope: scope, key: question.key)
        do throws(DatabaseRefusal) {
            return try await check.answer(context)
        } catch {
            return [
                PrecheckFinding(
                    key: question.key, outcome: .failed, found: error.failure.message, advice: error.failure.advice)
            ]
        }
    }
}
