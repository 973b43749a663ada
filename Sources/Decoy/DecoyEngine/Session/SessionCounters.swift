internal import Synchronization

/// What V$SESSTAT and V$MYSTAT tell of a session. The front counts; any session may ask.
package final class SessionCounters: Sendable {
    private let roundTrips = Atomic<Int>(0)
    private let parses = Atomic<Int>(0)
    private let wasKilled = Atomic<Bool>(false)

    /// Another session has ended this one: its next call is told so, whatever it is.
    package var isKilled: Bool { wasKilled.load(ordering: .acquiring) }
    func kill() { wasKilled.store(true, ordering: .releasing) }

    package func countRoundTrip() { roundTrips.wrappingAdd(1, ordering: .relaxed) }
    package func countParse() { parses.wrappingAdd(1, ordering: .relaxed) }

    /// Values by the number of the statistic in V$STATNAME.
    var values: [(statistic: Int, value: Int)] {
        let calls = roundTrips.load(ordering: .relaxed)
        return [(7, calls), (622, parses.load(ordering: .relaxed)), (630, calls)]
    }
}

extension Session {
    /// Puts the counters of all sessions where the view finds them, before a query that names it.
    func showCounters(for prepared: Prepared) {
        guard prepared.readsStatistics else { return }
        let sessions = engine.state.withLock { $0.sessions.mapValues(\.counters) }
        let entries = sessions.sorted { $0.key < $1.key }.map { sid, counters in
            let values = counters.values.map { "\"\($0.statistic)\":\($0.value)" }
            return "\"\(sid)\":{\(values.joined(separator: ","))}"
        }
        settings.set("counters", "{\(entries.joined(separator: ","))}")
    }
}
