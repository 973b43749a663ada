internal import ConnectorKit
internal import Model

/// What follows a refusal while one chunk is copied, or one table planned: pure, so that every way is tried in tests.
struct CopyRetry {
    enum Step: Hashable {
        case again(after: Duration)
        /// The chunk is too much to be read at one position.
        case split
        /// The fault is the table's: it is given up, the others go on.
        case giveUp
        /// Connections broke until patience ended: whose fault it is shows when the ends are asked.
        case askEnds
    }

    /// With the delays between them this is about ten minutes.
    static let triesMax = 24

    private(set) var tries = 0
    private var pastGone = 0
    private var canSplit = true

    mutating func next(after refusal: DatabaseRefusal) -> Step {
        tries += 1
        let growing = Duration.milliseconds(min(30_000, 100 << min(tries, 9)))
        if refusal.isChunkThere {
            // The mark is there: it is looked up at once, and later where a replica lags behind.
            return tries == 1 ? .again(after: .zero) : tries < Self.triesMax ? .again(after: growing) : .giveUp
        }
        if refusal.isPastGone {
            pastGone += 1
            if pastGone > 1, canSplit { return .split }
        }
        switch refusal.remedy {
        case .retry(let delay): return tries < Self.triesMax ? .again(after: max(delay, growing)) : .giveUp
        case .reconnect: return tries < Self.triesMax ? .again(after: growing) : .askEnds
        case .askOperator, .stop, .bug: return .giveUp
        }
    }

    /// The past was gone at an attempt before.
    var isPastGoneAgain: Bool { pastGone > 0 }

    mutating func cannotSplit() { canSplit = false }
}
