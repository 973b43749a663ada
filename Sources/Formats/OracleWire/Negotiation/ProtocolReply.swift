/// The server's answer: its character sets and its capabilities.
package struct ProtocolReply: WireReply, Sendable, Hashable {
    package static var type: MessageType { .protocolNegotiation }
    package var version: UInt8 = 6
    package var banner = "x86_64/Linux 2.4.xx"
    package var charset: UInt16 = 873
    package var flags: UInt8 = 1
    /// The formats of the server's machine. Clients read the national character set out of it and nothing else.
    package var formats: [UInt8]
    package var capabilities: Capabilities

    package init(capabilities: Capabilities, nationalCharset: UInt16 = 2000) {
        self.capabilities = capabilities
        formats = ProtocolReply.formats(nationalCharset: nationalCharset)
    }

    package init(from reader: WireReader) throws(WireFailure) {
        version = try reader.u8("protocol version")
        try reader.skip(1, "protocol version")
        banner = String(decoding: try reader.untilNUL(limit: 1024, "server banner"), as: UTF8.self)
        charset = try reader.littleU16("charset")
        flags = try reader.u8("server flags")
        let elements = Int(try reader.littleU16("charset elements"))
        try reader.skip(elements * 5, "charset elements")
        formats = try reader.bytes(Int(try reader.u16("formats")), "formats")
        let compile = try reader.bytes(Int(try reader.u8("capabilities")), "capabilities")
        let runtime = try reader.bytes(Int(try reader.u8("capabilities")), "capabilities")
        capabilities = Capabilities(compile: compile, runtime: runtime)
    }

    package func encode(to writer: WireWriter) {
        writer.u8(version)
        writer.u8(0)
        writer.nulTerminated(banner)
        writer.littleU16(charset)
        writer.u8(flags)
        writer.littleU16(0)
        writer.u16(UInt16(clamping: formats.count))
        writer.raw(formats)
        for part in [capabilities.compile, capabilities.runtime] {
            precondition(part.count <= 255, "an array of capabilities has at most 255 bytes")
            writer.u8(UInt8(part.count))
            writer.raw(part)
        }
    }

    /// Two bytes of the formats say how far in the national character set stands.
    private static let nationalBase = 6

    package var nationalCharset: UInt16? {
        guard formats.count > 6 else { return nil }
        let place = ProtocolReply.nationalBase + Int(formats[5]) + Int(formats[6])
        guard place + 4 < formats.count else { return nil }
        return UInt16(formats[place + 3]) << 8 | UInt16(formats[place + 4])
    }

    private static func formats(nationalCharset: UInt16) -> [UInt8] {
        var formats = [UInt8](repeating: 0, count: 100)
        formats[3] = 0x60
        formats[4] = 1
        formats[5] = 36
        formats[6] = 15
        let place = nationalBase + 36 + 15
        formats[place + 1] = UInt8(873 >> 8)
        formats[place + 2] = UInt8(873 & 0xFF)
        formats[place + 3] = UInt8(nationalCharset >> 8)
        formats[place + 4] = UInt8(nationalCharset & 0xFF)
        return formats
    }
}
