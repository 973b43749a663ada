internal import ConnectorKit
internal import Model

/// What happened within about a second, and what it says about the speed.
struct CopyMeasures {
    private let begun: Duration
    private var rowsRead = 0
    private var bytesRead = 0
    private var rowsWritten: Int64 = 0
    private var bytesSent: Int64 = 0
    private var spent: [SpeedReason: Duration] = [:]
    private var read = Mean()
    private var planning = Mean()
    private var write = Mean()

    private struct Mean {
        var sum: Duration = .zero
        var count = 0

        mutating func add(_ time: Duration) {
            sum += time
            count += 1
        }

        var milliseconds: Double { count == 0 ? 0 : sum / .milliseconds(1) / Double(count) }
    }

    init(begun: Duration) { self.begun = begun }

    mutating func note(_ outcome: WriteOutcome) {
        rowsWritten += outcome.rowsWritten
        bytesSent += outcome.bytesSent
        bytesRead += Int(clamping: outcome.bytesFollowed)
        note(.sourceRead, outcome.reading)
        note(.conversion, outcome.conversion)
        note(.destinationWrite, outcome.execution)
        write.add(outcome.execution)
    }

    mutating func note(_ reason: SpeedReason, _ time: Duration) {
        guard time > .zero else { return }
        spent[reason, default: .zero] += time
    }

    /// `waited` is what the lane stood still for, `took` what the source needed: less of it is waited for when rows
    /// are written meanwhile.
    mutating func noteRead(rows: Int, bytes: Int, waited: Duration, took: Duration) {
        rowsRead += rows
        bytesRead += bytes
        note(.sourceRead, waited)
        read.add(took)
    }

    mutating func notePlanning(_ time: Duration) { planning.add(time) }

    /// What took most of the lanes' time. Lanes without a chunk say nothing while others are at work.
    var reason: SpeedReason {
        let busy = spent.filter { $0.key != .idle && $0.value > .milliseconds(5) }
        let order = SpeedReason.allCases
        return busy.max { a, b in
            (a.value, order.firstIndex(of: b.key) ?? 0) < (b.value, order.firstIndex(of: a.key) ?? 0)
        }?.key ?? .idle
    }

    /// Nil for a time too short to say anything.
    func values(at now: Duration, _ reason: SpeedReason) -> [(String, Double)]? {
        let seconds = (now - begun) / .seconds(1)
        guard seconds > 0.01 else { return nil }
        var values: [(String, Double)] = [
            ("full.source.rows.perSecond", Double(rowsRead) / seconds),
            ("full.source.bytes.perSecond", Double(bytesRead) / seconds),
            ("full.destination.rows.perSecond", Double(rowsWritten) / seconds),
            ("full.destination.bytes.perSecond", Double(bytesSent) / seconds),
            ("full.read.milliseconds", read.milliseconds),
            ("full.plan.milliseconds", planning.milliseconds),
            ("full.write.milliseconds", write.milliseconds),
            ("full.reason", Double(SpeedReason.allCases.firstIndex(of: reason) ?? 0)),
        ]
        for reason in SpeedReason.allCases {
            values.append(("full.\(reason.rawValue).share", (spent[reason] ?? .zero) / (now - begun)))
        }
        return values
    }
}
