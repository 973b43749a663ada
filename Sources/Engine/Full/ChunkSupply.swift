internal import Catalog
internal import Model

/// The chunks that this Checker has taken and no lane has begun: many small ones are taken in one transaction, large
/// ones one by one.
actor ChunkSupply {
    private static let countMax = 64
    /// How long a “nothing there” is believed before the catalog is asked again.
    private static let pause: Duration = .milliseconds(100)

    private let project: ProjectID
    private let catalog: Catalog
    private let lease: Lease
    private let clock: CopyClock
    private var stock: [Bool: [ClaimedChunk]] = [:]
    private var isAsking: Set<Bool> = []
    private var emptySince: [Bool: Duration] = [:]

    init(_ project: ProjectID, _ catalog: Catalog, _ lease: Lease, _ clock: CopyClock) {
        self.project = project
        self.catalog = catalog
        self.lease = lease
        self.clock = clock
    }

    /// The next chunk; nil when there is none now.
    func next(largeValues: Bool, bytesMax: Int) async throws -> ClaimedChunk? {
        if let chunk = pop(largeValues) { return chunk }
        if let since = emptySince[largeValues], clock.now() - since < Self.pause { return nil }
        guard isAsking.insert(largeValues).inserted else { return nil }
        defer { isAsking.remove(largeValues) }
        let taken = try await catalog.claimChunks(
            of: project, under: lease, largeValues: largeValues, countMax: Self.countMax, bytesMax: Int64(bytesMax))
        emptySince[largeValues] = taken.isEmpty ? clock.now() : nil
        stock[largeValues, default: []] += taken.reversed()
        return pop(largeValues)
    }

    private func pop(_ largeValues: Bool) -> ClaimedChunk? { stock[largeValues]?.popLast() }

    /// Forgets the chunks of a table that was given up.
    func drop(table: Int64) async throws {
        var dropped: [ClaimedChunk] = []
        for kind in stock.keys {
            dropped += stock[kind]?.filter { $0.table == table } ?? []
            stock[kind]?.removeAll { $0.table == table }
        }
        guard !dropped.isEmpty else { return }
        try await catalog.releaseChunks(dropped, of: project, under: lease, begun: false)
    }

    /// Gives back what no lane has begun.
    func close() async {
        let left = stock.values.flatMap { $0 }
        stock = [:]
        guard !left.isEmpty else { return }
        // What cannot be given back now is free when the lease ends.
        try? await catalog.releaseChunks(left, of: project, under: lease, begun: false)
    }
}
