import Catalog
import Model
import TestKit

@testable import Engine

extension ScriptedProject {
    /// A table with one chunk that is done, and rows of it in quarantine.
    func quarantine(_ table: Int64, keys: [[String]]) async throws {
        guard let lease = try await catalog.acquire("component/cp_test", holder: "test", ttl: .seconds(60)) else {
            throw NotNow("no lease")
        }
        try await catalog.addTableCopies([TableCopy(table: table)], of: id)
        _ = try await catalog.claimPlanning(of: id, under: lease, largeValues: false, countMax: 9)
        try await catalog.addChunks(
            [PlannedPage(table: table, chunks: [Chunk(number: 1, range: .whole)], isLast: true)], of: id, under: lease)
        let chunks = try await catalog.claimChunks(of: id, under: lease, largeValues: false, countMax: 9)
        let position = Position(commit: 5)
        for chunk in chunks where chunk.table == table {
            let rejections = keys.enumerated().map { at, key in
                var rejection = RowRejection(
                    ordinal: Int64(at), address: "", column: nil, reason: Failure("T-1", "x", advice: "y"), values: [])
                rejection.keyLiterals = key
                return rejection
            }
            try await catalog.addRejections(rejections, of: chunk, at: position, attempt: 0, in: id, under: lease)
            try await catalog.finishChunks(
                [
                    ChunkResult(
                        table: table, chunk: 1, position: position, rowsWritten: 1, rowsQuarantined: Int64(keys.count))
                ], of: id, under: lease)
        }
        try await catalog.release(lease)
    }
}
