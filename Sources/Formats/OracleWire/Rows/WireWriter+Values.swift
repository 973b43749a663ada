// The values of rows as a server writes them. Text, numbers, dates and all other values without a form of their own are
// written with `clr`, or with `short` straight into the packet.
extension WireWriter {
    /// The type byte in front of a row.
    @inlinable
    package func beginRow() { u8(MessageType.rowData.rawValue) }

    /// A value of at most `longest` bytes, written by `body`, which gives the length it has used; 0 is null.
    @inlinable
    package func short(_ longest: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        precondition(longest <= WireWriter.longestShort, "a short value fits the short form")
        if limit &- used > longest {
            let place = memory + used
            let length = body(place + 1)
            precondition(length >= 0 && length <= longest, "a value is as long as it was announced")
            place[0] = UInt8(truncatingIfNeeded: length)
            used &+= length &+ 1
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { place in
            guard let start = place.baseAddress else { return null() }
            let length = body(start)
            precondition(length >= 0 && length <= longest, "a value is as long as it was announced")
            clr(start, count: length)
        }
    }

    /// A NUMBER of an integer.
    package func number(_ number: Int64) { short(OracleNumber.longest) { OracleNumber.store(number, at: $0) } }

    /// A ROWID as a column of type 11; nil is null.
    package func rowid(_ rowid: PhysicalRowid?) {
        guard let rowid else { return null() }
        u8(14)
        rowid.encode(to: self)
    }

    /// A UROWID: the bytes within a second length. nil is null.
    package func urowid(_ bytes: [UInt8]?) {
        guard let bytes, !bytes.isEmpty else { return null() }
        let inner = WireWriter(dialect: dialect, frames: false)
        inner.clr(bytes)
        // The outer bytes say only that there is a value; real servers repeat the length there.
        clr([UInt8(truncatingIfNeeded: bytes.count)])
        raw(inner.array)
    }

    /// What stands behind every value of a LONG column, null or not.
    package func longTail() {
        u8(0)
        u8(0)
    }

    /// A LOB as its column was defined; nil is null. `content` is written with the prefetching forms only.
    package func lob(_ lob: OutgoingLob?, _ layout: ValueLayout) {
        guard let lob, !lob.locator.isEmpty else { return null() }
        ub(lob.locator.count)
        switch layout {
        case .lobWithLength, .textLobPrefetched, .byteLobPrefetched, .inlineLob:
            ub(lob.size)
            ub(lob.chunkSize)
            if layout == .textLobPrefetched {
                u8(1)
                ub(CharsetNumber.al16utf16)
                u8(lob.form.rawValue)
            }
            if layout != .lobWithLength { clr(lob.content) }
        default: break
        }
        clr(lob.locator)
    }

    /// A REF CURSOR; nil is null.
    package func cursor(_ body: DescribeBody?, number: UInt16) {
        guard let body else { return null() }
        u8(1)
        body.encode(to: self)
        ub(number)
    }

    /// The null of a bind or OUT value of type BOOLEAN.
    package func nullBoolean() { raw([0xFD, 1]) }

    /// A locator as a bind; nil is null.
    package func locator(_ locator: [UInt8]?) { dalc(locator) }

    /// A closed cursor as a bind, for the server to open; or one that is open.
    package func cursorBind(_ cursor: UInt32?) {
        guard let cursor else { return raw([1, 0]) }
        ub(UInt32(1))
        ub(cursor)
    }
}

/// A LOB that a server sends in a row or as an OUT value.
package struct OutgoingLob: Sendable, Hashable {
    package var locator: [UInt8]
    /// In characters (units of UTF-16) or bytes.
    package var size: UInt64
    package var chunkSize: UInt32
    /// The beginning of the content, as much as was asked for: UTF-16BE or bytes.
    package var content: [UInt8]
    package var form: CharsetForm

    package init(
        locator: [UInt8], size: UInt64, content: [UInt8] = [], form: CharsetForm = .implicit, chunkSize: UInt32 = 8060
    ) {
        self.locator = locator
        self.size = size
        self.content = content
        self.form = form
        self.chunkSize = chunkSize
    }
}
