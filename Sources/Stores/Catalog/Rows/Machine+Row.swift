internal import Model

extension Machine: StoredRow {
    static let table = "machine"
    static let columns =
        ["id", "name", "address", "region", "component_limit", "created_at", "revision"] + MachineVitals.columns

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        self.init(
            id: try reader.id("id", MachineID.self), name: try reader.text("name"),
            address: try reader.text("address"), region: try reader.text("region"),
            componentLimit: try reader.count("component_limit"), vitals: try MachineVitals(reader: reader),
            createdAt: try reader.timestamp("created_at"), revision: try reader.growing("revision"))
    }

    var cells: [DatabaseValue] {
        [
            .text(id.rawValue), .text(name), .text(address), .text(region), .integer(Int64(componentLimit)),
            .integer(createdAt.milliseconds), .integer(revision),
        ] + (vitals?.cells ?? MachineVitals.columns.map { _ in .null })
    }
}

extension MachineVitals {
    static let columns = [
        "observed_heartbeat_at", "observed_agent_start_at", "observed_agent_pid", "observed_agent_version",
        "observed_cores", "observed_cpu_busy", "observed_memory_bytes", "observed_memory_used", "observed_disk_bytes",
        "observed_disk_used",
    ]

    /// Nil before the first report; after it every column must be there.
    init?(reader: RowReader) throws(CatalogError) {
        if reader.isNull("observed_heartbeat_at") { return nil }
        self.init(
            heartbeat: try reader.timestamp("observed_heartbeat_at"),
            agentStarted: try reader.timestamp("observed_agent_start_at"),
            agentPID: try reader.count("observed_agent_pid"), agentVersion: try reader.text("observed_agent_version"),
            cores: try reader.count("observed_cores"), cpuBusy: try reader.double("observed_cpu_busy"),
            memoryBytes: try reader.count("observed_memory_bytes"),
            memoryUsedBytes: try reader.count("observed_memory_used"),
            diskBytes: try reader.count("observed_disk_bytes"), diskUsedBytes: try reader.count("observed_disk_used"))
    }

    var cells: [DatabaseValue] {
        [
            .integer(heartbeat.milliseconds), .integer(agentStarted.milliseconds), .integer(Int64(agentPID)),
            .text(agentVersion), .integer(Int64(cores)), .double(cpuBusy), .integer(memoryBytes),
            .integer(memoryUsedBytes), .integer(diskBytes), .integer(diskUsedBytes),
        ]
    }
}
