/// The client's time zone in the old form that this negotiation keeps: eleven bytes, and the version of its zone table.
package struct NegotiatedZone: Sendable, Hashable {
    package var bytes: [UInt8]
    package var version: UInt32?

    /// UTC.
    package static let neutral: [UInt8] = [0x80, 0, 0, 0, 0x3C, 0x3C, 0x3C, 0x80, 0, 0, 0]

    package init(bytes: [UInt8] = NegotiatedZone.neutral, version: UInt32?) {
        precondition(bytes.count == 11, "the negotiated zone has eleven bytes")
        self.bytes = bytes
        self.version = version
    }

    init(from reader: WireReader, versioned: Bool) throws(WireFailure) {
        bytes = try reader.bytes(11, "time zone")
        version = versioned ? try reader.u32("time zone version") : nil
    }

    func encode(to writer: WireWriter) {
        writer.raw(bytes)
        if let version { writer.u32(version) }
    }
}
