package import OracleSQL
internal import PostgresClient

/// The LOBs that a client holds locators of. Offsets and amounts count as the client counts: UTF-16 code units of
/// character LOBs, bytes of binary ones, offsets from 1. Content goes in and out as the wire has it: UTF-16, big
/// endian, or bytes.
package final class LOBStore {
    package enum Kind: Sendable, Hashable {
        case clob
        case nclob
        case blob
        case bfile

        package var isCharacter: Bool { self == .clob || self == .nclob }
    }

    /// A locator: a number inside of the session, wrapped into the bytes of the wire by the front.
    package struct Locator: Hashable, Sendable {
        package let number: UInt64
        package let kind: Kind
        package let isTemporary: Bool
    }

    /// What is kept of values that were read and never freed: the oldest go first.
    private static let bytesMax = 512 << 20

    private var values: [UInt64: LOBValue] = [:]
    private var lastNumber: UInt64 = 0
    /// The oldest number that may still be there.
    private var firstNumber: UInt64 = 1
    private var bytesHeld = 0
    private weak var session: Session?

    init() {}

    func attach(_ session: Session) { self.session = session }

    /// A locator for the field of a row; with its place, writing through it changes the row.
    package func make(_ kind: Kind, _ field: UnsafeRawBufferPointer, at place: LOBPlace? = nil) -> Locator {
        var value = LOBValue(kind: kind, content: Array(field), place: place, isTemporary: false)
        if let session, session.isInTransaction { value.generation = session.transaction.generation }
        return add(value)
    }

    package func makeTemporary(_ kind: Kind) -> Locator {
        add(LOBValue(kind: kind, content: [], place: nil, isTemporary: true))
    }

    /// A temporary LOB with content in PostgreSQL's form, for PL/SQL.
    package func makeTemporary(_ cell: Cell, _ kind: Kind) -> Locator {
        add(LOBValue(kind: kind, content: cell.bytes ?? [], place: nil, isTemporary: true))
    }

    package func locator(_ number: UInt64) throws(OracleFailure) -> Locator {
        guard let value = values[number] else { throw Self.unknown }
        return Locator(number: number, kind: value.kind, isTemporary: value.isTemporary)
    }

    package func length(of lob: Locator) throws(OracleFailure) -> Int { try change(lob) { $0.length } }

    package func read(_ lob: Locator, at offset: Int, count: Int) throws(OracleFailure) -> [UInt8] {
        try change(lob) { $0.read(from: max(0, offset - 1), count: max(0, count)) }
    }

    /// The whole content in PostgreSQL's form: UTF-8 or bytes.
    package func content(of lob: Locator) throws(OracleFailure) -> [UInt8] { try change(lob) { $0.stored } }

    /// Writes over and beyond the end; a gap is filled with blanks or zeros.
    package func write(_ lob: Locator, at offset: Int, _ bytes: [UInt8]) throws(OracleFailure) {
        guard offset >= 1, offset <= 1 << 31, bytes.count <= 1 << 31 else {
            throw OracleFailure(22_994, "source offset is beyond the end of the source LOB")
        }
        try changeStored(lob) { $0.write(bytes, at: offset - 1) }
    }

    package func trim(_ lob: Locator, to length: Int) throws(OracleFailure) {
        let now = try self.length(of: lob)
        guard length <= now else {
            throw OracleFailure(22_926, "specified trim length is greater than current LOB value's length")
        }
        try changeStored(lob) { $0.trim(to: max(0, length)) }
    }

    /// Unknown ones are passed over, as freeing twice is.
    package func free(_ lob: Locator) {
        guard let value = values.removeValue(forKey: lob.number) else { return }
        bytesHeld -= value.byteCount
    }

    package func open(_ lob: Locator) throws(OracleFailure) {
        let wasOpen = try change(lob) { value in
            defer { value.isOpen = true }
            return value.isOpen
        }
        if wasOpen { throw OracleFailure(22_293, "LOB already opened in the same transaction") }
    }

    package func close(_ lob: Locator) throws(OracleFailure) {
        let wasOpen = try change(lob) { value in
            defer { value.isOpen = false }
            return value.isOpen
        }
        if !wasOpen {
            throw OracleFailure(22_289, "cannot perform FILEREAD or LOB operation on an unopened file or LOB")
        }
    }

    package func isOpen(_ lob: Locator) -> Bool { values[lob.number]?.isOpen ?? false }

    private func add(_ value: LOBValue) -> Locator {
        lastNumber += 1
        values[lastNumber] = value
        bytesHeld += value.byteCount
        while bytesHeld > Self.bytesMax, firstNumber < lastNumber {
            if let old = values[firstNumber], !old.isTemporary {
                bytesHeld -= old.byteCount
                values[firstNumber] = nil
            }
            firstNumber += 1
        }
        return Locator(number: lastNumber, kind: value.kind, isTemporary: value.isTemporary)
    }

    private func change<Result>(
        _ lob: Locator, _ body: (inout LOBValue) -> Result
    ) throws(OracleFailure) -> Result {
        guard var value = values.removeValue(forKey: lob.number) else { throw Self.unknown }
        let before = value.byteCount
        let result = body(&value)
        bytesHeld += value.byteCount - before
        values[lob.number] = value
        return result
    }

    private func changeStored(_ lob: Locator, _ body: (inout LOBValue) -> Void) throws(OracleFailure) {
        guard let value = values[lob.number] else { throw Self.unknown }
        guard !value.isTemporary else { return try change(lob, body) }
        guard let place = value.place, let session else { throw Self.notLocked }
        // The lock of the row went with the transaction that took it.
        if let generation = value.generation, generation != session.transaction.generation {
            throw OracleFailure(22_990, "LOB locators cannot span transactions")
        }
        guard try session.holds(place) else { throw Self.notLocked }
        try change(lob, body)
        let stored = try content(of: lob)
        let bind = lob.kind.isCharacter ? PostgresValue(.text, stored) : PostgresValue(.bytea, stored)
        try session.command(
            """
            UPDATE data.t\(place.table) SET c\(place.column) = $1, born = pg_current_xact_id() WHERE rid = \(place.rid)
            """, [bind])
    }

    private static let notLocked = OracleFailure(22_920, "row containing the LOB value is not locked")
    private static let unknown = OracleFailure(22_922, "nonexistent LOB value")
}

extension Session {
    /// Whether this transaction made the present version of the row or has locked it. A lock that is in progress and
    /// can be taken once more without waiting is our own.
    fileprivate func holds(_ place: LOBPlace) throws(OracleFailure) -> Bool {
        guard isInTransaction else { return false }
        let row = "FROM data.t\(place.table) WHERE rid = \(place.rid)"
        let rows = try query(
            """
            SELECT born = pg_current_xact_id(), ora.is_under_way(xmax) \(row)
            """)
        guard rows.rowCount > 0 else { return false }
        if rows.bytes(0, 0) == [1] { return true }
        guard rows.bytes(0, 1) == [1] else { return false }
        do throws(OracleFailure) {
            return try query("SELECT 1 \(row) FOR UPDATE NOWAIT").rowCount > 0
        } catch {
            guard error.code == 54 else { throw error }
            return false
        }
    }
}
