/// The image of a value of XMLTYPE that holds its text. Real servers put large ones into a LOB and send its locator.
package enum XMLImage {
    /// Names SYS.XMLTYPE on the wire.
    package static let typeIdentity: [UInt8] = [UInt8](repeating: 0, count: 12) + [0, 2, 1, 0]

    private static let holdsText: UInt8 = 0x04
    private static let hasMore: UInt8 = 0x10

    package static func encode(_ text: [UInt8]) -> [UInt8] {
        var image: [UInt8] = [0x84, 0x01]
        let total = text.count + 8
        if total + 4 < 0xFE {
            image.append(UInt8(total))
        } else {
            let number = UInt32(clamping: total + 4)
            image.append(0xFE)
            for shift in [24, 16, 8, 0] as [UInt32] { image.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return image + [0x01, 0, 0, 0, holdsText] + text
    }

    /// The bytes of the text; nil when the image holds none, or is no image.
    package static func text(_ image: [UInt8]) -> [UInt8]? {
        guard image.count >= 3, image[0] & 0x94 == 0x84, image[1] == 1 else { return nil }
        let body = image.dropFirst(image[2] == 0xFE ? 7 : 3)
        guard body.count >= 5 else { return nil }
        let flags = body.dropFirst().prefix(4)
        guard flags[flags.startIndex + 3] & holdsText != 0 else { return nil }
        let skipped = flags[flags.startIndex + 1] & hasMore != 0 ? 9 : 5
        return body.count >= skipped ? Array(body.dropFirst(skipped)) : nil
    }
}
