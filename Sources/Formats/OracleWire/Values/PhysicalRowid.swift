/// The address of a row. Its order is that of object, file, block and slot.
package struct PhysicalRowid: Sendable, Hashable {
    /// The data object number.
    package var object: UInt32 = 0
    /// The relative file number: ten bits.
    package var file: UInt16 = 0
    /// The block within the file: 22 bits.
    package var block: UInt32 = 0
    package var slot: UInt16 = 0

    package init() {}

    package init(object: UInt32, file: UInt16, block: UInt32, slot: UInt16) {
        self.object = object
        self.file = file
        self.block = block
        self.slot = slot
    }

    package var isZero: Bool { self == PhysicalRowid() }

    /// The five fields as they stand in rows and at the end of a call.
    package init(from reader: WireReader) throws(WireFailure) {
        object = try reader.ub4("rowid object")
        file = try reader.ub2("rowid file")
        _ = try reader.u8("rowid")
        block = try reader.ub4("rowid block")
        slot = try reader.ub2("rowid slot")
    }

    func encode(to writer: WireWriter) {
        writer.ub(object)
        writer.ub(file)
        writer.u8(0)
        writer.ub(block)
        writer.ub(slot)
    }
}

extension PhysicalRowid: Comparable {
    package static func < (a: PhysicalRowid, b: PhysicalRowid) -> Bool {
        (a.object, a.file, a.block, a.slot) < (b.object, b.file, b.block, b.slot)
    }
}
