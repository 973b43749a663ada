package import Model

/// How far a precheck is while its questions are being asked.
package actor PrecheckWatch {
    package struct Found: Hashable, Sendable {
        package var question: PrecheckQuestion
        package var finding: PrecheckFinding
    }

    package struct Progress: Hashable, Sendable {
        /// 0 until the objects have been read.
        package var total = 0
        package var done = 0
        /// What is being done now, as a sentence.
        package var activity = ""
        /// What was answered so far, in the order of the answers.
        package var found: [Found] = []
        /// The keys of the questions that are asked; nil is all.
        package let questions: [String]?
    }

    let board = StepBoard()
    private var state: Progress

    init(_ questions: [String]?) { state = Progress(questions: questions) }

    func begin(total: Int) { state.total = total }

    func add(_ question: PrecheckQuestion, _ findings: [PrecheckFinding]) {
        state.done += 1
        state.found += findings.map { Found(question: question, finding: $0) }
    }

    package func progress() async -> Progress {
        var progress = state
        progress.activity = await board.latest?.activity ?? ""
        return progress
    }
}
