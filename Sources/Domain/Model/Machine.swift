/// A host with an agent.
package struct Machine: Hashable, Sendable {
    package let id: MachineID
    package var name: String
    package var address: String
    package var region: String
    /// The most components that may be placed here.
    package var componentLimit: Int
    package var vitals: MachineVitals?
    package var createdAt: Timestamp
    package var revision: Int64

    package init(
        id: MachineID, name: String, address: String, region: String, componentLimit: Int,
        vitals: MachineVitals? = nil, createdAt: Timestamp, revision: Int64 = 1
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.region = region
        self.componentLimit = componentLimit
        self.vitals = vitals
        self.createdAt = createdAt
        self.revision = revision
    }

    /// A machine is up while its agent's heartbeat is fresh.
    package func isUp(at now: Timestamp, within limit: Duration = Limits.machineSilenceMax) -> Bool {
        guard let vitals else { return false }
        return now - vitals.heartbeat <= limit
    }
}

/// What an agent reports about its machine at every beat.
package struct MachineVitals: Hashable, Sendable {
    package var heartbeat: Timestamp
    package var agentStarted: Timestamp
    package var agentPID: Int32
    package var agentVersion: String
    package var cores: Int
    /// Busy share of all cores since the last beat, 0 to 1.
    package var cpuBusy: Double
    package var memoryBytes: Int64
    package var memoryUsedBytes: Int64
    package var diskBytes: Int64
    package var diskUsedBytes: Int64

    package init(
        heartbeat: Timestamp, agentStarted: Timestamp, agentPID: Int32, agentVersion: String, cores: Int,
        cpuBusy: Double, memoryBytes: Int64, memoryUsedBytes: Int64, diskBytes: Int64, diskUsedBytes: Int64
    ) {
        self.heartbeat = heartbeat
        self.agentStarted = agentStarted
        self.agentPID = agentPID
        self.agentVersion = agentVersion
        self.cores = cores
        self.cpuBusy = cpuBusy
        self.memoryBytes = memoryBytes
        self.memoryUsedBytes = memoryUsedBytes
        self.diskBytes = diskBytes
        self.diskUsedBytes = diskUsedBytes
    }
}
