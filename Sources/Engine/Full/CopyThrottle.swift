internal import ConnectorKit
internal import Model

/// Holds the copy back: to so many rows and bytes a second, and while the destination is short of memory for new rows.
/// Everything may be changed while lanes run, and whoever waits notices within `stepMax`.
actor CopyThrottle {
    private static let stepMax: Duration = .milliseconds(200)

    private let destination: any LoadTelling
    private let clock: CopyClock
    private var speed: CopySpeed
    private var rows = TokenBucket()
    private var bytes = TokenBucket()
    private(set) var isLoaded = false

    init(_ speed: CopySpeed, _ destination: any LoadTelling, _ clock: CopyClock = .system) {
        self.speed = speed
        self.destination = destination
        self.clock = clock
    }

    var lanes: Int { max(1, speed.lanes) }
    /// Lanes for tables with large values: each holds megabytes of them in memory, so there are few.
    var largeLanes: Int { max(1, speed.lanes / 4) }

    /// Rows of one block: under a bound, not more than a second's worth, so that the copy flows and does not jump.
    var blockRowsMax: Int {
        speed.rowsPerSecondMax > 0 ? min(10_000, max(100, speed.rowsPerSecondMax)) : 10_000
    }

    /// Under a bound a chunk is not more than ten seconds' worth: its transaction is open for as long.
    var chunkBytes: Int {
        guard speed.bytesPerSecondMax > 0 else { return speed.chunkBytes }
        let (bytes, overflow) = speed.bytesPerSecondMax.multipliedReportingOverflow(by: 10)
        return overflow ? speed.chunkBytes : min(speed.chunkBytes, max(64 << 10, bytes))
    }

    func change(to speed: CopySpeed) { self.speed = speed }

    /// Asks the destination how it is, where a bound is set. No answer holds nobody back.
    func look() async {
        guard speed.destinationMemoryPercentMax > 0, let load = try? await destination.load() else {
            isLoaded = false
            return
        }
        isLoaded = (load.memory ?? 0) * 100 > Double(speed.destinationMemoryPercentMax)
    }

    /// Returns when the destination has room for another chunk; the answer is the time waited.
    func waitForRoom() async throws -> Duration {
        let begun = clock.now()
        while isLoaded { try await clock.wait(Self.stepMax) }
        return clock.now() - begun
    }

    /// Returns when this many rows and bytes may be written; the answer is the time waited.
    func pass(rows: Int, bytes: Int) async throws -> Duration {
        let begun = clock.now()
        self.rows.take(rows, perSecond: speed.rowsPerSecondMax, at: begun)
        self.bytes.take(bytes, perSecond: speed.bytesPerSecondMax, at: begun)
        while true {
            let now = clock.now()
            let wait = max(
                self.rows.wait(perSecond: speed.rowsPerSecondMax, at: now),
                self.bytes.wait(perSecond: speed.bytesPerSecondMax, at: now))
            guard wait > .zero else { return now - begun }
            try await clock.wait(min(wait, Self.stepMax))
        }
    }
}

extension ProjectOptions {
    /// The speed of one Checker: the bounds are those of the project, and its Checkers share them.
    var speedOfOne: CopySpeed {
        var share = speed
        let parts = max(1, checkers)
        if speed.rowsPerSecondMax > 0 { share.rowsPerSecondMax = max(1, speed.rowsPerSecondMax / parts) }
        if speed.bytesPerSecondMax > 0 { share.bytesPerSecondMax = max(1, speed.bytesPerSecondMax / parts) }
        return share
    }
}

/// What the throttle asks of a destination.
protocol LoadTelling: Sendable {
    func load() async throws(DatabaseRefusal) -> DestinationLoad
}

/// A destination as the throttle sees it.
struct DestinationTelling: LoadTelling {
    let destination: any DestinationDatabase

    func load() async throws(DatabaseRefusal) -> DestinationLoad { try await destination.load() }
}
