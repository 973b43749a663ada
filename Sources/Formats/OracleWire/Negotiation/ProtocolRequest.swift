/// The first message of TTC: which versions of the protocol the client speaks.
package struct ProtocolRequest: WireReply, Sendable, Hashable {
    package static var type: MessageType { .protocolNegotiation }
    /// Highest first.
    package var versions: [UInt8]
    package var banner: String

    package init(versions: [UInt8] = [6], banner: String) {
        self.versions = versions
        self.banner = banner
    }

    package init(from reader: WireReader) throws(WireFailure) {
        versions = try reader.untilNUL(limit: 64, "protocol versions")
        banner = String(decoding: try reader.untilNUL(limit: 1024, "client banner"), as: UTF8.self)
    }

    package func encode(to writer: WireWriter) {
        writer.raw(versions)
        writer.u8(0)
        writer.nulTerminated(banner)
    }
}
