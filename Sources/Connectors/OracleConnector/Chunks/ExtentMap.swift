internal import OracleWire

/// Where the rows of a table lie: its segments, by their data object numbers, and the extents of each.
struct ExtentMap: Hashable, Sendable {
    struct Extent: Hashable, Sendable {
        let object: UInt32
        /// First block, as an address counts: file in ten bits, block in 22.
        let block: UInt32
        let blocks: UInt32
        let bytes: Int64

        /// In a tablespace of one big file the bits of the file number belong to the block.
        init?(object: Int64, file: Int64, block: Int64, blocks: Int64, bytes: Int64) {
            guard let object = UInt32(exactly: object), let blocks = UInt32(exactly: blocks), blocks > 0, bytes >= 0,
                let low = UInt32(exactly: block)
            else { return nil }
            self.object = object
            self.blocks = blocks
            self.bytes = bytes
            if file == ExtentMap.bigFile {
                self.block = low
            } else {
                guard (0..<1024).contains(file), low <= ExtentMap.blockMask else { return nil }
                self.block = UInt32(file) << 22 | low
            }
            guard self.block.addingReportingOverflow(blocks - 1).overflow == false else { return nil }
        }

        var last: UInt32 { block + (blocks - 1) }
    }

    static let bigFile: Int64 = 1024
    static let blockMask: UInt32 = 0x3F_FFFF
    static let lastSlot: UInt16 = 32_767

    /// Every segment of the table, those without extents too.
    private(set) var objects: [UInt32]
    private(set) var extents: [Extent]

    init(objects: [UInt32], extents: [Extent]) {
        self.objects = Set(objects).union(extents.map(\.object)).sorted()
        self.extents = extents.sorted { ($0.object, $0.block) < ($1.object, $1.block) }
    }

    var bytes: Int64 { extents.reduce(0) { $0 &+ $1.bytes } }

    /// One piece of the table: from the first slot of a block to the last slot of another.
    struct Piece: Hashable, Sendable {
        let object: UInt32
        let first: UInt32
        let last: UInt32
        let bytes: Int64

        var firstAddress: String { ExtentMap.address(object, first, slot: 0) }
        var lastAddress: String { ExtentMap.address(object, last, slot: ExtentMap.lastSlot) }
    }

    /// Pieces of about `bytesMax` behind an address, at most `countMax`. They touch each other and reach to the end of
    /// the address space of each segment: a row is in exactly one of them, whatever extents come later.
    func pieces(after last: PhysicalRowid?, bytesMax: Int64, countMax: Int) -> [Piece] {
        var found: [Piece] = []
        for object in objects {
            var start: UInt32 = 0
            if let last {
                if object < last.object { continue }
                if object == last.object {
                    let block = UInt32(last.file & 0x3FF) << 22 | last.block & ExtentMap.blockMask
                    if block == .max { continue }
                    start = block + 1
                }
            }
            cut(object, from: start, bytesMax: max(1, bytesMax), countMax: countMax, into: &found)
            if found.count >= countMax { break }
        }
        return found
    }

    private func cut(
        _ object: UInt32, from start: UInt32, bytesMax: Int64, countMax: Int, into found: inout [Piece]
    ) {
        var first = start
        var gathered: Int64 = 0
        for extent in extents[range(of: object)] where extent.last >= start {
            var block = max(extent.block, start)
            let perBlock = max(1, extent.bytes / Int64(extent.blocks))
            while true {
                let left = UInt32(extent.last - block)
                // The room in this piece, in blocks: at least one, so that every piece moves on.
                let room = max(gathered == 0 ? 1 : 0, (bytesMax - gathered) / perBlock)
                guard room <= Int64(left) else {
                    gathered += perBlock * (Int64(left) + 1)
                    break
                }
                guard room > 0 || gathered > 0 else { break }
                // A cut in front of the very first block of the piece would leave it empty.
                let end = block &+ UInt32(room)
                if end > first {
                    found.append(
                        Piece(object: object, first: first, last: end - 1, bytes: gathered + perBlock * room))
                    if found.count >= countMax { return }
                    first = end
                }
                gathered = 0
                block = end
            }
        }
        found.append(Piece(object: object, first: first, last: .max, bytes: gathered))
    }

    private func range(of object: UInt32) -> Range<Int> {
        func bound(_ isBelow: (UInt32) -> Bool) -> Int {
            var low = 0
            var high = extents.count
            while low < high {
                let middle = (low + high) / 2
                if isBelow(extents[middle].object) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return bound { $0 < object }..<bound { $0 <= object }
    }

    private static func address(_ object: UInt32, _ block: UInt32, slot: UInt16) -> String {
        PhysicalRowid(
            object: object, file: UInt16(block >> 22), block: block & blockMask, slot: slot
        ).text
    }
}
