internal import CZlib

/// Compression of whole bodies.
enum Gzip {
    /// Nil when compression does not pay.
    static func compress(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 for the header and trailer of gzip.
        let begun = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
        )
        guard begun == Z_OK, let length = UInt32(exactly: bytes.count) else { return nil }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        guard let roomLength = UInt32(exactly: room) else { return nil }
        let packed = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, filled in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = roomLength
                filled = deflate(&stream, Z_FINISH) == Z_STREAM_END ? room - Int(stream.avail_out) : 0
            }
        }
        return packed.isEmpty || packed.count > bytes.count - bytes.count / 10 ? nil : packed
    }

    /// Whether a type is text inside.
    static func pays(for contentType: String) -> Bool {
        let type = contentType.split(separator: ";").first.map { trim($0).lowercased() } ?? ""
        return type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("+json")
            || ["application/json", "application/javascript", "application/xml", "image/svg+xml"].contains(type)
    }

    /// Whether `Accept-Encoding` takes gzip, with its weights.
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return false }
        var anything = false
        for part in header.split(separator: ",") {
            let pieces = part.split(separator: ";")
            guard let name = pieces.first.map({ trim($0).lowercased() }) else { continue }
            let refused = pieces.dropFirst().contains { piece in
                let piece = trim(piece).lowercased()
                return piece.hasPrefix("q=0") && piece.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" }
            }
            if name == "gzip" || name == "x-gzip" { return !refused }
            if name == "*" { anything = !refused }
        }
        return anything
    }
}
