/// Reads `(DESCRIPTION=…)`, `(DESCRIPTION_LIST=…)` and a bare `(ADDRESS=…)`.
enum DescriptorForm {
    static func parse(_ text: String) throws(ConnectStringFailure) -> ConnectDescriptor {
        guard let node = DescriptorNode.parse(text) else {
            throw ConnectStringFailure("the brackets of the descriptor do not match")
        }
        switch node.key {
        case "DESCRIPTION": return ConnectDescriptor([try description(node)])
        case "ADDRESS": return ConnectDescriptor([try description(DescriptorNode("DESCRIPTION", .nodes([node])))])
        case "DESCRIPTION_LIST":
            var descriptions: [ConnectDescriptor.Description] = []
            for child in node.nodes where child.key == "DESCRIPTION" { descriptions.append(try description(child)) }
            guard !descriptions.isEmpty else { throw ConnectStringFailure("the DESCRIPTION_LIST is empty") }
            var all = ConnectDescriptor(descriptions)
            // Lists of descriptions are balanced unless they say otherwise.
            all.balances = try flag(node["LOAD_BALANCE"], "LOAD_BALANCE") ?? true
            all.failsOver = try flag(node["FAILOVER"], "FAILOVER") ?? true
            return all
        default: throw ConnectStringFailure("a descriptor begins with DESCRIPTION, not with \(node.key)")
        }
    }

    private static func description(
        _ node: DescriptorNode
    ) throws(ConnectStringFailure) -> ConnectDescriptor.Description {
        var lists: [ConnectDescriptor.AddressList] = []
        var direct = ConnectDescriptor.AddressList([])
        for child in node.nodes {
            switch child.key {
            case "ADDRESS": direct.addresses.append(try address(child))
            case "ADDRESS_LIST": lists.append(try list(child))
            default: break
            }
        }
        let balances = try flag(node["LOAD_BALANCE"], "LOAD_BALANCE") ?? false
        let failsOver = try flag(node["FAILOVER"], "FAILOVER") ?? true
        if !direct.addresses.isEmpty {
            direct.balances = balances
            direct.failsOver = failsOver
            direct.routes = try flag(node["SOURCE_ROUTE"], "SOURCE_ROUTE") ?? false
            lists.insert(direct, at: 0)
        }
        guard lists.contains(where: { !$0.addresses.isEmpty }) else {
            throw ConnectStringFailure("the DESCRIPTION has no ADDRESS")
        }
        var made = ConnectDescriptor.Description(lists)
        made.balances = balances
        made.failsOver = failsOver
        try settings(node, &made)
        if let data = node.nodes.first(where: { $0.key == "CONNECT_DATA" }) { try connectData(data, &made) }
        if let security = node.nodes.first(where: { $0.key == "SECURITY" }) { try Self.security(security, &made) }
        return made
    }

    private static func settings(
        _ node: DescriptorNode, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        made.connectTimeout = try node["CONNECT_TIMEOUT"].map { (text) throws(ConnectStringFailure) in
            try duration(text, "CONNECT_TIMEOUT")
        }
        made.transportTimeout = try node["TRANSPORT_CONNECT_TIMEOUT"].map { (text) throws(ConnectStringFailure) in
            try duration(text, "TRANSPORT_CONNECT_TIMEOUT")
        }
        if let text = node["RETRY_COUNT"] { made.retryCount = try number(text, "RETRY_COUNT", 0...1_000_000) }
        if let text = node["RETRY_DELAY"] { made.retryDelay = try duration(text, "RETRY_DELAY") }
        if let text = node["EXPIRE_TIME"] {
            made.expireTime = .seconds(60 * (try number(text, "EXPIRE_TIME", 0...100_000)))
        }
        if let text = node["SDU"] { made.packetSize = try packetSize(text) }
    }

