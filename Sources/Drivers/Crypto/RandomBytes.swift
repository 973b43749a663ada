internal import COpenSSL

/// Bytes from the kernel's generator.
package enum RandomBytes {
    package static func make(_ count: Int) -> [UInt8] {
        precondition(count >= 0, "a count of random bytes is not negative")
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let refused = co_random(buffer.baseAddress, count)
            precondition(refused == 0, "the kernel gave no random bytes: errno \(refused)")
            filled = count
        }
    }

    /// 256 bits in base64url: a session or a file of one-time use that nobody can guess.
    package static func token() -> String { Base64.urlText(make(32)) }
}
