/// Function 96: everything that is done with a LOB through its locator. Amounts and offsets of CLOBs count units of
/// UTF-16, and start at 1.
package struct LobRequest: WireCall, Sendable, Hashable {
    package static var function: FunctionCode { .lob }

    package struct Operation: RawRepresentable, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let length = Operation(rawValue: 0x1)
        package static let read = Operation(rawValue: 0x2)
        package static let trim = Operation(rawValue: 0x20)
        package static let write = Operation(rawValue: 0x40)
        package static let fileOpen = Operation(rawValue: 0x100)
        package static let fileClose = Operation(rawValue: 0x200)
        package static let fileIsOpen = Operation(rawValue: 0x400)
        package static let fileExists = Operation(rawValue: 0x800)
        package static let createTemporary = Operation(rawValue: 0x110)
        package static let freeTemporary = Operation(rawValue: 0x111)
        package static let chunkSize = Operation(rawValue: 0x4000)
        package static let open = Operation(rawValue: 0x8000)
        package static let close = Operation(rawValue: 0x10000)
        package static let isOpen = Operation(rawValue: 0x11000)
        /// In a piggyback: all locators of the request are freed.
        package static let freeAll = Operation(rawValue: 0x80111)
    }

    package var operation: Operation
    /// nil: none is sent. For `createTemporary` zero bytes of the length that the answer must have.
    package var locator: [UInt8]?
    /// Announced without a second locator: the duration of a temporary LOB, 10 for the session.
    package var secondLength: UInt32 = 0
    package var secondLocator: [UInt8]?
    /// Wanted in the reply, and sent: the character set.
    package var charset: UInt32?
    /// Whether the reply has a flag at its end: of `createTemporary` and `isOpen`.
    package var wantsFlag = false
    package var snapshot: [UInt32] = []
    /// For `createTemporary` the charset form.
    package var offset: UInt64 = 0
    /// For `createTemporary` the data type, 112 or 113.
    package var secondOffset: UInt64 = 0
    /// Wanted in the reply, and sent.
    package var amount: UInt64?
    /// What `write` writes: UTF-16BE or bytes.
    package var data: [UInt8]?

    static let longestLocator = 65_536

    package init(_ operation: Operation, locator: [UInt8]?) {
        self.operation = operation
        self.locator = locator
    }

    package init(from reader: WireReader) throws(WireFailure) {
        let hasLocator = try reader.flag("locator present")
        let length = try reader.count(LobRequest.longestLocator, "locator length")
        let hasSecond = try reader.flag("second locator present")
        secondLength = try reader.ub4("second locator length")
        _ = try reader.ub4("short offset")
        _ = try reader.ub4("short offset")
        let hasCharset = try reader.flag("charset present")
        let hasShortAmount = try reader.flag("short amount present")
        wantsFlag = try reader.flag("flag wanted")
        operation = Operation(rawValue: try reader.ub4("operation"))
        let hasSnapshot = try reader.flag("snapshot present")
        let snapshotCount = try reader.count(64, "snapshot length")
        offset = try reader.ub8("offset")
        secondOffset = try reader.ub8("second offset")
        let hasAmount = try reader.flag("amount present")
        try reader.skip(6, "reserved")
        locator = hasLocator ? try reader.bytes(length, "locator") : nil
        if hasSecond {
            guard secondLength <= LobRequest.longestLocator else {
                throw reader.failure(
                    "second locator",
                    .tooLarge(announced: UInt64(secondLength), limit: UInt64(LobRequest.longestLocator)))
            }
            secondLocator = try reader.bytes(Int(secondLength), "second locator")
        }
        charset = hasCharset ? try reader.ub4("charset") : nil
        if hasShortAmount { _ = try reader.ub4("short amount") }
        if hasSnapshot { for _ in 0..<snapshotCount { snapshot.append(try reader.ub4("snapshot")) } }
        amount = hasAmount ? try reader.ub8("amount") : nil
        guard operation == .write else { return }
        let start = reader.offset
        let type = try MessageType(from: reader)
        guard type == .lobData else {
            throw WireFailure("LOB data", offset: start, .unexpected(Int64(type.rawValue)))
        }
        data = try reader.clr("LOB data") ?? []
    }

    package func encode(to writer: WireWriter) {
        writer.flag(locator != nil)
        writer.ub(locator?.count ?? 0)
        writer.flag(secondLocator != nil)
        writer.ub(secondLocator.map { UInt32(clamping: $0.count) } ?? secondLength)
        writer.raw([0, 0])
        writer.flag(charset != nil)
        writer.u8(0)
        writer.flag(wantsFlag)
        writer.ub(operation.rawValue)
        writer.flag(!snapshot.isEmpty)
        writer.ub(snapshot.count)
        writer.ub(offset)
        writer.ub(secondOffset)
        writer.flag(amount != nil)
        writer.raw([0, 0, 0, 0, 0, 0])
        if let locator { writer.raw(locator) }
        if let secondLocator { writer.raw(secondLocator) }
        if let charset { writer.ub(charset) }
        for word in snapshot { writer.ub(word) }
        if let amount { writer.ub(amount) }
        if operation == .write {
            writer.type(.lobData)
            writer.clr(data)
        }
    }
}

/// Message 8 behind a LOB operation. Which fields it has follows from the request. The data of a read stands in a
/// message 14 before it: counted bytes.
package struct LobReply: Sendable, Hashable {
    /// As many bytes as the request's locator had; the state inside of it may have changed.
    package var locator: [UInt8]
    package var secondLocator: [UInt8] = []
    package var charset: UInt16?
    package var amount: UInt64?
    package var flag: Bool?

    package init(locator: [UInt8]) { self.locator = locator }

    package init(from reader: WireReader, to request: LobRequest) throws(WireFailure) {
        locator = try reader.bytes(request.locator?.count ?? 0, "locator")
        if let second = request.secondLocator { secondLocator = try reader.bytes(second.count, "second locator") }
        if request.charset != nil { charset = try reader.ub2("charset") }
        if request.amount != nil { amount = try reader.ub8("amount") }
        if request.wantsFlag { flag = try reader.flag("flag") }
    }

    /// Writes the type byte too. The fields that the request asked for are there, the others are not written.
    package func encode(to writer: WireWriter, for request: LobRequest) {
        precondition(
            locator.count == request.locator?.count ?? 0, "a reply has a locator of the length that was asked with")
        writer.type(.parameters)
        writer.raw(locator)
        if let second = request.secondLocator {
            precondition(secondLocator.count == second.count, "a reply has a second locator of the same length")
            writer.raw(secondLocator)
        }
        if request.charset != nil { writer.ub(charset ?? 0) }
        if request.amount != nil { writer.ub(amount ?? 0) }
        if request.wantsFlag { writer.flag(flag ?? false) }
    }
}
