/// How a component's process tells its agent why it ended. The numbers are the process's exit status.
package enum ComponentExit: Int32, Sendable {
    /// Asked to stop, and stopped.
    case stopped = 0
    /// Everything it was made for is done.
    case completed = 3
    /// It met a failure that it wrote into the catalog.
    case failed = 70
    /// Another process still holds the lease.
    case leaseHeld = 75
    /// It could not renew its lease and ended before another could start.
    case leaseLost = 76
}
