internal import DecoyEngine

/// A LOB's number in the session inside of the bytes that clients keep as its locator. Clients look at four of them;
/// they may choose the length themselves when they make a temporary LOB, and get it back.
struct LobLocator: Hashable {
    let number: UInt64
    let kind: LOBStore.Kind
    let isTemporary: Bool

    static let usualLength = 40
    static let shortestLength = 24

    init(_ locator: LOBStore.Locator) {
        number = locator.number
        kind = locator.kind
        isTemporary = locator.isTemporary
    }

    /// nil when the bytes are no locator of ours.
    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes.prefix(Self.shortestLength))
        guard bytes.count == Self.shortestLength, bytes[20..<24].elementsEqual(Self.mark),
            let kind = Self.kinds.first(where: { $0.number == bytes[18] })?.kind
        else { return nil }
        self.kind = kind
        isTemporary = bytes[7] & 0x01 != 0
        number = bytes[10..<18].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let kinds: [(number: UInt8, kind: LOBStore.Kind)] = [
        (1, .clob), (2, .nclob), (3, .blob), (4, .bfile),
    ]
    private static let mark: [UInt8] = [0xDE, 0xC0, 0x1A, 0x0B]

    func bytes(length: Int = LobLocator.usualLength) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(length, Self.shortestLength))
        bytes[1] = UInt8(truncatingIfNeeded: bytes.count - 2)
        bytes[3] = kind == .bfile ? 3 : 1
        bytes[4] = kind == .blob ? 0x01 : kind == .bfile ? 0x08 : 0x02
        bytes[5] = 0x08
        // Character LOBs speak UTF-16 in big-endian order.
        bytes[6] = kind.isCharacter ? 0x80 : 0
        bytes[7] = isTemporary ? 0x01 : 0
        for at in 0..<8 { bytes[10 + at] = UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64(at))) }
        bytes[18] = Self.kinds.first { $0.kind == kind }?.number ?? 0
        for (at, byte) in Self.mark.enumerated() { bytes[20 + at] = byte }
        return bytes
    }
}
