internal import Bytes
internal import OracleWire

extension OracleSession {
    /// One operation on a large object.
    func lob(_ request: LobRequest) throws(OracleError) -> (reply: LobReply, data: [UInt8]) {
        let response = Response(.lob(request))
        try converse(response) { (writer, sequence) in writer.call(request, sequence: sequence) }
        guard let reply = response.lob else {
            throw own(OracleError.Own.protocolBroken, "the server did not answer a call for a large object")
        }
        return (reply, response.lobData ?? [])
    }

    /// A new temporary one; its locator.
    func createTemporary(_ kind: OracleLOB.Kind) throws(OracleError) -> [UInt8] {
        var request = LobRequest(.createTemporary, locator: [UInt8](repeating: 0, count: 40))
        request.secondLength = 10
        request.charset = UInt32(CharsetNumber.al32utf8)
        request.wantsFlag = true
        request.offset = kind == .nclob ? 2 : 1
        request.secondOffset = kind == .blob ? 113 : 112
        return try lob(request).reply.locator
    }
}

/// What the bytes of a locator say.
enum Locator {
    static func isTemporary(_ locator: [UInt8]) -> Bool {
        locator.count > 7 && (locator[7] & 0x01 != 0 || locator[4] & 0x40 != 0)
    }

    /// Text travels as UTF-16 if its character set has no fixed width, else as UTF-8.
    static func isUTF16(_ locator: [UInt8]) -> Bool { locator.count > 7 && locator[6] & 0x80 != 0 }

    static func isLittleEndian(_ locator: [UInt8]) -> Bool { locator.count > 7 && locator[7] & 0x40 != 0 }

    /// The content of a CLOB as UTF-8. Half of a pair at the end stays in `rest` for the next piece; elsewhere it
    /// becomes the sign for what is no text.
    static func utf8(_ data: [UInt8], _ locator: [UInt8], rest: inout [UInt8]) -> (bytes: [UInt8], isText: Bool) {
        guard isUTF16(locator) else { return (data, true) }
        let all = utf16(data, locator, rest: &rest)
        var writer = ByteWriter(capacity: max(16, all.count))
        let isText = all.withUnsafeBytes { writer.append(utf8FromUTF16: $0) }
        return (writer.array, isText)
    }

    /// The same as UTF-16, most significant byte first; `rest` has that order too.
    static func utf16(_ data: [UInt8], _ locator: [UInt8], rest: inout [UInt8]) -> [UInt8] {
        var all = data
        if !isUTF16(locator) {
            var writer = ByteWriter(capacity: max(16, all.count * 2))
            _ = all.withUnsafeBytes { writer.append(utf16FromUTF8: $0) }
            all = writer.array
        } else if isLittleEndian(locator) {
            for at in stride(from: 0, to: all.count - 1, by: 2) { all.swapAt(at, at + 1) }
        }
        if !rest.isEmpty { all.insert(contentsOf: rest, at: 0) }
        rest = []
        if all.count % 2 == 1 { all.removeLast() }
        if all.count >= 2, all[all.count - 2] & 0xFC == 0xD8 {
            rest = Array(all.suffix(2))
            all.removeLast(2)
        }
        return all
    }

    static func encoded(_ text: String, _ locator: [UInt8]) -> [UInt8] {
        guard isUTF16(locator) else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        let swaps = isLittleEndian(locator)
        for unit in text.utf16 {
            let unit = swaps ? unit.byteSwapped : unit
            bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
            bytes.append(UInt8(truncatingIfNeeded: unit))
        }
        return bytes
    }
}
