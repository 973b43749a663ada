/// What a component is for. A new kind is a new case: the compiler then lists the work.
package enum ComponentKind: String, Sendable, CaseIterable {
    /// Writes a metrics point at every beat; proves that a machine can start, watch and stop components.
    case heartbeat
    /// Copies the rows of a project: the full step.
    case checker
}

/// What the operator wants.
package enum DesiredState: String, Sendable, CaseIterable {
    case running, stopped
}

/// What is true now.
package enum ComponentState: String, Sendable, CaseIterable {
    case initializing, running, stopped, abnormal, completed
}

/// A process that works for a project. Intent and observation are different columns, always: the operator writes
/// the one, agent and component write the other.
package struct Component: Hashable, Sendable {
    package let id: ComponentID
    package var kind: ComponentKind
    package var name: String
    package var machine: MachineID
    /// Settings of the component by name; unset names take the defaults of the kind.
    package var configuration: [String: String]
    package var intent: Intent
    package var observation: Observation
    package var createdAt: Timestamp
    /// Grows with every change of name, machine, configuration or intent; the value for `If-Match`.
    package var revision: Int64

    package struct Intent: Hashable, Sendable {
        package var desired: DesiredState
        /// Grows with every order, so that "start" on an abnormal component is told apart from the old wish to run.
        package var generation: Int64
        package var at: Timestamp
        package var by: Actor

        package init(desired: DesiredState, generation: Int64, at: Timestamp, by: Actor) {
            self.desired = desired
            self.generation = generation
            self.at = at
            self.by = by
        }
    }

    package struct Observation: Hashable, Sendable {
        package var state: ComponentState
        /// When `state` was entered.
        package var since: Timestamp
        /// The intent that was last acted upon.
        package var generation: Int64
        package var process: ProcessIdentity?
        /// Crashes in a row, inside the window that decides between back-off and abnormal.
        package var crashes: Int
        /// While backing off: when the next start is tried.
        package var nextStart: Timestamp?
        package var heartbeat: Timestamp?
        package var failure: Failure?

        package init(
            state: ComponentState, since: Timestamp, generation: Int64 = 0, process: ProcessIdentity? = nil,
            crashes: Int = 0, nextStart: Timestamp? = nil, heartbeat: Timestamp? = nil, failure: Failure? = nil
        ) {
            self.state = state
            self.since = since
            self.generation = generation
            self.process = process
            self.crashes = crashes
            self.nextStart = nextStart
            self.heartbeat = heartbeat
            self.failure = failure
        }
    }

    package init(
        id: ComponentID, kind: ComponentKind, name: String, machine: MachineID, configuration: [String: String] = [:],
        intent: Intent, observation: Observation, createdAt: Timestamp, revision: Int64 = 1
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.machine = machine
        self.configuration = configuration
        self.intent = intent
        self.observation = observation
        self.createdAt = createdAt
        self.revision = revision
    }
}

/// Names one process for ever: a pid alone is reused by the kernel, a pid with its start time in one boot is not.
package struct ProcessIdentity: Hashable, Sendable {
    package var pid: Int32
    /// Field 22 of `/proc/PID/stat`: clock ticks since boot.
    package var startTicks: UInt64
    package var bootID: String

    package init(pid: Int32, startTicks: UInt64, bootID: String) {
        self.pid = pid
        self.startTicks = startTicks
        self.bootID = bootID
    }
}
