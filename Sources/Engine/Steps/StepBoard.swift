internal import Model

/// Where a step says what it does now; its driver writes it down twice a second.
actor StepBoard {
    struct Entry: Hashable, Sendable {
        var progress: Double?
        var activity: String
        var secondsLeft: Int64?
    }

    private(set) var latest: Entry?
    private var hasChanged = false

    func say(_ activity: String, _ progress: Double? = nil, secondsLeft: Int64? = nil) {
        let entry = Entry(progress: progress, activity: activity, secondsLeft: secondsLeft)
        hasChanged = hasChanged || entry != latest
        latest = entry
    }

    func takeChange() -> Entry? {
        defer { hasChanged = false }
        return hasChanged ? latest : nil
    }
}
