/// So many tokens a second, with a debt: whoever takes more than there are waits until the debt is paid.
struct TokenBucket {
    private var tokens = 0.0
    private var filled: Duration?

    /// A rate of 0 is no bound, and forgets what was owed.
    mutating func take(_ count: Int, perSecond rate: Int, at now: Duration) {
        fill(perSecond: rate, at: now)
        if rate > 0 { tokens -= Double(count) }
    }

    /// How long the debt still lasts.
    mutating func wait(perSecond rate: Int, at now: Duration) -> Duration {
        fill(perSecond: rate, at: now)
        guard rate > 0, tokens < 0 else { return .zero }
        // Never shorter than a clock can tell, or the last bit of a debt would be waited for without end.
        return max(.milliseconds(1), .seconds(-tokens / Double(rate)))
    }

    private mutating func fill(perSecond rate: Int, at now: Duration) {
        guard rate > 0 else {
            tokens = 0
            filled = nil
            return
        }
        // At most a second's worth is saved up; the first second is free.
        let elapsed = filled.map { max(0, (now - $0) / .seconds(1)) } ?? 1
        tokens = min(Double(rate), tokens + elapsed * Double(rate))
        filled = now
    }
}
