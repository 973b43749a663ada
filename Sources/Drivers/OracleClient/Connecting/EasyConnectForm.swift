/// Reads `[protocol://]host[,host…][:port][;host…]/[service][:server][/instance][?key=value&…]`.
enum EasyConnectForm {
    static func parse(_ text: String) throws(ConnectStringFailure) -> ConnectDescriptor {
        var rest = Substring(text)
        var transport = ConnectDescriptor.Transport.tcp
        if let mark = rest.range(of: "://") {
            transport = try DescriptorForm.transport(String(rest[..<mark.lowerBound]))
            rest = rest[mark.upperBound...]
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
        }
        var query: Substring?
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        let slash = rest.firstIndex(of: "/")
        let hosts = slash.map { rest[..<$0] } ?? rest
        var made = ConnectDescriptor.Description(try lists(hosts, transport))
        if let slash { try service(rest[rest.index(after: slash)...], &made) }
        if let query { try settings(query, &made) }
        return ConnectDescriptor([made])
    }

    private static func lists(
        _ text: Substring, _ transport: ConnectDescriptor.Transport
    ) throws(ConnectStringFailure) -> [ConnectDescriptor.AddressList] {
        var lists: [ConnectDescriptor.AddressList] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            var addresses: [ConnectDescriptor.Address] = []
            var waiting = 0
            for place in part.split(separator: ",", omittingEmptySubsequences: false) {
                let (host, port) = try hostAndPort(ConnectString.trimmed(place))
                addresses.append(ConnectDescriptor.Address(transport, host: host, port: port ?? 1521))
                waiting += 1
                // A port counts for all hosts before it that have none.
                if let port {
                    for at in (addresses.count - waiting)..<addresses.count { addresses[at].port = port }
                    waiting = 0
                }
            }
            lists.append(ConnectDescriptor.AddressList(addresses))
        }
        return lists
    }

    private static func hostAndPort(_ text: String) throws(ConnectStringFailure) -> (String, Int?) {
        var host = Substring(text)
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else {
                throw ConnectStringFailure("the bracket of an IPv6 address is not closed")
            }
            host = text[text.index(after: text.startIndex)..<end]
            let behind = text[text.index(after: end)...]
            guard behind.isEmpty || behind.hasPrefix(":") else {
                throw ConnectStringFailure("a port follows its host behind a colon")
            }
            if !behind.isEmpty { port = behind.dropFirst() }
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard !host.isEmpty else { throw ConnectStringFailure("a host is missing") }
        guard let port else { return (String(host), nil) }
        return (String(host), try DescriptorForm.number(String(port), "the port", 1...65_535))
    }

    private static func service(
        _ text: Substring, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw ConnectStringFailure("there is more than one slash behind the service") }
        let names = parts[0].split(separator: ":", omittingEmptySubsequences: false)
        guard names.count <= 2 else { throw ConnectStringFailure("there is more than one colon behind the service") }
        if let name = names.first, !name.isEmpty { made.service = String(name) }
        if names.count == 2 { made.serverType = try DescriptorForm.serverType(String(names[1])) }
        if parts.count == 2, !parts[1].isEmpty { made.instance = String(parts[1]) }
    }

    private static func settings(
        _ text: Substring, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        for pair in text.split(separator: "&") {
            guard let equals = pair.firstIndex(of: "=") else {
                throw ConnectStringFailure("a setting behind the ? has no value")
            }
            var value = ConnectString.trimmed(pair[pair.index(after: equals)...])
            if value.count >= 2, let first = value.first, first == value.last, first == "\"" || first == "'" {
                value = String(value.dropFirst().dropLast())
            }
            try apply(ConnectString.trimmed(pair[..<equals]).lowercased(), value, &made)
        }
    }

    /// Keys that mean nothing to us (pools, proxies) are passed over, as Oracle's clients do.
    private static func apply(
        _ key: String, _ value: String, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        switch key {
        case "connect_timeout": made.connectTimeout = try DescriptorForm.duration(value, key)
        case "transport_connect_timeout": made.transportTimeout = try DescriptorForm.duration(value, key)
        case "retry_count": made.retryCount = try DescriptorForm.number(value, key, 0...1_000_000)
        case "retry_delay": made.retryDelay = try DescriptorForm.duration(value, key)
        case "expire_time": made.expireTime = .seconds(60 * (try DescriptorForm.number(value, key, 0...100_000)))
        case "sdu": made.packetSize = try DescriptorForm.packetSize(value)
        case "wallet_location", "my_wallet_directory": made.security.walletLocation = value
        case "ssl_server_cert_dn": made.security.certificateName = value
        case "ssl_server_dn_match":
            made.security.matchesName = try DescriptorForm.flag(value, key) ?? true
        case "failover":
            made.failsOver = try DescriptorForm.flag(value, key) ?? true
            for at in made.lists.indices { made.lists[at].failsOver = made.failsOver }
        case "load_balance":
            made.balances = try DescriptorForm.flag(value, key) ?? false
            for at in made.lists.indices { made.lists[at].balances = made.balances }
        case "source_route":
            let routes = try DescriptorForm.flag(value, key) ?? false
            for at in made.lists.indices { made.lists[at].routes = routes }
        case "https_proxy", "https_proxy_port":
            throw ConnectStringFailure("a way through an HTTPS proxy is not offered; open a way to the database")
        default: break
        }
    }
}

extension Substring {
    /// The first place of a piece of ASCII.
    fileprivate func range(of piece: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(piece) { return at..<index(at, offsetBy: piece.count) }
            at = index(after: at)
        }
        return nil
    }
}
