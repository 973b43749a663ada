internal import CLinux

/// The clock of this machine, as the kernel sees it.
package enum HostClock {
    /// Whether something keeps it in step with other clocks (NTP); nil when the kernel does not tell.
    package static var isSynchronised: Bool? {
        switch cl_clock_synchronised() {
        case 0: false
        case 1: true
        default: nil
        }
    }
}
