internal import OracleWire

/// From the first packet of a client to ACCEPT, or to the answer that sends it away.
struct ConnectPhase {
    let link: PacketLink
    let options: ServerOptions
    /// Where this listener can be reached, for REDIRECT.
    let place: (host: String, port: Int)

    /// What was agreed on; nil when the client was sent away.
    struct Agreement {
        var descriptor: ConnectDescriptor
        var accept: AcceptReply
    }

    /// More CONNECT packets on one socket than any client sends.
    private static let longestTrial = 10

    func run() throws(WireFailure) -> Agreement? {
        var resends = options.wire.resends
        for _ in 0..<Self.longestTrial {
            let packet = try link.receive()
            let flags = packet.header.flags
            var request = try ConnectRequest(packet)
            while !request.isComplete { try request.complete(try link.receive()) }
            let descriptor = ConnectDescriptor(request.descriptor)
            if let number = refusal(descriptor, request) {
                try refuse(number)
                return nil
            }
            if resends {
                resends = false
                try link.send(.resend, [])
                continue
            }
            if options.wire.redirects, !flags.contains(.redirected) {
                let address = "(ADDRESS=(PROTOCOL=\(protocolName))(HOST=\(place.host))(PORT=\(place.port)))"
                RedirectReply(address: address, connectData: request.descriptor).write(to: link.writer)
                try link.sendPackets()
                return nil
            }
            return Agreement(descriptor: descriptor, accept: try accept(request))
        }
        return nil
    }

    private var protocolName: String { options.certificateFile == nil ? "tcp" : "tcps" }

    private func refusal(_ descriptor: ConnectDescriptor, _ request: ConnectRequest) -> Int? {
        // Somebody asks the listener whether it is alive, as `tnsping` does: the answer is a refusal without an error.
        if descriptor.command != nil { return 0 }
        if request.lowestVersion > options.wire.version.packetVersion { return 12_547 }
        // Old clients know instances only: a listener for them answers to its services by that name as well
        // (USE_SID_AS_SERVICE_LISTENER).
        let services = [options.service, options.container]
        return descriptor.refusal(services: services, instances: services)
    }

    private func refuse(_ number: Int) throws(WireFailure) {
        RefuseReply(error: number).write(to: link.writer)
        try link.sendPackets()
    }

    private func accept(_ request: ConnectRequest) throws(WireFailure) -> AcceptReply {
        var reply = AcceptReply()
        reply.version = min(request.version, options.wire.version.packetVersion)
        let limit = reply.hasLargePackets ? options.wire.packetLimit : min(options.wire.packetLimit, 65_535)
        reply.packetSize = min(max(request.packetSize, 512), UInt32(limit))
        reply.encryption = options.wire.requiresEncryption ? [.required, .renegotiates] : reply.encryption
        if reply.version >= 318 {
            if options.wire.offersFastAuthentication { reply.flags.insert(.fastAuthentication) }
            if options.wire.offersEndOfResponse, reply.version >= 319 { reply.flags.insert(.endsResponses) }
        }
        reply.write(to: link.writer)
        try link.sendPackets()
        var dialect = link.dialect
        dialect.largePackets = reply.hasLargePackets
        dialect.packetSize = Int(reply.packetSize)
        link.dialect = dialect
        return reply
    }
}
