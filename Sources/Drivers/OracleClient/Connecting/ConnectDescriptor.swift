/// Where a database is and how to get there, whatever the form it was written in.
package struct ConnectDescriptor: Hashable, Sendable {
    /// Tried in order, or in any order with `balances`; more than one only from a DESCRIPTION_LIST.
    package var descriptions: [Description]
    package var failsOver = true
    package var balances = false

    package init(_ descriptions: [Description]) { self.descriptions = descriptions }

    package enum Transport: String, Hashable, Sendable {
        case tcp
        case tcps
    }

    package struct Address: Hashable, Sendable {
        package var transport: Transport
        package var host: String
        package var port: Int

        package init(_ transport: Transport = .tcp, host: String, port: Int = 1521) {
            self.transport = transport
            self.host = host
            self.port = port
        }
    }

    package struct AddressList: Hashable, Sendable {
        package var addresses: [Address]
        package var failsOver = true
        package var balances = false
        /// The first address is a proxy that knows the way to the next ones.
        package var routes = false

        package init(_ addresses: [Address]) { self.addresses = addresses }
    }

    package enum ServerType: String, Hashable, Sendable {
        case dedicated, shared, pooled
    }

    package struct Security: Hashable, Sendable {
        /// Whether the certificate must name the host (or be the one of `certificateName`).
        package var matchesName = true
        package var certificateName: String?
        package var walletLocation: String?

        package init() {}
    }

    package struct Description: Hashable, Sendable {
        package var lists: [AddressList]
        package var service: String?
        package var sid: String?
        package var serverType: ServerType?
        package var instance: String?
        /// What else stood in CONNECT_DATA; it goes to the server as it is.
        package var otherConnectData: [DescriptorNode] = []
        package var failsOver = true
        package var balances = false
        package var connectTimeout: Duration?
        package var transportTimeout: Duration?
        package var retryCount = 0
        package var retryDelay = Duration.seconds(1)
        /// Silence after which the peer is probed.
        package var expireTime: Duration?
        package var packetSize = 8192
        package var security = Security()

        package init(_ lists: [AddressList]) { self.lists = lists }

        /// Every address once, in the order in which they are tried.
        package func order(using random: inout some RandomNumberGenerator) -> [Address] {
            let lists = balances ? lists.shuffled(using: &random) : lists
            var all: [Address] = []
            for list in lists {
                let addresses = list.balances ? list.addresses.shuffled(using: &random) : list.addresses
                all += list.failsOver && !list.routes ? addresses : Array(addresses.prefix(1))
            }
            return failsOver ? all : Array(all.prefix(1))
        }
    }

    /// The descriptions in the order in which they are tried.
    package func order(using random: inout some RandomNumberGenerator) -> [Description] {
        let all = balances ? descriptions.shuffled(using: &random) : descriptions
        return failsOver ? all : Array(all.prefix(1))
    }
}

extension ConnectDescriptor.Description {
    /// `host:port/service` of the first address, for messages.
    package var place: String {
        let name = service ?? sid ?? ""
        guard let first = lists.first?.addresses.first else { return "/\(name)" }
        let host = first.host.contains(":") ? "[\(first.host)]" : first.host
        return "\(host):\(first.port)/\(name)"
    }
}
