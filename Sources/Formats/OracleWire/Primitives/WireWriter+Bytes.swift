extension WireWriter {
    /// Data in one piece up to this length has the short form of CLR.
    @inlinable package static var longestShort: Int { 252 }
    @usableFromInline static var chunkLength: Int { 32_767 }

    /// Null, as CLR or as DALC.
    @inlinable
    package func null() { u8(0) }

    /// Counted bytes (CLR). Empty data is null.
    @inlinable
    package func clr(_ start: UnsafeRawPointer, count: Int) {
        if count <= longestInOnePiece {
            if limit &- used > count {
                let place = memory + used
                place[0] = UInt8(truncatingIfNeeded: count)
                UnsafeMutableRawPointer(place + 1).copyMemory(from: start, byteCount: count)
                used &+= count &+ 1
            } else {
                u8(UInt8(truncatingIfNeeded: count))
                raw(start, count: count)
            }
        } else {
            chunks(start, count: count)
        }
    }

    @inlinable
    package func clr(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return null() }
        clr(start, count: bytes.count)
    }

    package func clr(_ bytes: RawSpan) { bytes.withUnsafeBytes { clr($0) } }

    /// nil is null.
    package func clr(_ bytes: [UInt8]?) {
        guard let bytes else { return null() }
        bytes.withUnsafeBytes { clr($0) }
    }

    package func clr(text: String) {
        var text = text
        text.withUTF8 { clr(UnsafeRawBufferPointer($0)) }
    }

    @usableFromInline
    func chunks(_ start: UnsafeRawPointer, count: Int) {
        beginChunks()
        chunk(start, count: count)
        endChunks()
    }

    /// Opens a value whose length is not known yet: any number of `chunk`, then `endChunks`.
    package func beginChunks() { u8(0xFE) }

    package func chunk(_ start: UnsafeRawPointer, count: Int) {
        var from = start
        var left = count
        let largest = min(longestChunk, dialect.bigChunks ? WireWriter.chunkLength : WireWriter.longestShort)
        while left > 0 {
            let step = min(left, largest)
            if dialect.bigChunks { ub(step) } else { u8(UInt8(truncatingIfNeeded: step)) }
            raw(from, count: step)
            from += step
            left -= step
        }
    }

    package func chunk(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        chunk(start, count: bytes.count)
    }

    package func endChunks() { u8(0) }

    /// Bytes with two lengths (DALC); nil and empty are null.
    package func dalc(_ bytes: [UInt8]?) {
        guard let bytes, !bytes.isEmpty else { return null() }
        ub(bytes.count)
        clr(bytes)
    }

    package func dalc(text: String) {
        var text = text
        text.withUTF8 { bytes in
            if bytes.isEmpty { return null() }
            ub(bytes.count)
            clr(UnsafeRawBufferPointer(bytes))
        }
    }

    /// A length and a CLR if it is not zero.
    package func counted(_ bytes: [UInt8]?) { dalc(bytes) }

    /// Text (CHR) whose length the message announced before.
    package func chr(_ bytes: [UInt8]) {
        if dialect.textsHaveLengths { clr(bytes) } else { raw(bytes) }
    }

    package func chr(text: String) {
        var text = text
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            if dialect.textsHaveLengths { clr(bytes) } else { raw(bytes) }
        }
    }

    /// A text with a NUL behind it.
    package func nulTerminated(_ text: String) {
        raw(Array(text.utf8))
        u8(0)
    }
}
