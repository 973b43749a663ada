import Catalog
import ConnectorKit
import Model
import Processes
import TestKit
import Testing

@testable import Engine

/// Rows in quarantine, and what a person does with them.
@Suite struct RejectionTests {
    private func retry(_ stage: CopyStage) -> RejectionRetry {
        RejectionRetry(
            project: stage.project, catalog: stage.catalog,
            ends: CopyEnds(source: stage.source, destination: stage.destination))
    }

    private func rejections(_ stage: CopyStage) async throws -> [(row: RejectedRow, rejection: RowRejection)] {
        try await stage.catalog.settledRejections(of: stage.project.id)
    }

    private func copy(_ stage: CopyStage) async throws -> TableCopy {
        try #require(try await stage.catalog.tableCopy(1, of: stage.project.id))
    }

    private func copied(_ stage: CopyStage) -> [Int64] {
        stage.destination.rows(of: CopyStage.destinationName(1)).map(\.key).sorted()
    }

    @Test func aRowThatFitsNowIsWrittenOnceAndCounted() async throws {
        let stage = try await CopyStage(rows: [100], rejects: 10)
        try await stage.run()
        let found = try await rejections(stage)
        #expect(found.count == 10)
        stage.destination.setRejects(0)
        for (row, rejection) in found { #expect(try await retry(stage).run(row, rejection) == .written) }
        #expect(copied(stage) == Array(1...100))
        #expect(try await copy(stage).rowsWritten == 100)
        #expect(try await copy(stage).rowsQuarantined == 0)
        #expect(try await copy(stage).losses["V round"] == 10)
        #expect(try await rejections(stage).isEmpty)
    }

    @Test func aRowThatIsRefusedAgainStays() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 10)
        try await stage.run()
        for (row, rejection) in try await rejections(stage) {
            guard case .refused(let failure) = try await retry(stage).run(row, rejection) else {
                Issue.record("it was not refused")
                continue
            }
            #expect(failure.number == "TEST-0009")
        }
        #expect(try await stage.faultsFound() == [])
        #expect(try await rejections(stage).map(\.row.ordinal) == [9, 19, 29, 39])
    }

    @Test func aRowThatIsGoneAtTheSourceIsSettledAndSaid() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 10)
        try await stage.run()
        stage.destination.setRejects(0)
        stage.source.delete(20)
        for (row, rejection) in try await rejections(stage) {
            let isGone = rejection.values == ["20"]
            #expect(try await retry(stage).run(row, rejection) == (isGone ? .gone : .written))
        }
        #expect(copied(stage) == Array(1...40).filter { $0 != 20 })
        #expect(try await copy(stage).losses[Catalog.goneRule] == 1)
        #expect(try await copy(stage).rowsQuarantined == 0)
    }

    @Test func aRowThatOnlyItsAddressNamesIsNotLookedForWhereRowsMove() async throws {
        for tables in [CopyStage.Tables.addressed, .keyed] {
            let stage = try await CopyStage(rows: [40], rejects: 10, tables: tables)
            try await stage.run()
            stage.destination.setRejects(0)
            stage.source.letRowsMove()
            stage.source.delete(20)
            for (row, rejection) in try await rejections(stage) {
                let outcome = try await retry(stage).run(row, rejection)
                if tables == .keyed {
                    #expect(outcome == (rejection.values == ["20"] ? .gone : .written))
                } else {
                    guard case .refused(let failure) = outcome else {
                        Issue.record("the row \(row) came to \(outcome)")
                        continue
                    }
                    #expect(failure.number == "QUARANTINE-0002")
                }
            }
            #expect(try await rejections(stage).count == (tables == .keyed ? 0 : 4))
        }
    }

    @Test func aRowThatOnlyItsAddressNamesIsWrittenWhereRowsStay() async throws {
        let stage = try await CopyStage(rows: [10], rejects: 10, tables: .addressed)
        try await stage.run()
        stage.destination.setRejects(0)
        let (row, rejection) = try #require(try await rejections(stage).first)
        #expect(try await retry(stage).run(row, rejection) == .written)
        #expect(copied(stage) == Array(1...10))
    }

    @Test(arguments: [0, 100])
    func aRetryWhoseCommitWasNotAnsweredIsThereOnce(latePercent: Int) async throws {
        let stage = try await CopyStage(rows: [10], rejects: 10, latePercent: latePercent)
        try await stage.run()
        stage.destination.setRejects(0)
        let (row, rejection) = try #require(try await rejections(stage).first)
        stage.faults.order(.lateCommit, .lost)
        await #expect(throws: Failure.self) { try await retry(stage).run(row, rejection) }
        stage.destination.decideAll()
        #expect(try await retry(stage).run(row, rejection) == .written)
        #expect(copied(stage) == Array(1...10))
        #expect(try await copy(stage).rowsWritten == 10)
    }

    @Test func whoeverTriesARowAgainAfterItWasWrittenWritesNothing() async throws {
        let stage = try await CopyStage(rows: [10], rejects: 10)
        try await stage.run()
        stage.destination.setRejects(0)
        let (row, rejection) = try #require(try await rejections(stage).first)
        stage.faults.order(.afterCommit, .lost)
        await #expect(throws: Failure.self) { try await retry(stage).run(row, rejection) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let outcome = try await retry(stage).run(row, rejection)
                    #expect(outcome == .written)
                }
            }
            try await group.waitForAll()
        }
        #expect(copied(stage) == Array(1...10))
        #expect(try await copy(stage).rowsWritten == 10)
        #expect(try await copy(stage).rowsQuarantined == 0)
    }

    @Test func rowsOfAChunkThatIsNotDoneCannotBeTriedYet() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 10)
        stage.faults.order(.beforeCommit, .refused)
        try await stage.run()
        #expect(try await stage.catalog.rejections(of: stage.project.id).count == 4)
        #expect(try await rejections(stage).isEmpty)
        let first = RejectedRow(table: 1, chunk: 1, ordinal: 9)
        #expect(try await stage.catalog.settledRejection(first, of: stage.project.id) == nil)
        #expect(try await stage.catalog.endRejection(first, of: stage.project.id, .discarded) == false)
    }

    @Test func discardedRowsAreCountedAndLeave() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 10)
        try await stage.run()
        let lease = try #require(
            try await stage.catalog.acquire(
                Lease.name(of: stage.project.id), holder: "driver", ttl: .seconds(10)))
        try await stage.catalog.observeProject(
            .init(state: .completed, since: stage.time.now), of: stage.project.id, under: lease, cause: "test")
        let orders = RejectionOrders(
            catalog: stage.catalog, connectors: ConnectorCatalogue([]), logger: .init("test", to: .lines { _ in }))
        let first = RejectedRow(table: 1, chunk: 1, ordinal: 9)
        let absent = RejectedRow(table: 1, chunk: 1, ordinal: 8)
        let ends = try await orders.discard(.rows([first, absent]), in: stage.project.id)
        #expect(ends.map(\.row) == [absent, first])
        #expect(ends.last?.outcome == .discarded)
        #expect(ends.first?.outcome != .discarded)
        #expect(try await orders.discard(.all(table: nil), in: stage.project.id).count == 3)
        #expect(try await copy(stage).losses[Catalog.discardedRule] == 4)
        #expect(try await copy(stage).rowsQuarantined == 0)
        #expect(try await copy(stage).rowsWritten == 36)
    }

    @Test func pagesOfQuarantineFollowEachOther() async throws {
        let stage = try await CopyStage(rows: [100, 100], rejects: 10)
        try await stage.run()
        var found: [RejectedRow] = []
        while true {
            let page = try await stage.catalog.settledRejections(
                of: stage.project.id, after: found.last, countMax: 3)
            if page.isEmpty { break }
            found += page.map(\.row)
        }
        #expect(found.count == 20)
        #expect(found == found.sorted())
        #expect(Set(found).count == 20)
    }
}
