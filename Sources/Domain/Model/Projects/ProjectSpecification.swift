/// What a user asks for: the content of a project file and of the wizard. Pure wish; nothing in it is observed.
package struct ProjectSpecification: Hashable, Sendable, Codable {
    package var name: String
    package var kind: ProjectKind
    package var source: EndReference
    package var destination: EndReference
    package var objects: ObjectSelection
    /// In their order; the precheck is always done.
    package var steps: [StepKind]
    package var options: ProjectOptions
    package var tags: [String]
    package var alertLevel = AlertLevel.low

    package init(
        name: String, kind: ProjectKind = .migration, source: EndReference, destination: EndReference,
        objects: ObjectSelection, steps: [StepKind] = [.schema, .full, .indexes], options: ProjectOptions = .init(),
        tags: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.source = source
        self.destination = destination
        self.objects = objects
        self.steps = steps
        self.options = options
        self.tags = tags
    }
}

extension ProjectSpecification {
    /// What came after a project was saved has its standard there.
    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try stored.decode(String.self, forKey: .name),
            kind: try stored.decode(ProjectKind.self, forKey: .kind),
            source: try stored.decode(EndReference.self, forKey: .source),
            destination: try stored.decode(EndReference.self, forKey: .destination),
            objects: try stored.decode(ObjectSelection.self, forKey: .objects),
            steps: try stored.decode([StepKind].self, forKey: .steps),
            options: try stored.decode(ProjectOptions.self, forKey: .options),
            tags: try stored.decode([String].self, forKey: .tags))
        alertLevel = try stored.decodeIfPresent(AlertLevel.self, forKey: .alertLevel) ?? alertLevel
    }
}

/// How soon a person wants to be told about a project. Each level tells everything that the one before it tells.
/// Nothing is sent yet: this version has no channel, it keeps the choice and shows it.
package enum AlertLevel: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing is told.
    case none
    /// The project failed.
    case low
    /// Rows came into quarantine, or nothing has moved for five minutes.
    case medium
    /// Nothing has moved for 30 seconds, the project waits before a step, or it was completed.
    case high
}

package enum ProjectKind: String, Sendable, Codable, CaseIterable {
    case migration, synchronization
}

/// Names a saved data source.
package struct EndReference: Hashable, Sendable, Codable {
    package var dataSource: String

    package init(dataSource: DataSourceID) { self.dataSource = dataSource.rawValue }

    package var id: DataSourceID { DataSourceID(rawValue: dataSource) }
}

/// Which objects a project moves, and under which names.
package struct ObjectSelection: Hashable, Sendable, Codable {
    /// Rules of the form `SCHEMA.PATTERN` or `SCHEMA.PATTERN=database.name`; an object is taken when one includes it
    /// and none excludes it.
    package var include: [String]
    package var exclude: [String]
    /// Source schema to destination database.
    package var map: [String: String]
    /// What is set for single tables, by `SCHEMA.TABLE`.
    package var tables: [String: TableWish]

    package init(
        include: [String] = [], exclude: [String] = [], map: [String: String] = [:], tables: [String: TableWish] = [:]
    ) {
        self.include = include
        self.exclude = exclude
        self.map = map
        self.tables = tables
    }
}

/// What a user set for one table.
package struct TableWish: Hashable, Sendable, Codable {
    /// `database.name` at the destination.
    package var renamedTo: String?
    package var filter: String?
    package var columns: [String: String]
    package var types: [String: String]

    package init(
        renamedTo: String? = nil, filter: String? = nil, columns: [String: String] = [:], types: [String: String] = [:]
    ) {
        self.renamedTo = renamedTo
        self.filter = filter
        self.columns = columns
        self.types = types
    }
}

/// How a project works; every value has a standard.
package struct ProjectOptions: Hashable, Sendable, Codable {
    package var createDatabase = false
    package var onNonEmpty = NonEmptyPolicy.stop
    package var onUnsupported = UnsupportedPolicy.leaveOut
    package var conversion = ConversionSettings()
    package var speed = CopySpeed(preset: .normal)
    /// Steps before which the project waits for an order.
    package var stopBefore: [StepKind] = []
    /// The component ends by itself with this many rows in quarantine; 0 is no bound.
    package var quarantineMax = 1_000
    /// What is read at one position.
    package var consistentCopy = ReadConsistency.movingTables
    /// Checkers that work side by side.
    package var checkers = 1

    package init() {}
}

extension ProjectOptions {
    /// An option that came after a project was saved has its standard there.
    package init(from decoder: any Decoder) throws {
        self.init()
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        createDatabase = try stored.decodeIfPresent(Bool.self, forKey: .createDatabase) ?? createDatabase
        onNonEmpty = try stored.decodeIfPresent(NonEmptyPolicy.self, forKey: .onNonEmpty) ?? onNonEmpty
        onUnsupported = try stored.decodeIfPresent(UnsupportedPolicy.self, forKey: .onUnsupported) ?? onUnsupported
        conversion = try stored.decodeIfPresent(ConversionSettings.self, forKey: .conversion) ?? conversion
        speed = try stored.decodeIfPresent(CopySpeed.self, forKey: .speed) ?? speed
        stopBefore = try stored.decodeIfPresent([StepKind].self, forKey: .stopBefore) ?? stopBefore
        quarantineMax = try stored.decodeIfPresent(Int.self, forKey: .quarantineMax) ?? quarantineMax
        consistentCopy = try stored.decodeIfPresent(ReadConsistency.self, forKey: .consistentCopy) ?? consistentCopy
        checkers = try stored.decodeIfPresent(Int.self, forKey: .checkers) ?? checkers
    }
}

/// The numbers behind a preset; they may be changed while the step runs.
package struct CopySpeed: Hashable, Sendable, Codable {
    package var preset: SpeedPreset
    /// Chunks that are copied at once, per Checker.
    package var lanes: Int
    package var rowsPerStatement: Int
    package var chunkBytes: Int
    /// 0 is no bound.
    package var rowsPerSecondMax: Int
    package var bytesPerSecondMax: Int
    /// The copy waits while the destination's memory for new rows is fuller than this, in percent; 0 never waits.
    package var destinationMemoryPercentMax: Int

    package init(preset: SpeedPreset) {
        self.preset = preset
        rowsPerStatement = 1_000
        chunkBytes = 16 << 20
        rowsPerSecondMax = 0
        bytesPerSecondMax = 0
        destinationMemoryPercentMax = 80
        switch preset {
        case .smooth: lanes = 1
        case .normal, .custom: lanes = 2
        case .fast: lanes = 8
        }
    }
}
