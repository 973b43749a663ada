internal import PostgresClient

/// The cursors whose rows the server still holds, and the answers that are on their way.
struct FeedList {
    enum Answer {
        case portion(CursorFeed, hasSavepoint: Bool)
        /// The end of a transaction that only read.
        case ignored
    }

    /// Cursors that the server has more rows of.
    var open: [CursorFeed] = []
    /// In the order in which they were asked for.
    var underWay: [Answer] = []
    /// Portals to close with the next exchange.
    var closing: [String] = []
    private var count = 0

    mutating func makeName() -> String {
        count += 1
        return "p\(count)"
    }
}
