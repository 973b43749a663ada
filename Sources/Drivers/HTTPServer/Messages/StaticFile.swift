/// A file served from memory: kept once, compressed once, sent without a copy.
package final class StaticFile: Sendable {
    package let contentType: String
    /// Quoted, as the header has it.
    package let etag: String
    package let byteCount: Int
    let plain: Memory
    let packed: Memory?

    /// Without an etag one is made from the content.
    package init(bytes: [UInt8], contentType: String, etag: String? = nil) {
        self.contentType = contentType
        byteCount = bytes.count
        plain = Memory(bytes)
        packed =
            Gzip.pays(for: contentType) && bytes.count > 256 ? Gzip.compress(bytes, level: 9).map(Memory.init) : nil
        let tag = etag ?? Self.fingerprint(bytes)
        self.etag = tag.hasPrefix("\"") ? tag : "\"\(tag)\""
    }

    /// 128 bits by two FNV-1a hashes of different beginnings: tells versions of a file apart, proves nothing.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var a: UInt64 = 0xcbf2_9ce4_8422_2325
        var b: UInt64 = 0x6c62_272e_07bb_0142
        for byte in bytes {
            a = (a ^ UInt64(byte)) &* 0x100_0000_01b3
            b = (b ^ UInt64(byte &+ 0x5d)) &* 0x100_0000_01b3
        }
        return String(a, radix: 36) + String(b, radix: 36) + "-" + String(bytes.count, radix: 36)
    }

    /// Whether `If-None-Match` names this content.
    func matches(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let tag = trim(part)
            return tag == "*" || tag == etag || (tag.hasPrefix("W/") && tag.dropFirst(2) == etag)
        }
    }

    /// Bytes at an address that does not move.
    final class Memory: @unchecked Sendable {
        let buffer: UnsafeRawBufferPointer

        init(_ bytes: [UInt8]) {
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
            copy.copyBytes(from: bytes)
            buffer = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<bytes.count])
        }

        deinit { UnsafeMutableRawBufferPointer(mutating: buffer).deallocate() }
    }
}