    private static func connectData(
        _ node: DescriptorNode, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        for child in node.nodes {
            switch (child.key, child.text) {
            case ("SERVICE_NAME", let text?): made.service = text
            case ("SID", let text?): made.sid = text
            case ("INSTANCE_NAME", let text?): made.instance = text
            case ("SERVER", let text?): made.serverType = try serverType(text)
            // Ours replace them.
            case ("CID", _), ("CONNECTION_ID", _), ("CONNECTION_ID_PREFIX", _): break
            default: made.otherConnectData.append(child)
            }
        }
    }

    private static func security(
        _ node: DescriptorNode, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        if let matches = try flag(node["SSL_SERVER_DN_MATCH"], "SSL_SERVER_DN_MATCH") {
            made.security.matchesName = matches
        }
        made.security.certificateName = node["SSL_SERVER_CERT_DN"]
        made.security.walletLocation = node["MY_WALLET_DIRECTORY"] ?? node["WALLET_LOCATION"]
    }

    private static func list(_ node: DescriptorNode) throws(ConnectStringFailure) -> ConnectDescriptor.AddressList {
        var made = ConnectDescriptor.AddressList([])
        for child in node.nodes where child.key == "ADDRESS" { made.addresses.append(try address(child)) }
        made.balances = try flag(node["LOAD_BALANCE"], "LOAD_BALANCE") ?? false
        made.failsOver = try flag(node["FAILOVER"], "FAILOVER") ?? true
        made.routes = try flag(node["SOURCE_ROUTE"], "SOURCE_ROUTE") ?? false
        return made
    }

    private static func address(_ node: DescriptorNode) throws(ConnectStringFailure) -> ConnectDescriptor.Address {
        guard let host = node["HOST"], !host.isEmpty else { throw ConnectStringFailure("an ADDRESS has no HOST") }
        let transport = try transport(node["PROTOCOL"] ?? "tcp")
        let port = try node["PORT"].map { (text) throws(ConnectStringFailure) in try number(text, "PORT", 1...65_535) }
        return ConnectDescriptor.Address(transport, host: host, port: port ?? 1521)
    }

    static func transport(_ text: String) throws(ConnectStringFailure) -> ConnectDescriptor.Transport {
        guard let transport = ConnectDescriptor.Transport(rawValue: text.lowercased()) else {
            throw ConnectStringFailure("the protocol \(text) is not tcp or tcps")
        }
        return transport
    }

    static func serverType(_ text: String) throws(ConnectStringFailure) -> ConnectDescriptor.ServerType {
        guard let type = ConnectDescriptor.ServerType(rawValue: text.lowercased()) else {
            throw ConnectStringFailure("the server type \(text) is not dedicated, shared or pooled")
        }
        return type
    }

    static func packetSize(_ text: String) throws(ConnectStringFailure) -> Int {
        max(512, min(2_097_152, try number(text, "SDU", 0...1_000_000_000)))
    }

    static func number(
        _ text: String, _ name: String, _ range: ClosedRange<Int>
    ) throws(ConnectStringFailure) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw ConnectStringFailure("\(name) is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    static func flag(_ text: String?, _ name: String) throws(ConnectStringFailure) -> Bool? {
        switch text?.lowercased() {
        case nil: return nil
        case "on", "yes", "true": return true
        case "off", "no", "false": return false
        default: throw ConnectStringFailure("\(name) is neither on nor off")
        }
    }

    /// Seconds, or a number with its unit: `500ms`, `5s`, `2 min`.
    static func duration(_ text: String, _ name: String) throws(ConnectStringFailure) -> Duration {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let amount = Double(digits), amount >= 0, amount < 1e9 else {
            throw ConnectStringFailure("\(name) is no time")
        }
        switch unit {
        case "ms", "msec": return .milliseconds(amount)
        case "", "s", "sec", "secs", "second", "seconds": return .seconds(amount)
        case "m", "min", "mins", "minute", "minutes": return .seconds(amount * 60)
        case "h", "hr", "hrs", "hour", "hours": return .seconds(amount * 3600)
        default: throw ConnectStringFailure("\(name) has the unknown unit \(unit)")
        }
    }
}
