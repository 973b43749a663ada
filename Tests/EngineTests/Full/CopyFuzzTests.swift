import Catalog
import ConnectorKit
import Model
import TestKit
import Testing

@testable import Engine

/// Rounds of chance from a seed: the ends fail at every moment, Checkers are cancelled and restarted, lose their leases
/// while they go on, and share one catalog.
@Suite struct CopyFuzzTests {
    private static let moments: [Moment] = [
        .chunks, .read, .next, .parts, .filled, .marks, .removeMarks, .openWriter, .begin, .write, .beforeCommit,
        .afterCommit, .lateCommit,
    ]

    @Test(arguments: 1...24) func everyRowArrivesOnceWhateverFails(seed: Int) async throws {
        var chance = SeededGenerator(seed: UInt64(seed))
        let rows = (0..<Int.random(in: 1...6, using: &chance)).map { _ in
            [0, 1, 39, 40, 41, Int64.random(in: 1...400, using: &chance)].randomElement(using: &chance) ?? 0
        }
        let stage = try await CopyStage(
            rows: rows, rejects: [0, 7, 50].randomElement(using: &chance) ?? 0, seed: UInt64(seed),
            tables: seed % 3 == 0 ? .large : .keyed, rowsInOneGoMax: seed % 4 == 0 ? 12 : 0
        ) { options in
            options.speed.lanes = 1 + seed % 3
        }
        stage.faults.happen(Self.moments, percent: [2, 5, 9][seed % 3])
        var checkers: [Task<Void, any Error>] = []
        for round in 0..<Int.random(in: 2...8, using: &chance) {
            let name = "cp_\(Int.random(in: 1...3, using: &chance))"
            let checker = stage.checker(try await stage.lease(name))
            checkers.append(Task { try await checker.run() })
            await stage.happened(Int.random(in: 1...120, using: &chance))
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: checkers.randomElement(using: &chance)?.cancel()
            // All leases end; whoever holds one goes on without knowing.
            case 1: stage.time.advance(.seconds(11))
            default: if round % 2 == 0 { stage.destination.decideAll() }
            }
        }
        await stage.happened(Int.random(in: 1...200, using: &chance))
        for checker in checkers { checker.cancel() }
        for checker in checkers { _ = await checker.result }
        stage.destination.decideAll()
        stage.faults.end()
        // What failed for good is tried again, as a resumed step does it.
        for copy in try await stage.catalog.tableCopies(of: stage.project.id) where copy.state == .failed {
            try await stage.catalog.changeTableCopy(copy.table, of: stage.project.id) { copy in
                copy.state = copy.chunksPlanned > 0 ? .copying : .waiting
                copy.failure = nil
            }
        }
        stage.time.advance(.seconds(11))
        try await stage.run("cp_9")
        let found = try await stage.faultsFound()
        #expect(found == [], "seed \(seed): \(stage.lastLines)")
    }
}
