internal import Model

extension Project: StoredRow {
    static let table = "project"
    static let columns =
        ["id", "name", "kind", "specification", "owner", "created_at", "revision"] + Intent.columns
        + Observation.columns

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        let specification = try reader.coded("specification", ProjectSpecification.self)
        guard try reader.text("name") == specification.name else {
            throw reader.problem("name", "another name than the specification has")
        }
        guard try reader.name("kind", ProjectKind.self) == specification.kind else {
            throw reader.problem("kind", "another kind than the specification has")
        }
        self.init(
            id: try reader.id("id", ProjectID.self), specification: specification, owner: try reader.actor("owner"),
            intent: try Intent(reader: reader), observation: try Observation(reader: reader),
            createdAt: try reader.timestamp("created_at"), revision: try reader.growing("revision"))
    }

    var cells: [DatabaseValue] {
        [
            .text(id.rawValue), .text(specification.name), .text(specification.kind.rawValue), .coded(specification),
            .text(owner.name), .integer(createdAt.milliseconds), .integer(revision),
        ] + intent.cells + observation.cells
    }
}

extension Project.Intent {
    static let columns = ["desired_wish", "desired_generation", "desired_at", "desired_by"]

    init(reader: RowReader) throws(CatalogError) {
        self.init(
            wish: try reader.name("desired_wish", ProjectWish.self),
            generation: try reader.growing("desired_generation"), at: try reader.timestamp("desired_at"),
            by: try reader.actor("desired_by"))
    }

    var cells: [DatabaseValue] {
        [.text(wish.rawValue), .integer(generation), .integer(at.milliseconds), .text(by.name)]
    }
}

extension Project.Observation {
    static let columns = [
        "observed_state", "observed_since_at", "observed_generation", "observed_steps", "observed_failure",
    ]

    init(reader: RowReader) throws(CatalogError) {
        self.init(
            state: try reader.name("observed_state", ProjectState.self),
            since: try reader.timestamp("observed_since_at"), generation: try reader.growing("observed_generation"),
            steps: try reader.coded("observed_steps", [ProjectStep].self),
            failure: try reader.optionalStored("observed_failure", Failure.self))
    }

    var cells: [DatabaseValue] {
        [
            .text(state.rawValue), .integer(since.milliseconds), .integer(generation), .coded(steps),
            failure?.cell ?? .null,
        ]
    }
}
