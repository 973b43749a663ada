/// How the values of a column stand in a row, and in which form they are kept.
package enum ValueLayout: UInt8, Sendable, Hashable {
    /// Counted bytes, kept as they are.
    case plain
    /// Nothing is sent: always null.
    case never
    /// Five integers, kept as the twelve bytes of `PhysicalRowid`.
    case rowid
    /// Counted bytes within counted bytes; the inner ones are kept.
    case urowid
    /// Counted bytes with two integers behind them; the bytes are kept.
    case long
    /// A locator, kept as `LobValue`.
    case lob
    /// A locator with the length and the beginning of the text in front of it, kept as `LobValue`.
    case textLobPrefetched
    /// The same of bytes.
    case byteLobPrefetched
    /// A locator with its length in front and no content.
    case lobWithLength
    /// A locator with content in front: JSON and VECTOR, kept as `LobValue`.
    case inlineLob
    /// An object or an XMLTYPE: its image is kept.
    case object
    /// A cursor: kept as the index of `RowBatch.cursors`, four bytes in big-endian order.
    case cursor

    /// For a column as it was described, or with the type it was defined as. A define does not change how a ROWID or a
    /// UROWID comes: python-oracledb defines them as text and reads them in their own form.
    package init(column: ColumnMetadata, define: BindMetadata? = nil) {
        if column.isNeverSent {
            self = .never
        } else if let define, column.type != .rowid, column.type != .urowid {
            self.init(bind: define)
        } else {
            self.init(type: column.type)
        }
    }

    package init(bind: BindMetadata) {
        guard bind.continuation.contains(.lobPrefetch) else {
            self.init(type: bind.type)
            return
        }
        switch bind.type {
        case .clob: self = bind.characters > 0 ? .textLobPrefetched : .lobWithLength
        case .blob: self = bind.characters > 0 ? .byteLobPrefetched : .lobWithLength
        default: self.init(type: bind.type)
        }
    }

    package init(type: OracleTypeCode) {
        switch type {
        case .rowid: self = .rowid
        case .urowid: self = .urowid
        case .long, .longRaw, .longVarchar, .longVarraw: self = .long
        case .clob, .blob, .bfile: self = .lob
        case .json, .vector: self = .inlineLob
        case .object: self = .object
        case .refCursor: self = .cursor
        default: self = .plain
        }
    }
}

/// How a LOB lies in a batch: length and chunk size when they came with it, the content that came, and the locator.
package struct LobValue {
    /// In characters or bytes; nil when it did not come.
    package let size: UInt64?
    package let chunkSize: UInt32
    /// The beginning: UTF-16BE (or as the locator says) for text.
    package let content: UnsafeRawBufferPointer
    package let locator: UnsafeRawBufferPointer

    static let headLength = 17

    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) {
        guard bytes.count >= LobValue.headLength else { throw WireFailure("LOB", .wrongForm) }
        let length = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 13, as: UInt32.self)))
        guard length <= bytes.count - LobValue.headLength else { throw WireFailure("LOB", .wrongForm) }
        let size = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        self.size = bytes[0] == 0 ? nil : size
        chunkSize = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 9, as: UInt32.self))
        let contentEnd = LobValue.headLength + length
        content = UnsafeRawBufferPointer(rebasing: bytes[LobValue.headLength..<contentEnd])
        locator = UnsafeRawBufferPointer(rebasing: bytes[contentEnd...])
    }
}
