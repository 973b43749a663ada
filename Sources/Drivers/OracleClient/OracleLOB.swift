internal import OracleWire
internal import Synchronization

/// A large object on the server, by its locator. A locator of a table belongs to the transaction that selected it; a
/// temporary one lives until it goes away here, or with its connection. Offsets count from 0, of text in units of
/// UTF-16, as the server counts.
package final class OracleLOB: Sendable {
    package enum Kind: Hashable, Sendable {
        case clob, nclob, blob
        /// A file beside the database; it can only be read.
        case bfile
    }

    package let kind: Kind
    /// Its length when it was selected; nil where the server did not say.
    package let lengthWhenSelected: Int64?
    private let connection: OracleConnection
    private let session: OracleSession
    private let held: Mutex<[UInt8]>

    init(
        _ kind: Kind, locator: [UInt8], length: Int64? = nil, connection: OracleConnection, session: OracleSession
    ) {
        self.kind = kind
        lengthWhenSelected = length
        self.connection = connection
        self.session = session
        held = Mutex(locator)
    }

    deinit {
        let locator = held.withLock { $0 }
        if Locator.isTemporary(locator) { session.retire(locator: locator) }
    }

    var locator: [UInt8] { held.withLock { $0 } }

    /// Bytes, or units of UTF-16.
    package func length() async throws(OracleError) -> Int64 {
        var request = LobRequest(.length, locator: locator)
        request.amount = 0
        return Int64(clamping: try await ask(request).reply.amount ?? 0)
    }

    /// How much is best read or written at once.
    package func chunkSize() async throws(OracleError) -> Int {
        var request = LobRequest(.chunkSize, locator: locator)
        request.amount = 0
        return Int(clamping: try await ask(request).reply.amount ?? 8132)
    }

    /// Bytes of a BLOB or a file; fewer than `count` at its end.
    package func readBytes(at offset: Int64 = 0, count: Int) async throws(OracleError) -> [UInt8] {
        try check(kind == .blob || kind == .bfile, "the bytes of a text cannot be read; read its text")
        if kind == .bfile { try await openFile(true) }
        let bytes = try await read(offset, count)
        if kind == .bfile { try await openFile(false) }
        return bytes
    }

    /// Text of a CLOB; fewer than `count` units at its end. A pair of units that the end would tear is left out.
    package func readText(at offset: Int64 = 0, count: Int) async throws(OracleError) -> String {
        try check(kind == .clob || kind == .nclob, "this is no text")
        var rest: [UInt8] = []
        let bytes = Locator.utf8(try await read(offset, count), locator, rest: &rest).bytes
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The whole content in pieces: bytes, or UTF-8 (or UTF-16) of a text, each piece whole characters. What is no
    /// text comes as bytes that are none either.
    package nonisolated func pieces(size: Int = 512 << 10, asUTF16: Bool = false) -> OracleLOBPieces {
        OracleLOBPieces(self, size: size, asUTF16: asUTF16)
    }

    package func write(_ bytes: [UInt8], at offset: Int64 = 0) async throws(OracleError) {
        try check(kind == .blob, "bytes are written to a BLOB")
        try await store(bytes, at: offset)
    }

    package func write(_ text: String, at offset: Int64 = 0) async throws(OracleError) {
        try check(kind == .clob || kind == .nclob, "text is written to a CLOB")
        try await store(Locator.encoded(text, locator), at: offset)
    }

    /// Cuts it to `length` bytes or units.
    package func trim(to length: Int64) async throws(OracleError) {
        var request = LobRequest(.trim, locator: locator)
        request.amount = UInt64(clamping: length)
        try await keep(ask(request))
    }

    func read(_ offset: Int64, _ count: Int) async throws(OracleError) -> [UInt8] {
        try check(offset >= 0 && count >= 0, "an offset and a count are not negative")
        guard count > 0 else { return [] }
        var request = LobRequest(.read, locator: locator)
        request.offset = UInt64(offset) + 1
        request.amount = UInt64(count)
        do throws(OracleError) {
            let answer = try await ask(request)
            keep(answer)
            return answer.data
        } catch {
            // Some servers say so where there is nothing to read.
            if error.number == 1403 { return [] }
            throw error
        }
    }

    private func store(_ data: [UInt8], at offset: Int64) async throws(OracleError) {
        try check(offset >= 0, "an offset is not negative")
        guard !data.isEmpty else { return }
        var request = LobRequest(.write, locator: locator)
        request.offset = UInt64(offset) + 1
        request.data = data
        try await keep(ask(request))
    }

    private func openFile(_ open: Bool) async throws(OracleError) {
        var request = LobRequest(open ? .fileOpen : .fileClose, locator: locator)
        if open { request.amount = 11 }
        try await keep(ask(request))
    }

    private func ask(_ request: LobRequest) async throws(OracleError) -> (reply: LobReply, data: [UInt8]) {
        try await connection.lob(request)
    }

    /// The state inside of a locator changes with what is done.
    private func keep(_ answer: (reply: LobReply, data: [UInt8])) {
        held.withLock { if $0.count == answer.reply.locator.count { $0 = answer.reply.locator } }
    }

    private func check(_ holds: Bool, _ sentence: String) throws(OracleError) {
        guard holds else { throw session.own(OracleError.Own.unsupported, sentence) }
    }
}

extension OracleLOB: Hashable {
    package static func == (a: OracleLOB, b: OracleLOB) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// The content of a large object, piece by piece.
package struct OracleLOBPieces: AsyncSequence {
    package typealias Element = [UInt8]
    package typealias Failure = OracleError
    private let lob: OracleLOB
    private let size: Int
    private let asUTF16: Bool

    init(_ lob: OracleLOB, size: Int, asUTF16: Bool) {
        self.lob = lob
        self.size = size
        self.asUTF16 = asUTF16
    }

    package struct Iterator: AsyncIteratorProtocol {
        private static let noText: UInt8 = 0xFF

        private let lob: OracleLOB
        private let asUTF16: Bool
        /// Bytes, or units of UTF-16, of the next piece.
        package var size: Int
        private var offset: Int64 = 0
        private var rest: [UInt8] = []
        private var isAtEnd = false

        init(_ lob: OracleLOB, _ size: Int, asUTF16: Bool) {
            self.lob = lob
            self.size = size
            self.asUTF16 = asUTF16
        }

        package mutating func next() async throws(OracleError) -> [UInt8]? {
            while !isAtEnd {
                let data = try await lob.read(offset, Swift.max(2, size))
                guard !data.isEmpty else {
                    isAtEnd = true
                    return rest.isEmpty ? nil : asUTF16 ? rest : [Self.noText]
                }
                guard lob.kind == .clob || lob.kind == .nclob else {
                    offset += Int64(data.count)
                    return data
                }
                let locator = lob.locator
                offset += Int64(Locator.isUTF16(locator) ? data.count / 2 : Self.units(data))
                let piece = text(data, locator)
                if !piece.isEmpty { return piece }
            }
            return nil
        }

        private mutating func text(_ data: [UInt8], _ locator: [UInt8]) -> [UInt8] {
            if asUTF16 { return Locator.utf16(data, locator, rest: &rest) }
            let (bytes, isText) = Locator.utf8(data, locator, rest: &rest)
            return isText ? bytes : bytes + [Self.noText]
        }

        /// Units of UTF-16 that UTF-8 stands for: one for each character, two for those of four bytes.
        private static func units(_ bytes: [UInt8]) -> Int {
            bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) }
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(OracleError) -> [UInt8]? {
            try await next()
        }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(lob, size, asUTF16: asUTF16) }
}
