import ConnectorKit
import Model
import Testing

@testable import Engine

@Suite struct CopyFiguresTests {
    @Test func theReasonIsWhatLanesSpentMostTimeWith() {
        var measures = CopyMeasures(begun: .zero)
        #expect(measures.reason == .idle)
        measures.note(.idle, .seconds(7))
        measures.note(.sourceRead, .milliseconds(200))
        measures.note(.destinationWrite, .milliseconds(300))
        #expect(measures.reason == .destinationWrite)
        measures.note(.blocked, .milliseconds(400))
        #expect(measures.reason == .blocked)
        measures.note(.throttle, .milliseconds(500))
        #expect(measures.reason == .throttle)
    }

    @Test func ratesAreOverTheTimeThatPassed() {
        var measures = CopyMeasures(begun: .seconds(10))
        measures.noteRead(rows: 100, bytes: 5_000, waited: .milliseconds(10), took: .milliseconds(40))
        var outcome = WriteOutcome()
        outcome.rowsWritten = 90
        outcome.execution = .milliseconds(20)
        measures.note(outcome)
        let values = Dictionary(
            uniqueKeysWithValues: measures.values(at: .seconds(12), .sourceRead)?.map { ($0.0, $0.1) } ?? [])
        #expect(values["full.source.rows.perSecond"] == 50 && values["full.source.bytes.perSecond"] == 2_500)
        #expect(values["full.destination.rows.perSecond"] == 45)
        #expect(values["full.read.milliseconds"] == 40 && values["full.write.milliseconds"] == 20)
        #expect(measures.values(at: .seconds(10), .idle) == nil)
    }

    private func sums(_ written: Int64, left: Int64, unknown: Int = 0) -> CopySums {
        var sums = CopySums()
        sums.tables = 4
        sums.tablesCompleted = 1
        sums.rowsWritten = written
        sums.rowsLeft = left
        sums.tablesUnknown = unknown
        return sums
    }

    @Test func theRestIsEstimatedFromTheSpeedOfTheLastHalfMinute() {
        var estimate = CopyEstimate()
        estimate.add(sums(0, left: 100_000), at: .zero)
        #expect(estimate.remaining == nil && estimate.progress == 0)
        // A slow begin is forgotten.
        for second in 1...100 {
            let rows = second < 50 ? Int64(second) : 50 + Int64(second - 50) * 1_000
            estimate.add(sums(rows, left: 100_000 - rows), at: .seconds(second))
        }
        #expect(estimate.rowsPerSecond == 1_000)
        #expect(estimate.remaining.map { $0 > .seconds(49) && $0 < .seconds(51) } == true)
        #expect(estimate.activity.contains("about 49 s left") || estimate.activity.contains("about 50 s left"))
    }

    @Test func nothingIsClaimedWhereNobodyCanKnow() {
        var estimate = CopyEstimate()
        estimate.add(sums(0, left: 100, unknown: 3), at: .zero)
        estimate.add(sums(10_000, left: 100, unknown: 3), at: .seconds(10))
        #expect(estimate.remaining == nil && !estimate.activity.contains("left"))
        #expect(estimate.progress == 0.25)
        estimate.add(sums(10_100, left: 0), at: .seconds(11))
        #expect(estimate.progress == 0.999)
    }

    @Test func aMarkKeepsTheWholeResultAndAnUnreadableSummaryOnlyTheRows() {
        let result = ChunkResult(
            table: 3, chunk: 7, position: Position(commit: 1 << 60), attempt: 1 << 53, rowsWritten: 9,
            rowsIgnored: 2, rowsQuarantined: 1, bytesRead: 500, losses: ["A\"\n round": 4],
            times: CopyTimes(read: 5, conversion: 6, write: 7))
        var mark = result.mark(of: ProjectID(rawValue: "pr_1"))
        #expect(ChunkResult(mark) == result && !ChunkSummary(mark).isSplit)
        mark.summary = "?"
        #expect(ChunkResult(mark).rowsWritten == 9 && ChunkResult(mark).bytesRead == 0)
    }
}
