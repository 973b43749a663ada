/// The content of a LOB. Text comes as UTF-8 and becomes UTF-16 when somebody asks for a part of it.
struct LOBValue {
    let kind: LOBStore.Kind
    /// nil for a temporary one, and for one whose row is not known.
    let place: LOBPlace?
    let isTemporary: Bool
    var isOpen = false
    /// The transaction in which it was read; nil when none had begun.
    var generation: Int?
    private var bytes: [UInt8]
    private var units: [UInt16]?

    init(kind: LOBStore.Kind, content: [UInt8], place: LOBPlace?, isTemporary: Bool) {
        self.kind = kind
        self.place = place
        self.isTemporary = isTemporary
        bytes = content
    }

    var byteCount: Int { bytes.count + (units?.count ?? 0) * 2 }

    var length: Int {
        mutating get {
            guard kind.isCharacter else { return bytes.count }
            return splitText().count
        }
    }

    /// In PostgreSQL's form.
    var stored: [UInt8] {
        guard let units else { return bytes }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    mutating func read(from start: Int, count: Int) -> [UInt8] {
        guard kind.isCharacter else {
            guard start < bytes.count else { return [] }
            return Array(bytes[start..<start + min(count, bytes.count - start)])
        }
        let units = splitText()
        guard start < units.count else { return [] }
        var out: [UInt8] = []
        let end = start + min(count, units.count - start)
        out.reserveCapacity((end - start) * 2)
        for unit in units[start..<end] {
            out.append(UInt8(truncatingIfNeeded: unit >> 8))
            out.append(UInt8(truncatingIfNeeded: unit))
        }
        return out
    }

    mutating func write(_ data: [UInt8], at start: Int) {
        guard kind.isCharacter else {
            Self.put(data, into: &bytes, at: start, filler: 0)
            return
        }
        var units = splitText()
        var added: [UInt16] = []
        added.reserveCapacity(data.count / 2)
        for at in stride(from: 0, to: data.count - 1, by: 2) {
            added.append(UInt16(data[at]) << 8 | UInt16(data[at + 1]))
        }
        self.units = nil
        Self.put(added, into: &units, at: start, filler: 32)
        self.units = units
        bytes = []
    }

    mutating func trim(to length: Int) {
        guard kind.isCharacter else {
            bytes.removeLast(max(0, bytes.count - length))
            return
        }
        var units = splitText()
        units.removeLast(max(0, units.count - length))
        self.units = units
        bytes = []
    }

    private mutating func splitText() -> [UInt16] {
        if let units { return units }
        let split = Array(String(decoding: bytes, as: UTF8.self).utf16)
        units = split
        return split
    }

    private static func put<Unit>(_ data: [Unit], into content: inout [Unit], at start: Int, filler: Unit) {
        if start > content.count { content += [Unit](repeating: filler, count: start - content.count) }
        let over = min(data.count, content.count - start)
        content.replaceSubrange(start..<start + over, with: data)
    }
}
