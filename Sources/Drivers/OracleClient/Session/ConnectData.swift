internal import Glibc

/// The descriptor as it goes to the server: one address, what to connect to, who we are.
enum ConnectData {
    static func text(
        _ description: ConnectDescriptor.Description, _ address: ConnectDescriptor.Address, program: String,
        identity: String?
    ) -> String {
        let place = DescriptorNode(
            "ADDRESS",
            .nodes([
                DescriptorNode("PROTOCOL", address.transport.rawValue), DescriptorNode("HOST", address.host),
                DescriptorNode("PORT", "\(address.port)"),
            ]))
        var data: [DescriptorNode] = []
        if let service = description.service { data.append(DescriptorNode("SERVICE_NAME", service)) }
        if let sid = description.sid { data.append(DescriptorNode("SID", sid)) }
        if let type = description.serverType { data.append(DescriptorNode("SERVER", type.rawValue)) }
        if let instance = description.instance { data.append(DescriptorNode("INSTANCE_NAME", instance)) }
        data += description.otherConnectData
        if identity != nil {
            data.append(
                DescriptorNode(
                    "CID",
                    .nodes([
                        DescriptorNode("PROGRAM", clean(program)), DescriptorNode("HOST", clean(Client.host)),
                        DescriptorNode("USER", clean(Client.user)),
                    ])))
        }
        if let identity { data.append(DescriptorNode("CONNECTION_ID", .text(identity))) }
        return "(DESCRIPTION=\(place.description)(CONNECT_DATA=\(data.map(\.raw).joined())))"
    }

    /// Characters of the descriptor's grammar would break it.
    private static func clean(_ text: String) -> String {
        String(text.map { "()=".contains($0) ? "?" : $0 })
    }
}

extension DescriptorNode {
    /// Without quotes, which a listener does not expect in what we make ourselves.
    fileprivate var raw: String {
        switch content {
        case .nodes(let nodes): "(\(key)=\(nodes.map(\.raw).joined()))"
        case .text(let text): "(\(key)=\(text))"
        }
    }
}

/// Who we are, as the server shows it.
enum Client {
    static let host: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, 255) == 0 else { return "unknown" }
        return text(name)
    }()

    static let user: String = {
        var entry = passwd()
        var buffer = [CChar](repeating: 0, count: 4096)
        var found: UnsafeMutablePointer<passwd>?
        guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return "uid \(geteuid())" }
        return String(cString: name)
    }()

    static let processNumber = "\(getpid())"

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
