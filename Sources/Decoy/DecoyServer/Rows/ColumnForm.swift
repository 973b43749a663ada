internal import DecoyCompiler
internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

/// How the values of one column, or of one bind that comes back, are written.
struct ColumnForm {
    private enum Layout {
        /// Everything that the engine writes by itself.
        case plain(FieldEncoder)
        /// A locator; with length, chunk size and so much of the content when the client asked for them.
        case locator(LOBStore.Kind, prefetch: Prefetch?)
        case xml
        case object(OracleType)
        /// A boolean for clients that do not know the type.
        case digit
        /// The client wants the text of a value of this type.
        case converted(OracleType, to: OracleType, FieldEncoder)
    }

    private struct Prefetch {
        var length: Int
        var form: CharsetForm
    }

    private let layout: Layout

    /// `define` says what the client wants instead of the form of the type itself.
    init(_ type: OracleType, _ define: BindMetadata?, session: Session, fieldVersion: UInt8) {
        let shape = ColumnShape(type, fieldVersion: fieldVersion)
        let zone = SessionZone(session.timeZone)
        let wish = define?.type ?? shape.type
        switch type {
        case .clob, .nclob, .blob, .bfile, .json:
            if wish.isLob || wish == .json {
                let isAsked = define?.continuation.contains(.lobPrefetch) == true
                let prefetch = Prefetch(length: Int(define?.characters ?? 0), form: shape.charsetForm)
                layout = .locator(Self.kind(type), prefetch: isAsked ? prefetch : nil)
            } else {
                layout = .plain(FieldEncoder(Self.inline(type, wish, isNational: define?.form == .national)))
            }
        case .xmlType:
            layout = wish == .object ? .xml : .plain(FieldEncoder(Self.inline(type, wish, isNational: false)))
        case .object: layout = .object(type)
        case .boolean where fieldVersion < 17 && define?.type != .boolean: layout = .digit
        default:
            let own = ColumnShape(type, fieldVersion: fieldVersion).type
            if let define, wish != own, wish.isText, !own.isText {
                let asked = define.oracleType(in: session)
                layout = .converted(type, to: asked, FieldEncoder(WireForm(asked), zone: zone))
            } else {
                layout = .plain(FieldEncoder(WireForm(type), zone: zone))
            }
        }
    }

    /// The whole content in the place of a locator.
    private static func inline(_ type: OracleType, _ wish: OracleTypeCode, isNational: Bool) -> WireForm {
        switch type {
        case .blob, .bfile: wish.isLong ? .longRaw : .raw
        default: wish.isLong ? .long(isNational: isNational) : isNational ? .nationalText : .text
        }
    }

    private static func kind(_ type: OracleType) -> LOBStore.Kind {
        switch type {
        case .nclob: .nclob
        case .blob: .blob
        case .bfile: .bfile
        default: .clob
        }
    }

    /// Whether a value may be left out when it is the same as in the row before.
    var mayRepeat: Bool {
        switch layout {
        case .plain(let encoder): !encoder.form.isLong
        case .digit, .converted: true
        case .locator, .xml, .object: false
        }
    }

    /// nil is NULL.
    @inline(__always)
    func write(
        _ field: UnsafeRawBufferPointer?, _ session: Session, at place: @autoclosure () -> LOBPlace? = nil,
        to writer: WireWriter
    ) throws(OracleFailure) {
        if case .plain(let encoder) = layout { return try encoder.write(field, to: writer) }
        try writeOther(field, session, place(), to: writer)
    }

    private func writeOther(
        _ field: UnsafeRawBufferPointer?, _ session: Session, _ place: LOBPlace?, to writer: WireWriter
    ) throws(OracleFailure) {
        switch layout {
        case .plain(let encoder): try encoder.write(field, to: writer)
        case .locator(let kind, let prefetch):
            try writeLocator(field, session.lobs, (kind, place), prefetch, to: writer)
        case .xml: writeXML(field, to: writer)
        case .object(let type): try session.frame(of: field, type, .ours).encode(to: writer)
        case .digit:
            guard let field else { return writer.null() }
            writer.number(field.first == 0 ? 0 : 1)
        case .converted(let type, let other, let encoder):
            let cell = try session.convert(Cell(type, field.map { Array($0) }), to: other)
            guard let bytes = cell.bytes else { return try encoder.write(nil, to: writer) }
            let result: Result<Void, OracleFailure> = bytes.withUnsafeBytes { field in
                Result { () throws(OracleFailure) in try encoder.write(field, to: writer) }
            }
            try result.get()
        }
    }

    private func writeLocator(
        _ field: UnsafeRawBufferPointer?, _ lobs: LOBStore, _ origin: (kind: LOBStore.Kind, place: LOBPlace?),
        _ prefetch: Prefetch?, to writer: WireWriter
    ) throws(OracleFailure) {
        guard let field else { return writer.ub(UInt32(0)) }
        let kind = origin.kind
        let lob = lobs.make(kind, field, at: origin.place)
        let locator = LobLocator(lob).bytes()
        writer.ub(locator.count)
        if let prefetch, kind != .bfile {
            let length = try lobs.length(of: lob)
            writer.ub(UInt64(length))
            writer.ub(UInt32(8132))
            if prefetch.length > 0 {
                if kind.isCharacter {
                    writer.u8(1)
                    writer.ub(UInt32(CharsetNumber.al16utf16))
                    writer.u8(prefetch.form.rawValue)
                }
                writer.clr(try lobs.read(lob, at: 1, count: prefetch.length))
            }
        }
        writer.clr(locator)
    }

    /// An object image that holds the text of the document.
    private func writeXML(_ field: UnsafeRawBufferPointer?, to writer: WireWriter) {
        var frame = ObjectFrame()
        if let field { frame.image = XMLImage.encode(Array(field)) }
        frame.encode(to: writer)
    }
}

extension OracleTypeCode {
    fileprivate var isText: Bool { self == .varchar || self == .char || self == .long || self == .longVarchar }
}

extension WireForm {
    fileprivate var isLong: Bool {
        switch self {
        case .long, .longRaw: true
        default: false
        }
    }
}
