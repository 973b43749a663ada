internal import Processes

/// Tells the service manager that this program still lives, as often as it asks.
enum Watchdog {
    static func run(_ notice: ServiceNotice) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: ServiceNotice.watchdogInterval ?? .seconds(3600))
            if ServiceNotice.watchdogInterval != nil { notice.alive() }
        }
    }
}
