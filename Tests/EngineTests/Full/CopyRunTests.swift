import Catalog
import Model
import TestKit
import Testing

@testable import Engine

@Suite struct CopyRunTests {
    private func copy(_ stage: CopyStage, _ table: Int64) async throws -> TableCopy {
        try #require(try await stage.catalog.tableCopy(table, of: stage.project.id))
    }

    @Test func tablesOfAllSizesArriveWhole() async throws {
        let stage = try await CopyStage(rows: [0, 1, 40, 41, 333], rejects: 7, tables: .large)
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func severalCheckersShareTheChunks() async throws {
        let stage = try await CopyStage(rows: [400, 3, 500], rejects: 50)
        let checkers = [
            stage.checker(try await stage.lease("cp_1")), stage.checker(try await stage.lease("cp_2")),
            stage.checker(try await stage.lease("cp_3")),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for checker in checkers { group.addTask { try await checker.run() } }
            try await group.waitForAll()
        }
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aChunkWhoseCommitWasNotAnsweredCountsWithAllItsFigures() async throws {
        let stage = try await CopyStage(rows: [100], rejects: 7)
        stage.faults.order(.afterCommit, .lost, .lost, .lost)
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
        let bytes = (1...100).reduce(0) { $0 + String($1).utf8.count + 4 }
        #expect(try await copy(stage, 1).bytesRead == Int64(bytes))
    }

    @Test func rejectedRowsOfAnAttemptThatDidNotCommitDoNotStay() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 7)
        stage.faults.order(.beforeCommit, .lost, .busy)
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aCommitThatHappensLateIsNotTakenForRowsThatDoNotFit() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 7, latePercent: 100) { $0.quarantineMax = 10 }
        stage.faults.order(.lateCommit, .lost)
        // The mark is not there yet when the chunk is tried again; its first rows then wait for the commit.
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func rejectedRowsOfAnotherAttemptAtTheSamePositionDoNotStay() async throws {
        let stage = try await CopyStage(rows: [40], rejects: 7) { $0.consistentCopy = .project }
        stage.faults.order(.begin, nil, .refused)
        // The first commit is that of the project's position.
        stage.faults.order(.beforeCommit, nil, .lost)
        try await stage.run()
        #expect(try await copy(stage, 1).state == .failed)
        #expect(try await stage.catalog.rejectionCount(of: stage.project.id) == 5)
        // Somebody mends the cause; the next attempt reads the same rows and rejects others.
        stage.destination.setRejects(20)
        try await stage.catalog.changeTableCopy(1, of: stage.project.id) { $0.state = .copying }
        try await stage.run("cp_2")
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aChunkThatCannotBeReadAtOnePositionIsReplacedByItsParts() async throws {
        let stage = try await CopyStage(rows: [100, 40], rejects: 9, rowsInOneGoMax: 6)
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
        #expect(try await copy(stage, 1).chunksPlanned > 16)
    }

    @Test(arguments: [0, 100])
    func aChunkThatWasSplitCannotBeCommittedByWhoeverBeganItEarlier(latePercent: Int) async throws {
        let stage = try await CopyStage(rows: [40], latePercent: latePercent)
        stage.faults.order(.lateCommit, .lost)
        // The first attempt reads its three blocks and their end; the second and third do not.
        stage.faults.order(.next, nil, nil, nil, nil, .pastGone, .pastGone)
        try await stage.run()
        stage.destination.decideAll()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aPartWhoseSplitWasNotRecordedIsFoundAgain() async throws {
        let stage = try await CopyStage(rows: [40])
        let first = stage.checker(try await stage.lease("cp_1"))
        // Somebody wrote the mark of a split and died before the catalog knew.
        try await first.context.catalog.addChunks(
            try await planned(stage, first.context.lease), of: stage.project.id, under: first.context.lease)
        _ = try await stage.catalog.claimChunks(
            of: stage.project.id, under: first.context.lease, largeValues: false, countMax: 1)
        stage.destination.put(
            ChunkMark(
                project: stage.project.id, table: 1, chunk: 1, position: Position(commit: 0), rows: 0,
                summary: ChunkSummary.split.text))
        stage.time.advance(.seconds(11))
        try await stage.run("cp_2")
        #expect(try await stage.faultsFound() == [])
        #expect(try await copy(stage, 1).chunksPlanned == 3)
    }

    private func planned(_ stage: CopyStage, _ lease: Lease) async throws -> [PlannedPage] {
        let copies = try await stage.catalog.claimPlanning(
            of: stage.project.id, under: lease, largeValues: false, countMax: 1)
        return copies.map {
            PlannedPage(table: $0.table, chunks: [Chunk(number: 1, range: .whole)], isLast: true)
        }
    }

    @Test func aTableThatIsRefusedFailsAloneAndGoesOnLater() async throws {
        let stage = try await CopyStage(rows: [100, 100]) { $0.speed.lanes = 1 }
        stage.faults.order(.begin, .refused)
        try await stage.run()
        let states = try await stage.catalog.tableCopies(of: stage.project.id)
        #expect(states.map(\.state) == [.failed, .completed])
        #expect(states[0].failure?.number == "TEST-0004")
        try await stage.catalog.changeTableCopy(1, of: stage.project.id) { $0.state = .copying }
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aTableThatCannotBePlannedFailsAlone() async throws {
        let stage = try await CopyStage(rows: [100, 100, 100])
        stage.faults.order(.chunks, .lost, .busy, .refused)
        try await stage.run()
        let states = try await stage.catalog.tableCopies(of: stage.project.id).map(\.state)
        #expect(states.count { $0 == .failed } == 1 && states.count { $0 == .completed } == 2)
    }

    @Test func aTableThatCouldNotBePlannedIsPlannedWhenItIsTriedAgainBesideTheOthers() async throws {
        let stage = try await CopyStage(rows: [100, 4_000]) { $0.speed.lanes = 1 }
        stage.faults.order(.chunks, .refused)
        let checker = stage.checker(try await stage.lease("cp_1"))
        let failed = Task {
            try await eventually("a table is given up", within: .seconds(20)) {
                try await stage.catalog.tableCopies(of: stage.project.id).contains { $0.state == .failed }
            }
            for copy in try await stage.catalog.tableCopies(of: stage.project.id) where copy.state == .failed {
                try await stage.catalog.changeTableCopy(copy.table, of: stage.project.id) { $0.state = .waiting }
            }
        }
        try await checker.run()
        try await failed.value
        // Whether the order came while the Checker ran or after it: one more finds the table free.
        let left = stage.checker(checker.context.lease)
        try await left.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aGroupWhoseMarksCannotBeForgottenIsNotPlanned() async throws {
        let stage = try await CopyStage(rows: [30, 30, 30])
        // A mark of an earlier life would stand for the chunk of this one.
        for table in 1...3 {
            stage.destination.put(
                ChunkMark(
                    project: stage.project.id, table: Int64(table), chunk: 1, position: Position(commit: 7), rows: 30,
                    summary: ""))
        }
        stage.faults.order(.removeMarks, .refused)
        try await stage.run()
        let copies = try await stage.catalog.tableCopies(of: stage.project.id)
        #expect(copies.count { $0.state == .failed } == 1)
        for copy in copies where copy.state == .completed {
            #expect(stage.destination.rows(of: CopyStage.destinationName(copy.table)).count == 30)
        }
    }

    @Test func chunksOfAFailedTableDoNotHoldUpTheOthers() async throws {
        let stage = try await CopyStage(rows: [40_000, 10], rowsPerChunk: 40) { $0.speed.lanes = 1 }
        let lease = try await stage.lease("cp_1")
        let copies = try await stage.catalog.claimPlanning(
            of: stage.project.id, under: lease, largeValues: false, countMax: 1)
        let chunks = (1...400).map { Chunk(number: $0, range: .whole) }
        try await stage.catalog.addChunks(
            copies.map { PlannedPage(table: $0.table, chunks: chunks, isLast: false) }, of: stage.project.id,
            under: lease)
        try await stage.catalog.changeTableCopy(1, of: stage.project.id) { $0.state = .failed }
        try await stage.run()
        #expect(try await copy(stage, 2).state == .completed)
    }

    @Test func tooManyRejectedRowsEndTheCopyWithTheReason() async throws {
        let stage = try await CopyStage(rows: [1_000, 1_000], rejects: 5) { $0.quarantineMax = 20 }
        await #expect { try await stage.run() } throws: { ($0 as? Failure)?.number == "CHECKER-0006" }
        let copies = try await stage.catalog.tableCopies(of: stage.project.id)
        #expect(copies.allSatisfy { $0.state == .failed && $0.failure?.number == "CHECKER-0006" })
        #expect(try await stage.catalog.rejectionCount(of: stage.project.id) < 100)
    }

    @Test func rowsThatWereThereAreMetAsTheProjectSays() async throws {
        for (policy, failure) in [
            (NonEmptyPolicy.stop, "CHECKER-0005"), (.ignore, nil), (.truncateKeyless, "CHECKER-0005"),
        ] {
            let stage = try await CopyStage(rows: [5]) { $0.onNonEmpty = policy }
            stage.destination.put([.init(key: 99, position: 1)], into: CopyStage.destinationName(1))
            try await stage.run()
            #expect(try await copy(stage, 1).failure?.number == failure, "\(policy)")
        }
    }

    @Test func onlyTablesWithoutAKeyAreEmptiedAndOnlyWhereTheProjectSaysSo() async throws {
        for policy in NonEmptyPolicy.allCases {
            let stage = try await CopyStage(rows: [5], tables: .keyless) { $0.onNonEmpty = policy }
            let name = CopyStage.destinationName(1)
            stage.destination.put([.init(key: 99, position: 1)], into: name)
            try await stage.run()
            let keys = stage.destination.rows(of: name).map(\.key).sorted()
            switch policy {
            case .stop: #expect(keys == [99])
            case .ignore: #expect(keys == [1, 2, 3, 4, 5, 99])
            case .truncateKeyless: #expect(keys == [1, 2, 3, 4, 5])
            }
        }
    }

    @Test(arguments: NonEmptyPolicy.allCases)
    func aTableThatIsHalfCopiedIsNeverEmptied(policy: NonEmptyPolicy) async throws {
        let stage = try await CopyStage(rows: [400], tables: .keyless) { $0.onNonEmpty = policy }
        // The fourth chunk is refused: the table is given up with three of its chunks there.
        stage.faults.order(.begin, nil, nil, nil, .refused)
        try await stage.run()
        #expect(try await copy(stage, 1).state == .failed)
        let before = stage.destination.rows(of: CopyStage.destinationName(1)).count
        #expect(before > 0 && before < 400)
        try await stage.catalog.changeTableCopy(1, of: stage.project.id) { (copy) throws(CatalogError) in
            copy.state = .copying
            copy.failure = nil
        }
        try await stage.run("cp_2")
        #expect(try await stage.faultsFound() == [])
    }

    @Test func marksOfAnEarlierLifeAreForgottenBeforeTheFirstChunk() async throws {
        let stage = try await CopyStage(rows: [60])
        for chunk in 1...2 as ClosedRange<Int64> {
            stage.destination.put(
                ChunkMark(
                    project: stage.project.id, table: 1, chunk: chunk, position: Position(commit: 5), rows: 40))
        }
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
    }

    @Test func aCheckerThatIsToldToEndWritesDownWhatItDidAndGivesTheRestBack() async throws {
        let stage = try await CopyStage(rows: Array(repeating: 3, count: 60)) { $0.speed.lanes = 1 }
        let checker = stage.checker(try await stage.lease("cp_1"))
        let running = Task { try await checker.run() }
        try await eventually("a few tables are there") { stage.faults.met(.afterCommit) > 3 }
        running.cancel()
        await #expect(throws: (any Error).self) { try await running.value }
        let next = try await stage.lease("cp_2")
        let left = try await stage.catalog.claimChunks(
            of: stage.project.id, under: next, largeValues: false, countMax: 100)
        // One was in the lane at most; what nobody began has had no attempt.
        #expect(left.count { $0.attempts > 2 } == 0 && left.count { $0.attempts == 2 } <= 1)
        let copies = try await stage.catalog.tableCopies(of: stage.project.id)
        #expect(copies.count { $0.state == .completed } >= stage.faults.met(.afterCommit) - 1)
    }

    @Test func manySmallTablesShareTransactionsOfTheCatalog() async throws {
        let stage = try await CopyStage(rows: Array(repeating: 2, count: 300)) { $0.speed.lanes = 4 }
        let topic = "project:\(stage.project.id)"
        let before = try await stage.catalog.revisions()[topic] ?? 0
        try await stage.run()
        #expect(try await stage.faultsFound() == [])
        let changes = try await stage.catalog.revisions()[topic] ?? 0
        // Planning and finishing: each changes the topic once per transaction.
        #expect(changes - before < 100)
    }
}

/// At which positions chunks are read.
@Suite struct CopyPositionTests {
    private func positions(_ stage: CopyStage, _ table: Int64) async throws -> Set<Position> {
        Set(try await stage.catalog.chunkPositions(of: table, in: stage.project.id).map(\.position))
    }

    @Test func chunksOfATableWhoseRowsMayMoveAreReadAtOnePosition() async throws {
        let stage = try await CopyStage(rows: [4_000, 40])
        stage.source.letRowsMove()
        try await stage.run()
        #expect(try await positions(stage, 1).count == 1)
        #expect(try await stage.catalog.chunkPositions(of: 1, in: stage.project.id).count == 100)
        #expect(stage.destination.rows(of: CopyStage.destinationName(1)).map(\.key).sorted() == Array(1...4_000))
    }

    @Test func partsOfAChunkThatWasAloneAreReadAtOnePositionWhereRowsMayMove() async throws {
        let stage = try await CopyStage(rows: [40], rowsInOneGoMax: 25)
        stage.source.letRowsMove()
        try await stage.run()
        #expect(stage.destination.rows(of: CopyStage.destinationName(1)).map(\.key).sorted() == Array(1...40))
        let parts = try await stage.catalog.chunkPositions(of: 1, in: stage.project.id).filter { $0.rows > 0 }
        #expect(parts.count == 2 && Set(parts.map(\.position)).count == 1)
    }

    @Test func otherChunksAreReadAtTheirOwn() async throws {
        let stage = try await CopyStage(rows: [400])
        try await stage.run()
        #expect(try await positions(stage, 1).count == 10)
        let never = try await CopyStage(rows: [400]) { $0.consistentCopy = .never }
        never.source.letRowsMove()
        try await never.run()
        #expect(try await positions(never, 1).count == 10)
    }

    @Test func aProjectCanBeReadAtOnePositionByAllItsCheckers() async throws {
        let stage = try await CopyStage(rows: [400, 40, 3, 90]) { $0.consistentCopy = .project }
        let checkers = [
            stage.checker(try await stage.lease("cp_1")), stage.checker(try await stage.lease("cp_2")),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for checker in checkers { group.addTask { try await checker.run() } }
            try await group.waitForAll()
        }
        var found: Set<Position> = []
        for table in 1...4 { found.formUnion(try await positions(stage, Int64(table))) }
        #expect(found.count == 1)
        #expect(stage.destination.rows(of: CopyStage.destinationName(1)).count == 400)
    }

    @Test func aTableThatIsCopiedAnewIsReadAtAPositionOfItsOwn() async throws {
        let stage = try await CopyStage(rows: [400, 40, 90]) { $0.consistentCopy = .project }
        try await stage.run()
        let common = try await positions(stage, 1)
        var former = common
        for round in 1...2 {
            // As `TableRecopy` does it.
            try await stage.catalog.resetTableCopy(1, of: stage.project.id, failing: TableRecopy.begun)
            try await stage.destination.empty(CopyStage.destinationName(1))
            try await stage.destination.removeMarks(of: stage.project.id, table: 1)
            try await CopyPositions.letTableHaveItsOwn(1, in: stage.project.id, stage.destination)
            try await stage.catalog.changeTableCopy(1, of: stage.project.id) { (copy) throws(CatalogError) in
                copy.state = .waiting
                copy.failure = nil
            }
            try await stage.run("cp_\(round + 1)")
            let own = try await positions(stage, 1)
            #expect(own.count == 1 && own != common && own != former)
            former = own
            #expect(stage.destination.rows(of: CopyStage.destinationName(1)).map(\.key).sorted() == Array(1...400))
        }
        for table in [2, 3] as [Int64] { #expect(try await positions(stage, table) == common) }
    }

    @Test func aPositionThatCannotBeShownAnyMoreIsNamed() async throws {
        let stage = try await CopyStage(rows: [400, 30])
        stage.source.letRowsMove()
        // The parts of a chunk could be read, at later positions: that would lose what moved meanwhile.
        let first = stage.checker(try await stage.lease("cp_1"))
        stage.faults.order(.next, .pastGone, .pastGone, .pastGone, .pastGone, .pastGone, .pastGone)
        try await first.run()
        let copies = try await stage.catalog.tableCopies(of: stage.project.id)
        #expect(copies[0].state == .failed)
        #expect(copies[0].failure?.number == "CHECKER-0007")
        #expect(try await positions(stage, 1).count <= 1)
    }
}
