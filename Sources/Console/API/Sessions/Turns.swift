/// One at a time, in order of arrival, with a bounded queue.
actor Turns {
    private let waitingMax: Int
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(waitingMax: Int) { self.waitingMax = waitingMax }

    /// False when too many wait already. Whoever got true gives the turn back.
    func take() async -> Bool {
        guard isTaken else {
            isTaken = true
            return true
        }
        guard waiting.count < waitingMax else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    func give() {
        guard !waiting.isEmpty else {
            isTaken = false
            return
        }
        waiting.removeFirst().resume()
    }
}
