internal import Glibc
internal import Synchronization

/// The changes of one region's offset, from a zone file (TZif, version 2 and later).
final class ZoneRules: Sendable {
    private let moments: [Int64]
    private let offsets: [Int]
    private let firstOffset: Int

    private static let known = Mutex<[String: ZoneRules?]>([:])

    static func named(_ name: String) -> ZoneRules? {
        if let found = known.withLock({ $0[name] }) { return found }
        let rules = read(name).flatMap { ZoneRules($0) }
        known.withLock { $0[name] = .some(rules) }
        return rules
    }

    func offset(atUTC seconds: Int64) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    private static func read(_ name: String) -> [UInt8]? {
        let isName = name.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !name.contains("..") && !name.hasPrefix("/")
        guard isName, !name.isEmpty, let file = fopen("/usr/share/zoneinfo/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 18)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }

    /// nil when the bytes are no zone file.
    init?(_ bytes: [UInt8]) {
        // The first block has times of 32 bits; the second, of 64, follows it.
        guard let first = Header(bytes, 0) else { return nil }
        let second = 44 + first.length(4)
        guard let header = Header(bytes, second), bytes.count >= second + 44 + header.length(8) else { return nil }
        let start = second + 44
        var moments: [Int64] = []
        var offsets: [Int] = []
        let kinds = start + header.timeCount * 9
        func offset(_ kind: Int) -> Int {
            let place = kinds + kind * 6
            guard place + 4 <= bytes.count else { return 0 }
            return Int(Int32(truncatingIfNeeded: Self.number(bytes, place, 4)))
        }
        for index in 0..<header.timeCount {
            moments.append(Int64(bitPattern: Self.number(bytes, start + index * 8, 8)))
            offsets.append(offset(Int(bytes[start + header.timeCount * 8 + index])))
        }
        self.moments = moments
        self.offsets = offsets
        firstOffset = header.typeCount > 0 ? offset(0) : 0
    }

    private struct Header {
        let timeCount: Int
        let typeCount: Int
        private let others: (leap: Int, characters: Int, standard: Int, universal: Int)

        init?(_ bytes: [UInt8], _ at: Int) {
            guard at >= 0, bytes.count >= at + 44, Array(bytes[at..<at + 4]) == Array("TZif".utf8) else { return nil }
            let counts = (0..<6).map { Int(ZoneRules.number(bytes, at + 20 + $0 * 4, 4)) }
            guard counts.allSatisfy({ $0 < 1 << 20 }) else { return nil }
            others = (counts[2], counts[5], counts[1], counts[0])
            timeCount = counts[3]
            typeCount = counts[4]
        }

        func length(_ size: Int) -> Int {
            timeCount * (size + 1) + typeCount * 6 + others.characters + others.leap * (size + 4) + others.standard
                + others.universal
        }
    }

    private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
        guard at >= 0, at + count <= bytes.count else { return 0 }
        return bytes[at..<at + count].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
