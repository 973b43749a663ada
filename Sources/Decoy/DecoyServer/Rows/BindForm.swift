internal import Bytes
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

/// How the values of one bind are read from the network. A class, because it is taken out of a list for every value.
final class BindForm {
    private let bind: BindMetadata
    private let decoder: FieldDecoder
    private let type: OracleType
    private let session: Session
    private var lobs: LOBStore { session.lobs }
    /// Counted bytes, as nearly all values are: what lies behind a length is the value.
    private let isPlain: Bool
    private let isCESU: Bool

    init(_ bind: BindMetadata, session: Session) {
        self.bind = bind
        self.session = session
        isPlain = Self.isPlain(bind.type)
        isCESU = bind.charset == CharsetNumber.utf8
        type = bind.oracleType(in: session)
        let isNational = bind.form == .national
        let form: WireForm? =
            switch bind.type {
            case .long, .longVarchar: .long(isNational: isNational)
            case .longRaw, .longVarraw: .longRaw
            default: isNational ? .nationalText : nil
            }
        decoder = FieldDecoder(type, form: form, zone: SessionZone(session.timeZone))
    }

    private init(_ bind: BindMetadata, _ array: BindForm) {
        self.bind = bind
        decoder = array.decoder
        type = array.type
        session = array.session
        isPlain = array.isPlain
        isCESU = array.isCESU
    }

    private static func isPlain(_ type: OracleTypeCode) -> Bool {
        switch type {
        case .refCursor, .clob, .blob, .bfile, .rowid, .object: false
        default: true
        }
    }

    var isArray: Bool { bind.isArray }

    /// Reads one value and appends it, in any case one. What cannot be such a value is said when the whole request has
    /// been read: then the bytes behind it are at their place.
    @inline(__always)
    func read(_ reader: WireReader, into rows: BindRows) throws(WireFailure) -> OracleFailure? {
        isPlain ? try readPlain(reader, into: rows) : try readOther(reader, into: rows)
    }

    private func readOther(_ reader: WireReader, into rows: BindRows) throws(WireFailure) -> OracleFailure? {
        precondition(!bind.isArray, "the elements of an array are read by `readArray`")
        switch bind.type {
        case .refCursor:
            rows.appendCursor(try reader.ub4("cursor") > 0 ? try reader.ub4("cursor") : 0)
            return nil
        case .clob, .blob, .bfile: return try readLocator(reader, into: rows)
        case .rowid: return try readRowid(reader, into: rows)
        case .object: return readObject(try ObjectFrame(from: reader), into: rows)
        default: return try readPlain(reader, into: rows)
        }
    }

    private func readObject(_ frame: ObjectFrame, into rows: BindRows) -> OracleFailure? {
        do throws(OracleFailure) {
            rows.append(try session.cell(of: frame, type, .ours).bytes)
            return nil
        } catch {
            rows.appendNull()
            return error
        }
    }

    private func readPlain(_ reader: WireReader, into rows: BindRows) throws(WireFailure) -> OracleFailure? {
        // Nearly all values have the short form, whose bytes lie in one piece.
        if let bytes = try reader.shortView("value") { return append(bytes, to: rows) }
        guard let bytes = try reader.clr("value") else {
            rows.appendNull()
            return nil
        }
        return bytes.withUnsafeBytes { append($0, to: rows) }
    }

    /// The parts of a ROWID one by one, as they lie in a row, behind the length that they would have in one piece;
    /// other lengths are those of its text.
    private func readRowid(_ reader: WireReader, into rows: BindRows) throws(WireFailure) -> OracleFailure? {
        guard try reader.peek("rowid") == 14 else { return try readPlain(reader, into: rows) }
        try reader.skip(1, "rowid")
        let text = Array(try PhysicalRowid(from: reader).text.utf8)
        return text.withUnsafeBytes { append($0, to: rows) }
    }

    private func append(_ bytes: UnsafeRawBufferPointer, to rows: BindRows) -> OracleFailure? {
        do throws(OracleFailure) {
            // Surrogates in three bytes each, from clients that declare the older form of UTF-8.
            if isCESU, bytes.contains(0xED) {
                var text = ByteWriter(capacity: bytes.count)
                _ = text.append(utf8FromCESU8: bytes)
                rows.append(text.array)
            } else {
                try decoder.read(bytes, into: rows)
            }
            return nil
        } catch {
            rows.appendNull()
            return error
        }
    }

    private func readLocator(_ reader: WireReader, into rows: BindRows) throws(WireFailure) -> OracleFailure? {
        guard try reader.ub4("locator length") > 0, let bytes = try reader.clr("locator") else {
            rows.appendNull()
            return nil
        }
        do throws(OracleFailure) {
            guard let locator = LobLocator(bytes) else {
                throw OracleFailure(22_275, "invalid LOB locator specified")
            }
            rows.append(try lobs.content(of: try lobs.locator(locator.number)))
            return nil
        } catch {
            rows.appendNull()
            return error
        }
    }

    /// The elements of a collection of PL/SQL; the bind itself is null in the row.
    func readArray(
        _ reader: WireReader, into rows: BindRows
    ) throws(WireFailure) -> (elements: [Cell], failure: OracleFailure?) {
        var single = bind
        single.flags.remove(.array)
        let elementForm = BindForm(single, self)
        let elements = BindRows(types: [type])
        var failure: OracleFailure?
        for _ in 0..<(try reader.ub4("array elements")) {
            let found = try elementForm.read(reader, into: elements)
            failure = failure ?? found
        }
        rows.appendNull()
        return ((0..<elements.rowCount).map { elements.cell($0, 0) }, failure)
    }
}
