internal import OracleSQL
internal import PostgresClient

/// Where the rows of a cursor come from: a portal of the server, read ahead by one portion, or portions that were read
/// before a transaction ended.
final class CursorFeed {
    /// Bytes of a portion that are worth a round trip.
    private static let portionBytes = 256 << 10
    private static let portionRowsMax = 20_000

    private weak let session: Session?
    let portal: String
    /// The server has more rows than it has sent.
    var isSuspended = false
    /// A portion was asked for and is not received.
    var isUnderWay = false
    /// Nobody wants the rows any more.
    var isClosed = false
    /// What ended the rows early; given when the portions before it were taken.
    var failure: OracleFailure?
    /// How many rows the next portion shall have, after what the last one weighed.
    private(set) var rowLimit: Int
    /// Portions in order, received and not taken.
    private var portions: [PostgresRows] = []
    private var spare: PostgresRows?

    init(session: Session, portal: String, firstRows: Int) {
        self.session = session
        self.portal = portal
        rowLimit = max(1, firstRows)
    }

    /// Gives the next portion in exchange for one that was used up; false when there is none.
    func take(_ rows: inout PostgresRows) throws(OracleFailure) -> Bool {
        guard let session else { return false }
        session.canceller.begin()
        defer { session.canceller.end() }
        if portions.isEmpty, isUnderWay { try session.settle() }
        if portions.isEmpty, isSuspended {
            try session.requestPortion(self)
            try session.settle()
        }
        guard !portions.isEmpty else {
            if let failure {
                self.failure = nil
                throw failure
            }
            try session.endReading()
            return false
        }
        spare = rows
        rows = portions.removeFirst()
        // The server works on the next portion while this one is written to the client.
        if isSuspended, !isUnderWay, portions.isEmpty, isLong { try session.requestPortion(self) }
        if !isSuspended { try session.endReading() }
        return true
    }

    /// Whether a second portion was needed: short results are not read ahead.
    private var isLong = false

    func received(_ rows: PostgresRows, isSuspended: Bool) {
        self.isSuspended = isSuspended
        if portions.isEmpty, rows.isEmpty {
            spare = rows
        } else {
            portions.append(rows)
        }
        guard rows.rowCount > 0 else { return }
        let each = max(1, rows.byteCount / rows.rowCount)
        rowLimit = min(max(Self.portionBytes / each, 1), Self.portionRowsMax)
        isLong = isLong || wasAskedAgain
        wasAskedAgain = true
    }

    private var wasAskedAgain = false

    /// For reading to the end: fewer, larger portions.
    func growLimit() { rowLimit = Self.portionRowsMax }

    func takeSpare() -> PostgresRows {
        defer { spare = nil }
        return spare ?? PostgresRows()
    }

    func close() { session?.closeFeed(self) }
}
