/// Every bound of the product in one place; ModelTests asserts their relations.
package enum Limits {
    // Components and agents
    package static let agentBeat: Duration = .seconds(2)
    package static let agentTick: Duration = .milliseconds(250)
    package static let machineSilenceMax: Duration = .seconds(15)
    package static let componentBeat: Duration = .seconds(1)
    /// A component that could not renew for `leaseTime - leaseMargin` stops by itself; another starts after
    /// `leaseTime`.
    package static let leaseTime: Duration = .seconds(10)
    package static let leaseMargin: Duration = .seconds(4)
    package static let componentStartMax: Duration = .seconds(30)
    package static let componentStopGrace: Duration = .seconds(10)
    package static let restartDelayFirst: Duration = .milliseconds(500)
    package static let restartDelayMax: Duration = .seconds(60)
    package static let crashesMax = 5
    package static let crashWindow: Duration = .seconds(600)
    package static let componentsPerMachine = 64

    // Names and texts
    package static let nameLengthMax = 64
    package static let remarkLengthMax = 1024

    // Drafts
    package static let draftBytesMax = 4 << 20
    package static let draftsPerOwnerMax = 100
    /// Different tags of all projects together.
    package static let tagsInAllMax = 100
    /// A precheck that passed and is younger is not repeated when its project starts.
    package static let precheckFresh: Duration = .seconds(600)

    // Catalog
    package static let catalogBusyMax: Duration = .seconds(10)
    package static let metricPointsPerQueryMax = 2_000
    package static let pageRowsMax = 1_000

    // Log files
    package static let logFileBytesMax = 8 << 20
    package static let logFilesKept = 5
    package static let logLinesShownMax = 1_000
}
