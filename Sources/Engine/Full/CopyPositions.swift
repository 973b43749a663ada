internal import ConnectorKit
internal import Model

/// At which position chunks are read. Rows that may move from one range to another while the ranges are read one after
/// the other would be lost or doubled: all chunks of such a table are read at one position, taken before the first of
/// them is planned. A project may want that of all its tables together; a table of it that is copied anew has one of
/// its own, since the source may not show the common position any more.
actor CopyPositions {
    private let project: ProjectID
    private let consistency: ReadConsistency
    private let ends: CopyEnds
    /// Marks of this number, which no table has, keep the common position as chunk 0, and tables with one of their own.
    private static let table: Int64 = 0
    private var common: Position?
    private var apart: Set<Int64> = []
    private var recent: (position: Position, since: ContinuousClock.Instant)?

    init(_ project: Project, _ ends: CopyEnds) {
        self.project = project.id
        consistency = project.specification.options.consistentCopy
        self.ends = ends
    }

    /// As the source plans them, with the position at which they are to be read.
    func chunks(
        of plan: CopyPlan, _ table: Int64, after last: Chunk?, bytesMax: Int, countMax: Int
    ) async throws -> [Chunk] {
        var behind = last
        behind?.range = last?.range.plain ?? .whole
        var position = last?.range.position
        if last == nil {
            switch consistency {
            case .never: break
            case .project: position = try await projectPosition(for: table)
            case .movingTables: position = try await recentPosition()
            }
        }
        var chunks = try await ends.source.chunks(of: plan, after: behind, bytesMax: bytesMax, countMax: countMax)
        if last == nil, consistency == .movingTables {
            // One chunk is one position anyway.
            if chunks.count < 2 { position = nil } else if try await !ends.source.mayMoveRows(plan) { position = nil }
        }
        for at in chunks.indices { chunks[at].range = chunks[at].range.at(position) }
        return chunks
    }

    /// The position of the parts of a chunk. A chunk that was alone had none, but rows may move from part to part.
    func ofParts(of range: ChunkRange, _ plan: CopyPlan) async throws -> Position? {
        if let position = range.position { return position }
        guard consistency == .movingTables, try await ends.source.mayMoveRows(plan) else { return nil }
        return try await ends.source.position()
    }

    /// Many small tables are planned in a second, and most of them need no position: a young one will do.
    private func recentPosition() async throws -> Position {
        if let recent, recent.since.duration(to: .now) < .seconds(1) { return recent.position }
        let since = ContinuousClock.now
        let position = try await ends.source.position()
        recent = (position, since)
        return position
    }

    /// The first Checker that asks decides for all, and for all time: the destination keeps the answer.
    private func projectPosition(for table: Int64) async throws -> Position {
        try await findKept()
        if apart.contains(table) { return try await ends.source.position() }
        if let common { return common }
        let mark = ChunkMark(
            project: project, table: Self.table, chunk: 0, position: try await ends.source.position(), rows: 0)
        do {
            try await ends.destination.write(mark)
            common = mark.position
            return mark.position
        } catch {
            guard error.isChunkThere else { throw error }
            try await findKept()
            guard let common else { throw error }
            return common
        }
    }

    /// Tables are copied anew only where no Checker works, so that what was found holds as long as this one does.
    private func findKept() async throws {
        guard common == nil else { return }
        let marks = try await ends.destination.marks(of: project, table: Self.table)
        common = marks.first { $0.chunk == 0 }?.position
        apart = Set(marks.map(\.chunk).filter { $0 > 0 })
    }

    /// From now on the table is not read at the position of its project.
    static func letTableHaveItsOwn(
        _ table: Int64, in project: ProjectID, _ destination: any DestinationDatabase
    ) async throws {
        let mark = ChunkMark(
            project: project, table: Self.table, chunk: table, position: Position(commit: 0), rows: 0)
        try await destination.prepareMarks()
        do {
            try await destination.write(mark)
        } catch {
            guard error.isChunkThere else { throw error }
        }
    }
}
