import Catalog
import JSON
import Model
import Testing

@testable import Engine

@Suite struct ProjectEditTests {
    private static let plain = ProjectSpecification(
        name: "A", source: EndReference(dataSource: DataSourceID(rawValue: "ds_1")),
        destination: EndReference(dataSource: DataSourceID(rawValue: "ds_1")), objects: ObjectSelection())

    /// Every member has another value than in `plain`.
    private static var other: ProjectSpecification {
        var other = plain
        other.name = "B"
        other.kind = .synchronization
        other.source = EndReference(dataSource: DataSourceID(rawValue: "ds_2"))
        other.destination = EndReference(dataSource: DataSourceID(rawValue: "ds_3"))
        let wish = TableWish(renamedTo: "b.y", filter: "ID > 1", columns: ["ID": "id"], types: ["ID": "BIGINT"])
        other.objects = ObjectSelection(
            include: ["A.*"], exclude: ["A.T"], map: ["A": "a"], tables: ["A.X": wish])
        other.steps = [.full]
        other.tags = ["t"]
        other.alertLevel = .high
        other.options = options
        return other
    }

    private static var options: ProjectOptions {
        var options = ProjectOptions()
        options.createDatabase = true
        options.onNonEmpty = .ignore
        options.onUnsupported = .stop
        options.stopBefore = [.full]
        options.quarantineMax = 1
        options.consistentCopy = .project
        options.checkers = 2
        options.conversion.integers = .decimals
        options.conversion.lengthRule = .expand
        options.conversion.lengthFactor = 2
        options.conversion.nameRule = .upper
        options.conversion.rowAddress = .none
        options.conversion.collation = "utf8mb4_bin"
        options.conversion.timestampLoss = .truncate
        options.conversion.floatLoss = .null
        options.conversion.indexesAfterRows = false
        options.conversion.migratesForeignKeys = false
        options.speed = CopySpeed(preset: .custom)
        options.speed.lanes = 4
        options.speed.rowsPerStatement = 10
        options.speed.chunkBytes = 65_536
        options.speed.rowsPerSecondMax = 1
        options.speed.bytesPerSecondMax = 2
        options.speed.destinationMemoryPercentMax = 50
        return options
    }

    /// What differs, by its path: members of members, but not of lists and maps, which are empty in `plain`.
    private func differences(
        _ plain: JSONValue, _ other: JSONValue, at path: [String] = []
    ) -> [(path: [String], before: JSONValue, after: JSONValue)] {
        guard let before = plain.asObject, !before.isEmpty, let after = other.asObject else {
            return [(path, plain, other)]
        }
        return after.flatMap { name, value in differences(before[name] ?? .null, value, at: path + [name]) }
    }

    private func putting(_ value: JSONValue, at path: some Collection<String>, into json: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        var members = json.asObject ?? [:]
        members[name] = putting(value, at: path.dropFirst(), into: members[name] ?? [:])
        return .object(members)
    }

    /// Whoever adds a member to a specification is led here: give it another value in `other`, and a part in
    /// `ProjectEdit` that says when it may be changed.
    @Test func everyMemberOfASpecificationBelongsToOnePartOfAnEdit() throws {
        let plain = try JSONCoder.encode(Self.plain)
        var parts: Set<ProjectEdit> = []
        for (path, before, after) in differences(plain, try JSONCoder.encode(Self.other)) {
            #expect(before != after, "\(path) has one value in both")
            let changed = try JSONCoder.decode(ProjectSpecification.self, from: putting(after, at: path, into: plain))
            #expect(changed != Self.plain, "\(path) is not read back")
            let found = ProjectEdit.changes(from: Self.plain, to: changed)
            #expect(found.count == 1, "\(path) belongs to \(found)")
            parts.formUnion(found)
        }
        #expect(parts == Set(ProjectEdit.allCases))
        #expect(ProjectEdit.changes(from: Self.plain, to: Self.plain).isEmpty)
    }

    /// A project as a file may ask for it: the kinds that do not exist yet are refused there.
    private static var asked: ProjectSpecification {
        var asked = other
        asked.kind = .migration
        return asked
    }

    @Test func aProjectFileAndAStoredProjectKeepEveryMember() throws {
        let other = Self.asked
        let file = try ProjectFile.parse(try ProjectFile.json(of: other))
        #expect(file.source == .saved("ds_2") && file.destination == .saved("ds_3"))
        var specification = file.specification
        (specification.source, specification.destination) = (other.source, other.destination)
        #expect(specification == other)
        #expect(try JSONCoder.decode(ProjectSpecification.self, from: try JSONCoder.encode(other)) == other)
    }

    @Test func aChangeOfOneMemberLeavesTheOthersAsTheyAre() throws {
        var expected = Self.options
        expected.conversion.nameRule = .lower
        expected.speed.lanes = 5
        expected.consistentCopy = .never
        let changes: JSONObject = [
            "options": [
                "conversion": ["nameRule": "lower"], "speed": ["lanes": 5], "consistentCopy": "never",
            ]
        ]
        #expect(try ProjectFile.parse(changes, over: Self.asked).specification.options == expected)
        var fast = Self.asked
        fast.options.speed = CopySpeed(preset: .fast)
        expected.speed = CopySpeed(preset: .fast)
        expected.speed.preset = .custom
        expected.speed.lanes = 5
        #expect(try ProjectFile.parse(changes, over: fast).specification.options == expected)
        let preset = try ProjectFile.parse(["options": ["speed": ["preset": "smooth"]]], over: fast)
        #expect(preset.specification.options.speed == CopySpeed(preset: .smooth), "a preset has its own numbers")
        let named = try ProjectFile.parse(["options": ["speed": "smooth", "conversion": .null]], over: fast)
        #expect(named.specification.options.speed == CopySpeed(preset: .smooth))
        #expect(named.specification.options.conversion == ConversionSettings(), "null is every standard")
    }

    @Test func whatIsReadTogetherMayBeChangedUntilRowsAreCopied() async throws {
        let project = try await ScriptedProject()
        let saving = ProjectSaving(catalog: project.catalog, connectors: project.connectors)
        func file(_ consistency: ReadConsistency) async throws -> ProjectFile {
            var wish = try await project.project().specification
            wish.options.consistentCopy = consistency
            return try ProjectFile.parse(try ProjectFile.json(of: wish))
        }
        try await project.observe { observation in
            observation.state = .running
            observation.steps = [.precheck, .schema, .full].map { ProjectStep(kind: $0) }
            observation.steps[1].startedAt = .wallClock()
        }
        let first = try await file(.project)
        let plan = try await saving.plan(first)
        #expect(plan.refusal == nil && plan.entries.last?.changes.map(\.field) == ["options.consistentCopy"])
        #expect(try await saving.save(first, by: .system).specification.options.consistentCopy == .project)
        try await project.observe { $0.steps[2].startedAt = .wallClock() }
        for state in [ProjectState.running, .paused, .failed, .completed] {
            try await project.observe { $0.state = state }
            let late = try await file(.never)
            let reason = try await saving.plan(late).refusal?.reason
            #expect(reason?.hasSuffix("The option consistentCopy can be changed until rows are copied.") == true)
            await #expect(throws: NotNow.self) { try await saving.save(late, by: .system) }
            await #expect(throws: CatalogError.self) {
                var wish = try await project.project().specification
                wish.options.consistentCopy = .never
                try await project.orders.edit(project.id, to: wish)
            }
        }
        let same = try await saving.plan(try await file(.project))
        #expect(same.isEmpty && same.refusal == nil)
        #expect(try await project.project().specification.options.consistentCopy == .project)
    }
}
