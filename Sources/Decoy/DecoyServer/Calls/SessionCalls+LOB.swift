internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// Function 96: LOBs by their locators.
extension SessionCalls {
    func takeLOB() throws {
        let request = try LobRequest(from: reader)
        if request.operation == .createTemporary { return try createTemporary(request) }
        guard let bytes = request.locator, let locator = LobLocator(bytes) else {
            throw OracleFailure(22_275, "invalid LOB locator specified")
        }
        var reply = LobReply(locator: bytes)
        reply.secondLocator = request.secondLocator ?? []
        reply.charset = request.charset.map { UInt16(truncatingIfNeeded: $0) }
        reply.amount = request.amount
        let lob = try session.lobs.locator(locator.number)
        switch request.operation {
        case .length: reply.amount = UInt64(try session.lobs.length(of: lob))
        case .read:
            reply.amount = try read(lob, request)
        case .trim: try session.lobs.trim(lob, to: Self.count(request.amount ?? 0))
        case .write:
            try session.lobs.write(lob, at: Self.offset(request.offset), request.data ?? [])
        case .freeTemporary: session.lobs.free(lob)
        case .chunkSize: reply.amount = 8132
        case .open: try session.lobs.open(lob)
        case .close: try session.lobs.close(lob)
        case .isOpen: reply.flag = session.lobs.isOpen(lob)
        case .fileOpen, .fileClose, .fileIsOpen, .fileExists:
            throw OracleFailure(22_285, "non-existent directory or file for FILEOPEN operation")
        default: throw OracleFailure(3001, "unimplemented feature")
        }
        reply.encode(to: writer, for: request)
        try answerEnd()
    }

    /// Writes message 14 with the content; says how much it was, in the units of the client.
    private func read(_ lob: LOBStore.Locator, _ request: LobRequest) throws -> UInt64 {
        let content = try session.lobs.read(
            lob, at: Self.offset(request.offset), count: Self.count(request.amount ?? 0))
        writer.type(.lobData)
        writer.clr(content)
        return UInt64(lob.kind.isCharacter ? content.count / 2 : content.count)
    }

    private func createTemporary(_ request: LobRequest) throws {
        guard let wish = request.locator, wish.count >= LobLocator.shortestLength else {
            throw OracleFailure(22_275, "invalid LOB locator specified")
        }
        let kind: LOBStore.Kind =
            request.secondOffset == 113 ? .blob : request.offset == 2 ? .nclob : .clob
        let lob = session.lobs.makeTemporary(kind)
        var reply = LobReply(locator: LobLocator(lob).bytes(length: wish.count))
        reply.secondLocator = request.secondLocator ?? []
        reply.charset = request.charset.map { UInt16(truncatingIfNeeded: $0) }
        reply.amount = request.amount
        reply.flag = false
        reply.encode(to: writer, for: request)
        try answerEnd()
    }

    /// From 1, as clients count.
    private static func offset(_ offset: UInt64) throws(OracleFailure) -> Int {
        guard offset >= 1, let offset = Int(exactly: offset) else {
            throw OracleFailure(24_801, "illegal parameter value in OCI lob function")
        }
        return offset
    }

    private static func count(_ amount: UInt64) -> Int { Int(clamping: amount) }

    /// A piggyback: all locators one behind the other, each with its length in front.
    func freeLobs(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while rest.count >= LobLocator.shortestLength {
            let length = (Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])) + 2
            guard length >= LobLocator.shortestLength else { return }
            if let locator = LobLocator(rest), let lob = try? session.lobs.locator(locator.number) {
                session.lobs.free(lob)
            }
            rest = rest.dropFirst(length)
        }
    }
}
