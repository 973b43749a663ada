import Model
import Testing

@testable import Catalog

extension Sample {
    static func specification(_ name: String) -> ProjectSpecification {
        ProjectSpecification(
            name: name, source: EndReference(dataSource: DataSourceID(rawValue: "ds_1")),
            destination: EndReference(dataSource: DataSourceID(rawValue: "ds_2")),
            objects: ObjectSelection(
                include: ["HR.*"], map: ["HR": "hr"], tables: ["HR.A": TableWish(filter: "ID > 1")]),
            tags: ["night"])
    }

    static func project(_ id: String, name: String) -> Project {
        Project(
            id: ProjectID(rawValue: id), specification: specification(name), owner: Actor("admin"),
            intent: .init(wish: .idle, generation: 1, at: Timestamp(milliseconds: 3), by: Actor("admin")),
            observation: .init(since: Timestamp(milliseconds: 3), steps: [ProjectStep(kind: .schema)]),
            createdAt: Timestamp(milliseconds: 3))
    }

    static func object(_ number: Int64, _ state: ProjectObject.State = .ready) -> ProjectObject {
        let source = ObjectName("HR", "T\(number)")
        let destination = ObjectName("hr", "t\(number)")
        var object = ProjectObject(
            number: number, kind: .table, source: source, destination: destination, state: state,
            sourceText: "CREATE TABLE …")
        object.converted = ConvertedObject(
            kind: .table, source: source, destination: destination, statements: ["CREATE TABLE `t` (`a` INT)"],
            parts: [ConvertedPart(kind: .index, name: "i", statement: "CREATE INDEX `i` ON `t` (`a`)")],
            notes: [ConversionNote(.lossy, rule: "type.timestamp", subject: "A", "three digits are rounded")],
            copy: CopyPlan(
                source: source, destination: destination,
                columns: [
                    CopyColumn(
                        sourceName: "A", sourceType: .character(.init(length: 3, countsBytes: true)),
                        destinationName: "a", destinationType: .text(charactersMax: 3, isFixed: false))
                ], addressing: .key(["A"])))
        return object
    }

    static func chunks(_ count: Int64, after last: Int64 = 0) -> [Chunk] {
        (last + 1..<last + 1 + count).map {
            Chunk(number: $0, range: .rowAddresses(first: "AAA\($0)", last: "AAB\($0)"), bytesEstimated: 100)
        }
    }

    static let question = PrecheckQuestion(
        key: "source.version", title: "Version", end: .source, area: "versions", consequenceOfSkipping: "it may stop")
    static let finding = PrecheckFinding(key: "source.version", subject: "s", outcome: .failed, found: "too old")

    static func rejection(_ ordinal: Int64) -> RowRejection {
        RowRejection(
            ordinal: ordinal, address: "AAA", column: "A", reason: Failure("R-1", "m", advice: "a"),
            values: ["C102", nil])
    }
}

@Suite struct ProjectTests {
    private let folder = Folder()
    private let clock = TestClock()
    private let project = Sample.project("pj_1", name: "Move")

    private func catalog() async throws -> Catalog {
        let catalog = try await Catalog.open(folder, clock)
        try await catalog.addProject(project)
        return catalog
    }

