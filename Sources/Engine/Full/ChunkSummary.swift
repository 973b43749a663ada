internal import JSON
internal import Model

/// What a chunk's mark keeps beside its rows: with it the result of a chunk is whole for whoever finds only the mark.
struct ChunkSummary: Hashable, Codable {
    /// Nil in marks of older programs.
    var attempt: Int64?
    var ignored: Int64 = 0
    var quarantined: Int64 = 0
    var bytes: Int64 = 0
    var losses: [String: Int64] = [:]
    var times = CopyTimes()
    /// The chunk has no rows of its own: parts of it are chunks in its place.
    var isSplit = false

    static let split = {
        var summary = ChunkSummary()
        summary.isSplit = true
        return summary
    }()

    init() {}

    init(_ result: ChunkResult) {
        attempt = result.attempt
        ignored = result.rowsIgnored
        quarantined = result.rowsQuarantined
        bytes = result.bytesRead
        losses = result.losses
        times = result.times
    }

    /// A text that cannot be read says nothing; the rows of the mark count all the same.
    init(_ mark: ChunkMark) {
        self = (try? JSONCoder.decode(ChunkSummary.self, from: mark.summary)) ?? ChunkSummary()
    }

    var text: String { (try? JSONCoder.text(self)) ?? "" }
}

extension ChunkResult {
    /// What an earlier attempt has written, as its mark tells.
    init(_ mark: ChunkMark) {
        let summary = ChunkSummary(mark)
        self.init(
            table: mark.table, chunk: mark.chunk, position: mark.position, attempt: summary.attempt ?? 0,
            rowsWritten: mark.rows, rowsIgnored: summary.ignored, rowsQuarantined: summary.quarantined,
            bytesRead: summary.bytes, losses: summary.losses, times: summary.times)
    }

    func mark(of project: ProjectID) -> ChunkMark {
        ChunkMark(
            project: project, table: table, chunk: chunk, position: position, rows: rowsWritten,
            summary: ChunkSummary(self).text)
    }
}
