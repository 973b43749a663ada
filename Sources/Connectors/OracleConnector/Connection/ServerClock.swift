internal import Glibc
internal import OracleClient
internal import OracleWire
internal import Values

/// How far the server's clock is from ours.
enum ServerClock {
    /// Milliseconds, positive when the server is ahead; nil when it does not tell.
    static func skew(_ connection: OracleConnection) async throws(OracleError) -> Int64? {
        let before = millisecondsNow()
        let answer = try await connection.first("SELECT SYS_EXTRACT_UTC(SYSTIMESTAMP) FROM DUAL")
        let after = millisecondsNow()
        guard case .timestamp(let moment)? = answer?.values.first,
            let day = CivilDate(year: moment.year, month: moment.month, day: moment.day)?.daysSinceEpoch
        else { return nil }
        let minutes: Int = (day * 24 + moment.hour) * 60 + moment.minute
        let seconds: Int = minutes * 60 + moment.second
        let theirs = Int64(seconds) * 1000 + Int64(moment.nanosecond / 1_000_000)
        return theirs < before ? theirs - before : theirs > after ? theirs - after : 0
    }

    private static func millisecondsNow() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
