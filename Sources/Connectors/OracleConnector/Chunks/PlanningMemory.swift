internal import Model
internal import Synchronization

/// Where the rows of the tables lie that are being planned now, so that each page of chunks does not ask anew. What
/// changes meanwhile does no harm: pieces touch each other whatever extents there are.
final class PlanningMemory: Sendable {
    struct Entry: Sendable {
        let map: ExtentMap
        let size: TableSize?
    }

    private struct Kept {
        let table: ObjectName
        let entry: Entry
        let since: ContinuousClock.Instant
    }

    private static let tablesMax = 4
    private static let time = Duration.seconds(300)
    private let kept = Mutex<[Kept]>([])

    func entry(_ table: ObjectName) -> Entry? {
        kept.withLock { kept in
            kept.removeAll { ContinuousClock.now - $0.since > PlanningMemory.time }
            return kept.first { $0.table == table }?.entry
        }
    }

    func keep(_ entry: Entry, _ table: ObjectName) {
        kept.withLock { kept in
            kept.removeAll { $0.table == table }
            kept.append(Kept(table: table, entry: entry, since: .now))
            if kept.count > PlanningMemory.tablesMax { kept.removeFirst() }
        }
    }

    func forget(_ table: ObjectName) { kept.withLock { $0.removeAll { $0.table == table } } }
}
