package import Bytes

extension PhysicalRowid {
    /// The longest text of a physical rowid, and its only length.
    package static var textLength: Int { 18 }
    /// Object, file, block and slot in big-endian order: how batches of rows hold a ROWID.
    package static var byteCount: Int { 12 }

    /// Takes twelve bytes, or the thirteen of a UROWID that begins with 1.
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        let start = bytes.count == 13 && bytes[0] == 1 ? 1 : 0
        guard bytes.count == PhysicalRowid.byteCount + start else { throw WireFailure("ROWID", .wrongForm) }
        object = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
        file = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt16.self))
        block = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 6, as: UInt32.self))
        slot = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 10, as: UInt16.self))
    }

    /// Writes twelve bytes.
    package func store(at place: UnsafeMutablePointer<UInt8>) {
        storeBig(object, at: place)
        UnsafeMutableRawPointer(place).storeBytes(of: file.bigEndian, toByteOffset: 4, as: UInt16.self)
        storeBig(block, at: place + 6)
        UnsafeMutableRawPointer(place).storeBytes(of: slot.bigEndian, toByteOffset: 10, as: UInt16.self)
    }

    /// Writes the 18 characters: six of the object, three of the file, six of the block, three of the slot.
    package func writeText(at place: UnsafeMutablePointer<UInt8>) {
        func put(_ number: UInt64, _ count: Int, _ start: Int) {
            var rest = number
            for at in 1...count {
                place[start + count - at] = PhysicalRowid.character(UInt8(rest & 63))
                rest >>= 6
            }
        }
        put(UInt64(object), 6, 0)
        put(UInt64(file), 3, 6)
        put(UInt64(block), 6, 9)
        put(UInt64(slot), 3, 15)
    }

    package var text: String {
        String(unsafeUninitializedCapacity: PhysicalRowid.textLength) { place in
            if let start = place.baseAddress { writeText(at: start) }
            return PhysicalRowid.textLength
        }
    }

    /// nil when the text is no physical rowid.
    package init?(text: UnsafeRawBufferPointer) {
        guard text.count == PhysicalRowid.textLength else { return nil }
        func number(_ start: Int, _ count: Int) -> UInt64? {
            var number: UInt64 = 0
            for at in start..<start + count {
                guard let digit = PhysicalRowid.value(text[at]) else { return nil }
                number = number << 6 | UInt64(digit)
            }
            return number
        }
        guard let object = number(0, 6).flatMap(UInt32.init(exactly:)),
            let file = number(6, 3).flatMap(UInt16.init(exactly:)),
            let block = number(9, 6).flatMap(UInt32.init(exactly:)),
            let slot = number(15, 3).flatMap(UInt16.init(exactly:))
        else { return nil }
        self.init(object: object, file: file, block: block, slot: slot)
    }

    package init?(_ text: String) {
        var text = text
        guard let rowid = text.withUTF8({ PhysicalRowid(text: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = rowid
    }

    static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: value + 65
        case 26..<52: value + 71
        case 52..<62: value &- 4
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 65...90: character - 65
        case 97...122: character - 71
        case 48...57: character + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

extension ByteWriter {
    /// The text of a UROWID's bytes: 18 characters when it is physical (first byte 1), else `*` and the rest in
    /// base 64 without padding.
    package mutating func append(urowid bytes: UnsafeRawBufferPointer) {
        if let rowid = try? PhysicalRowid(bytes) { return append(text: rowid.text) }
        append(UInt8(ascii: "*"))
        var bits: UInt32 = 0
        var width: UInt32 = 0
        for byte in bytes.dropFirst() {
            bits = bits << 8 | UInt32(byte)
            width += 8
            while width >= 6 {
                width -= 6
                append(PhysicalRowid.character(UInt8(truncatingIfNeeded: bits >> width & 63)))
            }
        }
        if width > 0 { append(PhysicalRowid.character(UInt8(truncatingIfNeeded: bits << (6 - width) & 63))) }
    }
}
