/// Message 17: a request that rides in front of another one and has no reply of its own; its errors are dropped. One
/// that is not known ends the session, because its end cannot be found.
package enum Piggyback: Sendable, Hashable {
    case closeCursors([UInt32])
    case cancelCursors([UInt32])
    case endToEnd(EndToEnd)
    case setSchema(String)
    case applicationContext(namespace: String, values: KeywordValues, flags: UInt16)
    /// 0x4 begin of a request, 0x8 end, 0x40 explicit.
    case sessionState(UInt64)
    /// What ojdbc says about itself.
    case features(String)
    /// All locators one behind the other.
    case freeLobs([UInt8])

    package var function: FunctionCode {
        switch self {
        case .closeCursors: .closeCursors
        case .cancelCursors: .cancelCursors
        case .endToEnd: .endToEnd
        case .setSchema: .setSchema
        case .applicationContext: .applicationContext
        case .sessionState: .sessionState
        case .features: .features
        case .freeLobs: .lob
        }
    }

    /// Reads what stands behind the type byte: the header and the body.
    package init(from reader: WireReader) throws(WireFailure) {
        let start = reader.offset
        let header = try FunctionHeader(from: reader)
        switch header.function {
        case .closeCursors: self = .closeCursors(try Piggyback.cursors(reader))
        case .cancelCursors: self = .cancelCursors(try Piggyback.cursors(reader))
        case .endToEnd: self = .endToEnd(try EndToEnd(from: reader))
        case .setSchema:
            _ = try reader.u8("schema present")
            self = .setSchema(try reader.dalcText("schema"))
        case .applicationContext: self = try Piggyback.context(reader)
        case .sessionState: self = .sessionState(try reader.ub8("session state"))
        case .features:
            _ = try reader.u8("features present")
            let length = try reader.count(65_535, "length of features")
            _ = try reader.u8("features")
            self = .features(try reader.chrText(length: length, "features"))
        case .lob: self = .freeLobs(try Piggyback.locators(reader))
        default: throw WireFailure("piggyback", offset: start, .unexpected(Int64(header.number)))
        }
    }

    private static func cursors(_ reader: WireReader) throws(WireFailure) -> [UInt32] {
        _ = try reader.u8("cursors present")
        var cursors: [UInt32] = []
        for _ in 0..<(try reader.count(1 << 20, "number of cursors")) { cursors.append(try reader.ub4("cursor")) }
        return cursors
    }

    private static func context(_ reader: WireReader) throws(WireFailure) -> Piggyback {
        _ = try reader.u8("namespace present")
        _ = try reader.ub4("namespace length")
        _ = try reader.u8("values present")
        let count = try reader.count(KeywordValues.longest, "number of values")
        let flags = try reader.ub2("context flags")
        _ = try reader.u8("context pointer")
        let namespace = String(decoding: try reader.clr("namespace") ?? [], as: UTF8.self)
        let values = try KeywordValues(count: count, from: reader)
        return .applicationContext(namespace: namespace, values: values, flags: flags)
    }

    private static func locators(_ reader: WireReader) throws(WireFailure) -> [UInt8] {
        _ = try reader.u8("locators present")
        let length = try reader.count(1 << 24, "length of locators")
        _ = try reader.u8("locators")
        for _ in 0..<3 { _ = try reader.ub4("offsets") }
        try reader.skip(3, "pointers")
        let operation = try reader.ub4("operation")
        guard operation == LobRequest.Operation.freeAll.rawValue else {
            throw reader.failure("operation", .unexpected(Int64(operation)))
        }
        _ = try reader.u8("snapshot present")
        _ = try reader.ub4("snapshot length")
        _ = try reader.ub8("offset")
        _ = try reader.ub8("offset")
        _ = try reader.u8("amount present")
        for _ in 0..<3 {
            _ = try reader.u8("array present")
            _ = try reader.ub4("array length")
        }
        return try reader.bytes(length, "locators")
    }

    /// Writes the type byte and the header too. Its sequence number is one of its own.
    package func encode(to writer: WireWriter, sequence: UInt8) {
        FunctionHeader(function.rawValue, sequence: sequence).encode(.piggyback, to: writer)
        switch self {
        case .closeCursors(let cursors), .cancelCursors(let cursors):
            writer.u8(1)
            writer.ub(cursors.count)
            for cursor in cursors { writer.ub(cursor) }
        case .endToEnd(let values): values.encode(to: writer)
        case .setSchema(let name):
            writer.u8(1)
            writer.dalc(text: name)
        case .applicationContext(let namespace, let values, let flags):
            writer.u8(1)
            writer.ub(namespace.utf8.count)
            writer.u8(1)
            writer.ub(values.pairs.count)
            writer.ub(flags)
            writer.u8(1)
            writer.clr(text: namespace)
            for pair in values.pairs { pair.encode(to: writer) }
        case .sessionState(let state): writer.ub(state)
        case .features(let text):
            writer.u8(1)
            writer.ub(text.utf8.count)
            writer.u8(0)
            writer.chr(text: text)
        case .freeLobs(let locators):
            writer.u8(1)
            writer.ub(locators.count)
            writer.raw([0, 0, 0, 0, 0, 0, 0])
            writer.ub(LobRequest.Operation.freeAll.rawValue)
            writer.raw([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
            writer.raw(locators)
        }
    }
}

/// What a program tells about what it is doing; V$SESSION shows it. nil: unchanged, empty: cleared.
package struct EndToEnd: WireMessage, Sendable, Hashable {
    package var clientIdentifier: String?
    package var module: String?
    package var action: String?
    package var clientInformation: String?
    package var operation: String?
    /// The execution context and what follows it: read, and of no use to us.
    private var context: String?
    private var stack: String?
    private var place: String?

    package init() {}

    package init(from reader: WireReader) throws(WireFailure) {
        try reader.skip(2, "end-to-end pointers")
        _ = try reader.ub4("end-to-end flags")
        let limit = 65_535
        func length() throws(WireFailure) -> Int? {
            let isPresent = try reader.flag("text present")
            let length = try reader.count(limit, "text length")
            return isPresent ? length : nil
        }
        var lengths: [Int?] = []
        for _ in 0..<4 { lengths.append(try length()) }
        _ = try reader.u8("context sequence")
        _ = try reader.ub4("context sequence")
        for _ in 0..<3 { lengths.append(try length()) }
        lengths.append(reader.dialect.fieldVersion >= 7 ? try length() : nil)
        var texts: [String?] = []
        for length in lengths {
            guard let length else {
                texts.append(nil)
                continue
            }
            texts.append(length == 0 ? "" : try reader.chrText(length: length, "end-to-end text"))
        }
        (clientIdentifier, module, action, context) = (texts[0], texts[1], texts[2], texts[3])
        (clientInformation, stack, place, operation) = (texts[4], texts[5], texts[6], texts[7])
    }

    package func encode(to writer: WireWriter) {
        let isNamed = writer.dialect.fieldVersion >= 7
        var flags: UInt32 = 0
        for (text, bit) in [(clientIdentifier, 0x1), (module, 0x8), (action, 0x10), (clientInformation, 0x100)]
            as [(String?, UInt32)]
        { if text != nil { flags |= bit } }
        if isNamed, operation != nil { flags |= 0x200 }
        writer.raw([0, 0])
        writer.ub(flags)
        let first = [clientIdentifier, module, action, context]
        let second = [clientInformation, stack, place] + (isNamed ? [operation] : [])
        func announce(_ text: String?) {
            writer.flag(text != nil)
            writer.ub(text?.utf8.count ?? 0)
        }
        first.forEach(announce)
        writer.raw([0, 0])
        second.forEach(announce)
        for case let text? in first + second where !text.isEmpty { writer.chr(text: text) }
    }
}
