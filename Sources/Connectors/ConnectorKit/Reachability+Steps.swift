package import Model

extension Reachability {
    private static let nameDeadline: Duration = .seconds(4)
    private static let portDeadline: Duration = .milliseconds(2500)

    /// The first two steps of every connection test: the name of the host, and its port.
    package static func test(_ source: DataSource, _ log: inout StepLog) async {
        var addresses: [HostAddress] = []
        await log.step("name", "Host name") {
            let (finding, found) = await name(source)
            addresses = found
            return finding
        }
        await log.step("port", "Port") { await port(source, addresses) }
    }

    private static func name(_ source: DataSource) async -> (StepFinding, [HostAddress]) {
        guard (1...65_535).contains(source.port) else {
            return (.failed("\(source.port) is no port.", advice: "Ports go from 1 to 65535."), [])
        }
        switch await resolve(source.host, port: source.port, within: nameDeadline) {
        case .addresses(let found):
            let list = found.map(\.text).joined(separator: ", ")
            let text = list == source.host ? "\(source.host) is an address." : "\(source.host) is \(list)."
            return (.passed(text), found)
        case .unknown(let reason):
            let finding = StepFinding.failed(
                "This machine knows no host “\(source.host)”: \(reason).",
                advice: "Correct the host name, use its address, or add it to the name service of this machine.")
            return (finding, [])
        case .late:
            let finding = StepFinding.failed(
                "The name service gave no answer for “\(source.host)” in time.",
                advice: "Use the address of the host, or repair the name service of this machine.")
            return (finding, [])
        }
    }

    private static func port(_ source: DataSource, _ addresses: [HostAddress]) async -> StepFinding {
        let place = "\(source.host):\(source.port)"
        switch await probe(addresses, within: portDeadline) {
        case .open(let address): return .passed("Port \(source.port) of \(address.text) is open.")
        case .refused:
            return .failed(
                "Nothing listens on \(place).",
                advice: "Check the port, and that the server runs and listens on this address.")
        case .silent:
            return .failed(
                "\(place) does not answer.",
                advice: "Check the address, and that firewalls on the way let port \(source.port) pass.")
        case .unreachable(let reason):
            return .failed(
                "\(place) cannot be reached: \(reason).",
                advice: "Check the address and the routes of this machine.")
        }
    }
}
