internal import Model

extension Component: StoredRow {
    static let table = "component"
    static let columns =
        ["id", "kind", "name", "machine_id", "configuration", "created_at", "revision"] + Intent.columns
        + Observation.columns

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        self.init(
            id: try reader.id("id", ComponentID.self), kind: try reader.name("kind", ComponentKind.self),
            name: try reader.text("name"), machine: try reader.id("machine_id", MachineID.self),
            configuration: try reader.stored("configuration", [String: String].self),
            intent: try Intent(reader: reader), observation: try Observation(reader: reader),
            createdAt: try reader.timestamp("created_at"), revision: try reader.growing("revision"))
    }

    var cells: [DatabaseValue] {
        [
            .text(id.rawValue), .text(kind.rawValue), .text(name), .text(machine.rawValue), configuration.cell,
            .integer(createdAt.milliseconds), .integer(revision),
        ] + intent.cells + observation.cells
    }
}

extension Component.Intent {
    static let columns = ["desired_state", "desired_generation", "desired_at", "desired_by"]

    init(reader: RowReader) throws(CatalogError) {
        self.init(
            desired: try reader.name("desired_state", DesiredState.self),
            generation: try reader.growing("desired_generation"), at: try reader.timestamp("desired_at"),
            by: try reader.actor("desired_by"))
    }

    var cells: [DatabaseValue] {
        [.text(desired.rawValue), .integer(generation), .integer(at.milliseconds), .text(by.name)]
    }
}

extension Component.Observation {
    static let columns = [
        "observed_state", "observed_since_at", "observed_generation", "observed_pid", "observed_start_ticks",
        "observed_boot_id", "observed_crashes", "observed_next_at", "observed_heartbeat_at", "observed_failure",
    ]

    init(reader: RowReader) throws(CatalogError) {
        self.init(
            state: try reader.name("observed_state", ComponentState.self),
            since: try reader.timestamp("observed_since_at"), generation: try reader.growing("observed_generation"),
            process: try ProcessIdentity(reader: reader), crashes: try reader.count("observed_crashes"),
            nextStart: try reader.optionalTimestamp("observed_next_at"),
            heartbeat: try reader.optionalTimestamp("observed_heartbeat_at"),
            failure: try reader.optionalStored("observed_failure", Failure.self))
    }

    var cells: [DatabaseValue] {
        [
            .text(state.rawValue), .integer(since.milliseconds), .integer(generation),
            .optional(process.map { Int64($0.pid) }), .optional(process.map { Int64(clamping: $0.startTicks) }),
            .optional(process?.bootID), .integer(Int64(crashes)), .optional(nextStart?.milliseconds),
            .optional(heartbeat?.milliseconds), failure?.cell ?? .null,
        ]
    }
}

extension ProcessIdentity {
    /// Nil when there is no process; half an identity is refused, since it could name a stranger.
    init?(reader: RowReader) throws(CatalogError) {
        if reader.isNull("observed_pid") { return nil }
        let pid = try reader.count("observed_pid", as: Int32.self)
        guard pid > 0 else { throw reader.problem("observed_pid", "a process id that no process has") }
        self.init(
            pid: pid, startTicks: try reader.count("observed_start_ticks"),
            bootID: try reader.text("observed_boot_id"))
    }
}
