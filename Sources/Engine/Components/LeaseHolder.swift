package import Model
package import Processes

extension ProcessIdentity {
    /// This process as the holder of a lease.
    package var leaseHolder: String { "pid \(pid) since tick \(startTicks) of boot \(bootID)" }
}

extension ProcessIdentity {
    package init(_ raw: ProcessIdentityRaw) {
        self.init(pid: raw.pid, startTicks: raw.startTicks, bootID: raw.bootID)
    }

    package var raw: ProcessIdentityRaw { ProcessIdentityRaw(pid: pid, startTicks: startTicks, bootID: bootID) }

    /// This very process.
    package static var own: ProcessIdentity { ProcessIdentity(ProcessTable.own) }
}
