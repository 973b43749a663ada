/// The second message: the client's character sets, its capabilities, and the data types that it knows.
package struct DataTypesRequest: WireReply, Sendable, Hashable {
    package static var type: MessageType { .dataTypes }

    package var charset: UInt16 = 873
    package var outputCharset: UInt16 = 873
    /// 0x01 multi-byte, 0x02 texts have lengths of their own.
    package var flags: UInt8 = 3
    package var capabilities: Capabilities
    /// Present exactly when bit 0 of runtime capability 1 says so; its version when compile capability 37 has 0x02.
    package var zone: NegotiatedZone?
    package var nationalCharset: UInt16 = 2000
    package var types: [DataTypeEntry]

    package init(capabilities: Capabilities, types: [DataTypeEntry]) {
        self.capabilities = capabilities
        self.types = types
        if hasZone { zone = NegotiatedZone(version: hasZoneVersion ? 0x20 : nil) }
    }

    package var textsHaveLengths: Bool { flags & 0x02 != 0 }
    private var hasZone: Bool { capabilities.runtime(1, has: 1) }
    private var hasZoneVersion: Bool { capabilities.compile(37, has: 0x02) }
    private var wide: Bool { capabilities.compile(27) != 0 }

    /// Whether scales are written as integers: the representation of type 27 is not 10.
    package var scalesAreIntegers: Bool { types.first { $0.type == 27 }?.representation != 10 }

    package init(from reader: WireReader) throws(WireFailure) {
        charset = try reader.littleU16("charset")
        outputCharset = try reader.littleU16("charset")
        flags = try reader.u8("data type flags")
        let longest = reader.longestValue
        reader.longestValue = 1024
        defer { reader.longestValue = longest }
        let compile = try reader.clr("capabilities") ?? []
        let runtime = try reader.clr("capabilities") ?? []
        capabilities = Capabilities(compile: compile, runtime: runtime)
        types = []
        if hasZone {
            zone = try NegotiatedZone(from: reader, versioned: hasZoneVersion)
            nationalCharset = try reader.littleU16("national charset")
        }
        types = try DataTypeEntry.list(from: reader, wide: wide)
    }

    package func encode(to writer: WireWriter) {
        precondition((zone != nil) == hasZone, "the time zone is sent exactly when the capabilities announce it")
        writer.littleU16(charset)
        writer.littleU16(outputCharset)
        writer.u8(flags)
        writer.clr(capabilities.compile)
        writer.clr(capabilities.runtime)
        if let zone {
            zone.encode(to: writer)
            writer.littleU16(nationalCharset)
        }
        DataTypeEntry.encode(types, wide: wide, to: writer)
    }

    /// What this message settles in the dialect, beside the capabilities.
    package func settle(_ dialect: inout WireDialect, server: Capabilities) {
        dialect.agree(client: capabilities, server: server)
        dialect.textsHaveLengths = textsHaveLengths
        dialect.scalesAreIntegers = scalesAreIntegers
    }
}

/// The server's list. Whether a zone stands in it follows from what the client sent.
package struct DataTypesReply: Sendable, Hashable {
    package var zone: NegotiatedZone?
    package var types: [DataTypeEntry]

    /// The usual answer: what the client said.
    package init(echoing request: DataTypesRequest) {
        zone = request.zone.map { NegotiatedZone(version: $0.version) }
        types = request.types
    }

    package init(from reader: WireReader, to request: DataTypesRequest) throws(WireFailure) {
        zone = nil
        if let sent = request.zone { zone = try NegotiatedZone(from: reader, versioned: sent.version != nil) }
        types = try DataTypeEntry.list(from: reader, wide: request.capabilities.compile(27) != 0)
    }

    /// Writes the type byte too.
    package func encode(to writer: WireWriter, for request: DataTypesRequest) {
        writer.type(.dataTypes)
        zone?.encode(to: writer)
        DataTypeEntry.encode(types, wide: request.capabilities.compile(27) != 0, to: writer)
    }
}
