internal import Bytes
internal import Catalog
internal import ConnectorKit
internal import Model

/// What the lanes did: results go to the catalog in groups, measures once a second.
actor CopyLedger {
    private static let groupMax = 64

    private let project: ProjectID
    private let context: ComponentContext
    private let clock: CopyClock
    private var results: [ChunkResult] = []
    private var measures: CopyMeasures
    private(set) var reason = SpeedReason.idle

    init(_ project: ProjectID, _ context: ComponentContext, _ clock: CopyClock) {
        self.project = project
        self.context = context
        self.clock = clock
        measures = CopyMeasures(begun: clock.now())
    }

    /// A result that is not written down yet is no loss: the destination's mark says the same.
    func finish(_ result: ChunkResult) async throws {
        results.append(result)
        if results.count >= Self.groupMax { try await flush() }
    }

    func flush() async throws {
        guard !results.isEmpty else { return }
        let group = results
        results = []
        do {
            try await context.catalog.finishChunks(group, of: project, under: context.lease)
        } catch {
            results = group + results
            throw error
        }
    }

    func note(_ outcome: WriteOutcome) { measures.note(outcome) }
    func note(_ reason: SpeedReason, _ duration: Duration) { measures.note(reason, duration) }
    func notePlanning(_ time: Duration) { measures.notePlanning(time) }

    func noteRead(_ rows: RowBlock?, waited: Duration, took: Duration) {
        measures.noteRead(rows: rows?.rowCount ?? 0, bytes: rows?.byteCount ?? 0, waited: waited, took: took)
    }

    func measure(isLoaded: Bool) async {
        let now = clock.now()
        let taken = measures
        measures = CopyMeasures(begun: now)
        reason = isLoaded ? .destinationLoad : taken.reason
        guard let values = taken.values(at: now, reason) else { return }
        let at = Timestamp.wallClock()
        // A point that could not be written is a gap in a chart, not a reason to end.
        try? await context.catalog.record(
            values.map { MetricPoint(subject: .component(context.id), name: $0.0, at: at, value: $0.1) })
    }
}
