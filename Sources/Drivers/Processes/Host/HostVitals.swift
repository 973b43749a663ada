/// The load of this machine at one moment.
package struct HostVitals: Hashable, Sendable {
    package let cores: Int
    /// Busy share of all cores since the reading before, 0 to 1; since the boot for the first reading.
    package let cpuBusy: Double
    package let memoryBytes: Int64
    package let memoryUsedBytes: Int64
    /// Of the file system that holds the folder asked about.
    package let diskBytes: Int64
    package let diskUsedBytes: Int64
}
