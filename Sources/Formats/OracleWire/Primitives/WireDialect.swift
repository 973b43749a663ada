/// What two sides have agreed on in one session: it decides which fields are present and how some of them are written.
/// A reader and a writer each hold one; the owner sets it again after each step of the negotiation.
package struct WireDialect: Sendable, Hashable {
    /// The field version of TTC: 7 is 12.1, 8 is 12.2, 12 is 19c, 16 is 21c, 17…24 are steps of 23ai.
    package var fieldVersion: UInt8 = 24
    /// Texts (user name, SQL, end-to-end strings) carry a length of their own in front. ojdbc switches it off.
    package var textsHaveLengths = true
    /// Scales of numbers, timestamps and intervals are compressed integers in metadata instead of one signed byte:
    /// the representation 1 of data type 27.
    package var scalesAreIntegers = false
    /// The chunks of long values have compressed lengths instead of one byte.
    package var bigChunks = true
    /// End-of-call messages begin with a call status.
    package var hasCallStatus = true
    /// End-of-call messages carry an end-to-end sequence number.
    package var hasSequence = true
    /// Each reply ends with message 29, and its last packet with a flag.
    package var endsResponses = false
    /// VARCHAR2 and RAW hold up to 32 767 bytes instead of 4000.
    package var hasLongStrings = true
    /// Entries of the list of data types are 16 bits wide.
    package var wideTypeList = true
    /// Packets have lengths of four bytes: TNS version 315 and above, after ACCEPT.
    package var largePackets = false
    /// The largest packet either side may send, header included.
    package var packetSize = 8192

    package init() {}

    /// What follows from the capabilities that both sides declared. Packet sizes and the form of texts and scales are
    /// settled elsewhere and are kept.
    package mutating func agree(client: Capabilities, server: Capabilities) {
        fieldVersion = min(client.fieldVersion, server.fieldVersion)
        bigChunks = client.compile(37, has: 0x20) && server.compile(37, has: 0x20)
        hasCallStatus = client.compile(15, has: 0x01) && server.compile(15, has: 0x01)
        hasSequence = client.compile(16, has: 0x10) && server.compile(16, has: 0x10)
        hasLongStrings = client.runtime(6, has: 0x04) && server.runtime(6, has: 0x04)
        wideTypeList = client.compile(27) != 0
    }

    /// The longest text or byte string that is sent in its place; longer binds go to the end of their row.
    package var longestString: Int { hasLongStrings ? 32_767 : 4000 }
}

/// The two arrays of capabilities that a side declares. A byte beyond the end of an array counts as zero.
package struct Capabilities: Sendable, Hashable {
    package var compile: [UInt8]
    package var runtime: [UInt8]

    package init(compile: [UInt8], runtime: [UInt8]) {
        self.compile = compile
        self.runtime = runtime
    }

    package func compile(_ index: Int) -> UInt8 { index < compile.count ? compile[index] : 0 }
    package func runtime(_ index: Int) -> UInt8 { index < runtime.count ? runtime[index] : 0 }
    package func compile(_ index: Int, has bits: UInt8) -> Bool { compile(index) & bits == bits }
    package func runtime(_ index: Int, has bits: UInt8) -> Bool { runtime(index) & bits == bits }

    package var fieldVersion: UInt8 {
        get { compile(7) }
        set {
            while compile.count < 8 { compile.append(0) }
            compile[7] = newValue
        }
    }
}
