extension Capabilities {
    /// What a server declares, for the field version that it is to speak at most: the arrays of 19c below 17, those of
    /// 23ai from there on, without pipelining, tokens and sessionless transactions, which we do not answer. Byte 44
    /// must stay 0: with its bit 0x10 ojdbc sends no reset after a break and waits for ever.
    package static func server(fieldVersion: UInt8, longStrings: Bool = true) -> Capabilities {
        var capabilities = fieldVersion < 17 ? server19 : server23
        capabilities.fieldVersion = fieldVersion
        if !longStrings { capabilities.runtime[6] &= ~0x04 }
        return capabilities
    }

    private static let server19 = Capabilities(
        compile: [
            0x06, 0x01, 0x01, 0x01, 0x6F, 0x01, 0x01, 0x0C, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x7F, 0xFF, 0x03,
            0x0F, 0x03, 0x03, 0x01, 0x01, 0xFF, 0x01, 0xFF, 0xFF, 0x01, 0x0B, 0x01, 0x01, 0xFF, 0x01, 0x06, 0x0B, 0xE2,
            0x01, 0x7F, 0x05, 0x0F, 0x7F, 0x0D, 0x03, 0x00, 0x01,
        ],
        runtime: [0x02, 0x01, 0x00, 0x01, 0x18, 0x00, 0x7F])

    private static let server23 = Capabilities(
        compile: [
            0x06, 0x01, 0x01, 0x01, 0xEF, 0x0F, 0x01, 0x18, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x7F, 0xFF, 0x03,
            0x10, 0x03, 0x03, 0x01, 0x01, 0xFF, 0x01, 0xFF, 0xFF, 0x01, 0x0C, 0x01, 0x01, 0xFF, 0x01, 0x06, 0x0C, 0xF6,
            0x09, 0x7F, 0x05, 0x0F, 0xFF, 0x0D, 0x0B, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ],
        runtime: [0x02, 0x01, 0x00, 0x01, 0x18, 0x00, 0x7F, 0x01, 0x00, 0x00, 0x00, 0x00])

    /// What our client declares: field version 24, no pipelining, no vectors, no native objects. The server's own
    /// field version lowers it, see `lowered`.
    package static let client: Capabilities = {
        var compile = [UInt8](repeating: 0, count: 55)
        let bytes: [(Int, UInt8)] = [
            (0, 6), (4, 0xEA), (7, 24), (8, 1), (15, 0x29), (16, 0x10), (17, 3), (18, 7), (19, 3), (21, 1), (23, 0xCF),
            (26, 4), (27, 1), (34, 12), (35, 0x20), (37, 0xB0), (39, 8), (40, 0x04), (42, 5),
        ]
        for (index, byte) in bytes { compile[index] = byte }
        var runtime = [UInt8](repeating: 0, count: 11)
        runtime[0] = 2
        runtime[6] = 0x05
        return Capabilities(compile: compile, runtime: runtime)
    }()

    /// These capabilities with the field version of the other side, if that is lower: what a client sends after it has
    /// seen the server's.
    package func lowered(to other: Capabilities) -> Capabilities {
        var lowered = self
        lowered.fieldVersion = min(fieldVersion, other.fieldVersion)
        return lowered
    }
}
