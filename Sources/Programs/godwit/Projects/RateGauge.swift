/// How fast sums grow, over the last seconds: a mean that neither jumps with every chunk nor remembers an old speed.
struct RateGauge {
    private let window: Duration
    private var samples: [(at: ContinuousClock.Instant, rows: Int64, bytes: Int64)] = []

    init(window: Duration = .seconds(10)) { self.window = window }

    mutating func add(rows: Int64, bytes: Int64, at moment: ContinuousClock.Instant) {
        // A sum that shrinks belongs to a table that begins anew.
        if let last = samples.last, rows < last.rows || bytes < last.bytes { samples = [] }
        samples.append((moment, rows, bytes))
        while samples.count > 2, samples[1].at < moment - window { samples.removeFirst() }
    }

    /// Nil until there is something to compare.
    var perSecond: (rows: Double, bytes: Double)? {
        guard let first = samples.first, let last = samples.last, last.at - first.at >= .milliseconds(500) else {
            return nil
        }
        let seconds = (last.at - first.at) / .seconds(1)
        return (Double(last.rows - first.rows) / seconds, Double(last.bytes - first.bytes) / seconds)
    }
}