    private func lease(_ catalog: Catalog, _ component: String) async throws -> Lease {
        try #require(
            try await catalog.acquire("component/\(component)", holder: component, ttl: .seconds(10)))
    }

    @Test func aProjectIsReadBackTheSameAndItsNameIsTakenOnce() async throws {
        let catalog = try await catalog()
        #expect(try await catalog.project(project.id) == project)
        #expect(try await catalog.project(named: "Move") == project)
        await #expect(throws: CatalogError.duplicateName("Move")) {
            try await catalog.addProject(Sample.project("pj_2", name: "Move"))
        }
        try await catalog.removeProject(project.id)
        #expect(try await catalog.projects() == [])
    }

    @Test func wishAndTruthAreWrittenApart() async throws {
        let catalog = try await catalog()
        let ordered = try await catalog.orderProject(.running, project.id, by: Actor("admin"))
        #expect(ordered.intent.generation == 2 && ordered.observation == project.observation)
        let lease = try #require(
            try await catalog.acquire(Lease.name(of: project.id), holder: "one", ttl: .seconds(10)))
        var observation = ordered.observation
        observation.state = .running
        observation.generation = 2
        try await catalog.observeProject(observation, of: project.id, under: lease, cause: "started")
        #expect(try await catalog.project(project.id)?.observation == observation)
        clock.advance(.seconds(11))
        _ = try await catalog.acquire(Lease.name(of: project.id), holder: "two", ttl: .seconds(10))
        await #expect(throws: CatalogError.leaseLost(name: lease.name)) {
            try await catalog.observeProject(observation, of: project.id, under: lease, cause: "late")
        }
    }

    @Test func aStaleChangeAndAnOrderThatDoesNotFitAreRefused() async throws {
        let catalog = try await catalog()
        var wish = project.specification
        wish.name = "Moved"
        #expect(try await catalog.changeProject(project.id, to: wish, expecting: 1).revision == 2)
        await #expect(throws: CatalogError.stale(current: 2)) {
            try await catalog.changeProject(project.id, to: wish, expecting: 1)
        }
        await #expect(throws: CatalogError.refused(reason: "no")) {
            try await catalog.orderProject(.released, project.id, by: .system) { _ throws(CatalogError) in
                throw .refused(reason: "no")
            }
        }
        #expect(try await catalog.project(project.id)?.intent == project.intent)
    }

    @Test func aDataSourceThatAProjectUsesStays() async throws {
        let catalog = try await catalog()
        try await catalog.addDataSource(Sample.dataSource("ds_1", name: "Shop"), password: Secret("x"))
        let id = DataSourceID(rawValue: "ds_1")
        await #expect(throws: CatalogError.inUse(.dataSource(id), by: ["project Move"])) {
            try await catalog.removeDataSource(id)
        }
        try await catalog.removeProject(project.id)
        try await catalog.removeDataSource(id)
    }

    @Test func objectsAreListedFilteredCountedAndChanged() async throws {
        let catalog = try await catalog()
        let objects = [Sample.object(1), Sample.object(2, .failed), Sample.object(3)]
        try await catalog.setObjects(objects, of: project.id)
        #expect(try await catalog.objects(of: project.id) == objects)
        #expect(try await catalog.objects(of: project.id, states: [.failed]).map(\.number) == [2])
        #expect(try await catalog.objects(of: project.id, kinds: [.view]) == [])
        #expect(try await catalog.objects(of: project.id, matching: "t3").map(\.number) == [3])
        #expect(try await catalog.objects(of: project.id, after: 1, countMax: 1).map(\.number) == [2])
        let changed = try await catalog.changeObject(2, of: project.id) { object in
            object.state = .completed
            object.returnCode = "0"
        }
        #expect(try await catalog.object(2, of: project.id) == changed)
        #expect(try await catalog.objectCounts(of: project.id) == [.ready: 2, .completed: 1])
    }

    @Test func objectsWithPartsAreFoundWithoutReadingTheOthers() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.addProject(project)
        var objects = [Sample.object(1), Sample.object(2), Sample.object(3), Sample.object(4, .failed)]
        objects[0].converted?.parts = []
        objects[2].isRemoved = true
        try await catalog.setObjects(objects, of: project.id)
        // Whoever reads the first object finds this.
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try database.run("UPDATE project_object SET content = 'x' WHERE number = 1")
        #expect(try await catalog.objectsWithParts(of: project.id).map(\.number) == [2, 4])
        #expect(try await catalog.objectsWithParts(of: project.id, states: [.failed]).map(\.number) == [4])
        #expect(try await catalog.objectsWithParts(of: project.id, after: 2).map(\.number) == [4])
        // A conversion by other settings may leave a table without parts, or give it some.
        try await catalog.changeObject(2, of: project.id) { (object) throws(CatalogError) in
            object.converted?.parts = []
        }
        #expect(try await catalog.objectsWithParts(of: project.id).map(\.number) == [4])
    }

    @Test func projectsAreCountedByTheirStates() async throws {
        let catalog = try await catalog()
        try await catalog.addProject(Sample.project("pj_2", name: "Other"))
        #expect(try await catalog.projectCounts() == [.notStarted: 2])
    }

    @Test func aSkipStaysWhileTheSameQuestionFailsAgain() async throws {
        let catalog = try await catalog()
        let other = PrecheckQuestion(key: "source.connect", title: "Connect", end: .source, area: "connectivity")
        let failed = PrecheckFinding(key: other.key, outcome: .failed, found: "no")
        try await catalog.setFindings([(Sample.question, Sample.finding), (other, failed)], of: project.id)
        try await catalog.skipFinding(1, of: project.id, by: Actor("dba"))
        await #expect(throws: CatalogError.self) { try await catalog.skipFinding(2, of: project.id, by: .system) }
        #expect(try await catalog.answers(of: project.id).map(\.blocks) == [false, true])
        let mended = PrecheckFinding(key: other.key, outcome: .passed, found: "yes")
        try await catalog.setFindings([(other, mended)], of: project.id, questions: [other.key])
        #expect(try await catalog.answers(of: project.id).map(\.blocks) == [false, false])
        try await catalog.setFindings([(Sample.question, Sample.finding)], of: project.id)
        #expect(try await catalog.answers(of: project.id).map(\.skippedBy) == [Actor("dba")])
    }

    @Test func chunksArePlannedOnceAndTheTableEndsWithItsLastChunk() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1)], of: project.id)
        let lease = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(2), isLast: false, lease)
        #expect(try await catalog.lastChunk(of: 1, in: project.id)?.number == 2)
        let taken = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
        #expect(taken.map(\.chunk) == Sample.chunks(2) && taken.map(\.attempts) == [1, 1])
        let results = taken.map {
            ChunkResult(
                table: 1, chunk: $0.chunk.number, position: Position(commit: 77), rowsWritten: 10,
                rowsQuarantined: 1, bytesRead: 100, losses: ["A round": 2])
        }
        try await catalog.finishChunks(results, of: project.id, under: lease)
        try await catalog.finishChunks(results, of: project.id, under: lease)
        var copy = try #require(try await catalog.tableCopy(1, of: project.id))
        #expect(copy.state == .copying && copy.rowsWritten == 20 && copy.losses == ["A round": 4])
        #expect(try await catalog.quarantinedRows() == [project.id: 2])
        try await plan(catalog, 1, [], isLast: true, lease)
        copy = try #require(try await catalog.tableCopy(1, of: project.id))
        #expect(copy.state == .completed && copy.finishedAt == clock.now && copy.chunksDone == 2)
        let positions = try await catalog.chunkPositions(of: 1, in: project.id)
        #expect(positions.map(\.position.commit) == [77, 77] && positions.map(\.rows) == [10, 10])
    }

    @Test func aChunkPassesOnWhenTheLeaseOfItsCheckerHasEndedAndNotBefore() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1)], of: project.id)
        let first = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(1), first)
        let second = try await lease(catalog, "cp_2")
        func claim(_ lease: Lease) async throws -> [ClaimedChunk] {
            try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 1)
        }
        #expect(try await claim(first).count == 1)
        #expect(try await claim(second) == [])
        clock.advance(.seconds(11))
        let third = try await lease(catalog, "cp_3")
        #expect(try await claim(third).map(\.attempts) == [2])
        let result = ChunkResult(table: 1, chunk: 1, position: Position(commit: 1), rowsWritten: 5)
        try await catalog.finishChunks([result], of: project.id, under: first)
        #expect(try await catalog.tableCopy(1, of: project.id)?.rowsWritten == 0)
        try await catalog.finishChunks([result], of: project.id, under: third)
        #expect(try await catalog.tableCopy(1, of: project.id)?.state == .completed)
    }

    @Test func aReleasedChunkCanBeTakenAndAFailedTableGivesNone() async throws {
        let catalog = try await catalog()
        let copies = [TableCopy(table: 1), TableCopy(table: 2, hasLargeValues: true)]
        try await catalog.addTableCopies(copies, of: project.id)
        let lease = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(1), lease)
        try await plan(catalog, 2, Sample.chunks(1), largeValues: true, lease)
        let taken = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
        #expect(taken.map(\.table) == [1])
        let large = try await catalog.claimChunks(of: project.id, under: lease, largeValues: true, countMax: 9)
        #expect(large.map(\.table) == [2])
        try await catalog.releaseChunks(taken, of: project.id, under: lease)
        try await catalog.changeTableCopy(1, of: project.id) { $0.state = .failed }
        #expect(try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9) == [])
        try await catalog.changeTableCopy(1, of: project.id) { $0.state = .copying }
        #expect(try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9).count == 1)
        try await catalog.resetTableCopy(1, of: project.id)
        #expect(try await catalog.tableCopy(1, of: project.id) == TableCopy(table: 1))
    }

    @Test func ofRejectedRowsThoseOfTheAttemptThatCommittedStay() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1)], of: project.id)
        let lease = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(2), lease)
        let taken = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
        func add(_ ordinals: [Int64], _ chunk: Int, _ position: UInt64, _ attempt: Int64) async throws {
            try await catalog.addRejections(
                ordinals.map(Sample.rejection), of: taken[chunk], at: Position(commit: position), attempt: attempt,
                in: project.id, under: lease)
        }
        try await add([1, 2], 0, 70, 1)
        try await add([1, 9], 0, 71, 2)
        try await add([4], 0, 71, 3)
        // The same row at the same position, by another attempt.
        try await add([9], 0, 71, 3)
        try await add([0], 1, 72, 4)
        try await catalog.finishChunks(
            [ChunkResult(table: 1, chunk: 1, position: Position(commit: 71), attempt: 3, rowsWritten: 5)],
            of: project.id, under: lease)
        let kept = try await catalog.rejections(of: project.id, table: 1)
        #expect(kept.map(\.chunk) == [1, 1, 2] && kept.map(\.rejection.ordinal) == [4, 9, 0])
        #expect(try await catalog.rejectionCount(of: project.id) == 3)
        #expect(try await catalog.quarantinedRows() == [:], "as long as no sum counts them")
        // A chunk that is done takes none, nor does one that is another's.
        await #expect(throws: CatalogError.self) { try await add([5], 0, 73, 5) }
    }

    @Test func aTableIsPlannedByOneAtATimeAndAClaimEndsWithItsLease() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1), TableCopy(table: 2)], of: project.id)
        let first = try await lease(catalog, "cp_1")
        let second = try await lease(catalog, "cp_2")
        func claim(_ lease: Lease, _ count: Int = 9) async throws -> [Int64] {
            try await catalog.claimPlanning(of: project.id, under: lease, largeValues: false, countMax: count)
                .map(\.table)
        }
        #expect(try await claim(first, 1) == [1])
        #expect(try await claim(second) == [2])
        try await catalog.addChunks(
            [PlannedPage(table: 2, chunks: Sample.chunks(1), isLast: true)], of: project.id, under: first)
        #expect(try await catalog.tableCopy(2, of: project.id)?.chunksPlanned == 0, "it is the second's to plan")
        try await catalog.releasePlanning([2], of: project.id, under: second)
        #expect(try await claim(first) == [2])
        clock.advance(.seconds(11))
        #expect(try await claim(first) == [], "a lease that is over claims nothing")
        let third = try await lease(catalog, "cp_3")
        #expect(try await claim(third) == [1, 2])
    }

    @Test func aSplitChunkIsDoneAndItsPartsTakeItsPlace() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1)], of: project.id)
        let lease = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(2), isLast: false, lease)
        let taken = try await catalog.claimChunks(
            of: project.id, under: lease, largeValues: false, countMax: 9, bytesMax: 150)
        #expect(taken.map(\.chunk.number) == [1], "as many as fit the bytes")
        let ranges = Sample.chunks(2, after: 7).map(\.range)
        #expect(try await catalog.splitChunk(taken[0], into: ranges, of: project.id, under: lease))
        #expect(try await !catalog.splitChunk(taken[0], into: ranges, of: project.id, under: lease))
        // Planning goes on behind the chunks as they were planned, with numbers that are free.
        #expect(try await catalog.lastChunk(of: 1, in: project.id)?.number == 2)
        try await plan(catalog, 1, Sample.chunks(1, after: 2), lease)
        let rest = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
        #expect(rest.map(\.chunk.number) == [2, 3, 4, 5] && rest[1].chunk.range == ranges[0])
        #expect(rest.map(\.chunk.bytesEstimated) == [100, 50, 50, 100])
        try await catalog.finishChunks(
            rest.map {
                ChunkResult(table: 1, chunk: $0.chunk.number, position: Position(commit: 9), rowsWritten: 1)
            }, of: project.id, under: lease)
        #expect(try await catalog.tableCopy(1, of: project.id)?.state == .completed)
        #expect(try await catalog.chunkPositions(of: 1, in: project.id).map(\.chunk.number) == [2, 3, 4, 5])
    }

    @Test func chunksThatNobodyBeganHaveHadNoAttempt() async throws {
        let catalog = try await catalog()
        try await catalog.addTableCopies([TableCopy(table: 1)], of: project.id)
        let lease = try await lease(catalog, "cp_1")
        try await plan(catalog, 1, Sample.chunks(1), lease)
        for begun in [false, true] {
            let taken = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
            #expect(taken.map(\.attempts) == [1])
            try await catalog.releaseChunks(taken, of: project.id, under: lease, begun: begun)
        }
        let taken = try await catalog.claimChunks(of: project.id, under: lease, largeValues: false, countMax: 9)
        #expect(taken.map(\.attempts) == [2])
    }

    @Test func sumsOfAllTablesAreOneQuestion() async throws {
        let catalog = try await catalog()
        #expect(try await catalog.copySums(of: project.id) == CopySums())
        var done = TableCopy(table: 1, rowsEstimated: 10)
        (done.state, done.rowsWritten, done.bytesRead) = (.completed, 12, 500)
        var half = TableCopy(table: 2, rowsEstimated: 10)
        (half.state, half.rowsWritten, half.rowsQuarantined) = (.copying, 4, 1)
        try await catalog.addTableCopies([done, half, TableCopy(table: 3), TableCopy(table: 4)], of: project.id)
        let lease = try await lease(catalog, "cp_1")
        let failure = Failure("R-1", "m", advice: "a")
        try await catalog.failTableCopy(4, of: project.id, failure, under: lease)
        try await catalog.failTableCopy(1, of: project.id, failure, under: lease)
        let sums = try await catalog.copySums(of: project.id)
        #expect([sums.tables, sums.tablesCompleted, sums.tablesFailed, sums.tablesUnknown] == [4, 1, 1, 1])
        #expect([sums.rowsWritten, sums.rowsQuarantined, sums.bytesRead, sums.rowsLeft] == [16, 1, 500, 6])
        try await catalog.failOpenCopies(of: project.id, failure, under: lease)
        #expect(try await catalog.copySums(of: project.id).tablesOpen == 0)
        // A table whose chunks are all done is completed when it is taken up again.
        try await catalog.changeTableCopy(2, of: project.id) { copy in
            (copy.state, copy.isPlanned) = (.copying, true)
        }
        #expect(try await catalog.tableCopy(2, of: project.id)?.state == .completed)
    }

    private func plan(
        _ catalog: Catalog, _ table: Int64, _ chunks: [Chunk], isLast: Bool = true, largeValues: Bool = false,
        _ lease: Lease
    ) async throws {
        let claimed = try await catalog.claimPlanning(
            of: project.id, under: lease, largeValues: largeValues, countMax: 9)
        #expect(claimed.contains { $0.table == table })
        try await catalog.addChunks(
            [PlannedPage(table: table, chunks: chunks, isLast: isLast)], of: project.id, under: lease)
        try await catalog.releasePlanning(claimed.map(\.table), of: project.id, under: lease)
    }
}
