/// How one side writes one data type. `conversion` 0: it does not know the type.
package struct DataTypeEntry: Sendable, Hashable {
    package var type: UInt16
    package var conversion: UInt16
    package var representation: UInt16

    package init(_ type: UInt16, _ conversion: UInt16, _ representation: UInt16) {
        self.type = type
        self.conversion = conversion
        self.representation = representation
    }

    /// The list runs to a type 0; entries have two or four words.
    static func list(from reader: WireReader, wide: Bool) throws(WireFailure) -> [DataTypeEntry] {
        func word() throws(WireFailure) -> UInt16 {
            wide ? try reader.u16("data type") : UInt16(try reader.u8("data type"))
        }
        var entries: [DataTypeEntry] = []
        while true {
            let type = try word()
            if type == 0 { return entries }
            guard entries.count < 4096 else {
                throw WireFailure("data types", offset: reader.offset, .tooLarge(announced: 4097, limit: 4096))
            }
            let conversion = try word()
            var representation: UInt16 = 0
            if conversion != 0 {
                representation = try word()
                _ = try word()
            }
            entries.append(DataTypeEntry(type, conversion, representation))
        }
    }

    static func encode(_ entries: [DataTypeEntry], wide: Bool, to writer: WireWriter) {
        func word(_ word: UInt16) {
            if wide { writer.u16(word) } else { writer.u8(UInt8(truncatingIfNeeded: word)) }
        }
        for entry in entries {
            word(entry.type)
            word(entry.conversion)
            guard entry.conversion != 0 else { continue }
            word(entry.representation)
            word(0)
        }
        word(0)
    }
}
