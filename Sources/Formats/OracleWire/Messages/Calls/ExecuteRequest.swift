/// Function 94 (OALL8): parse, bind, define, execute and fetch in one. The rows of binds stand behind it and are read
/// and written by themselves, because their form may follow from metadata that an earlier request of the cursor sent.
package struct ExecuteRequest: WireCall, Sendable, Hashable {
    package static var function: FunctionCode { .execute }

    package struct Options: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let parse = Options(rawValue: 0x1)
        package static let bind = Options(rawValue: 0x8)
        package static let define = Options(rawValue: 0x10)
        package static let execute = Options(rawValue: 0x20)
        package static let fetch = Options(rawValue: 0x40)
        package static let commit = Options(rawValue: 0x100)
        package static let plsqlBind = Options(rawValue: 0x400)
        package static let notPLSQL = Options(rawValue: 0x8000)
        package static let describe = Options(rawValue: 0x20000)
        /// Bit vectors must not be sent.
        package static let noCompressedFetch = Options(rawValue: 0x40000)
        package static let batchErrors = Options(rawValue: 0x80000)
    }

    /// Word 9 of the parameters.
    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let scrollable = Flags(rawValue: 0x02)
        package static let keepsAtEnd = Flags(rawValue: 0x80)
        package static let wantsRowCounts = Flags(rawValue: 0x4000)
        package static let acceptsImplicitResults = Flags(rawValue: 0x8000)
    }

    package var options: Options
    /// 0: a new cursor.
    package var cursor: UInt32 = 0
    /// nil: the statement of the cursor is used again.
    package var sql: [UInt8]?
    package var prefetchBuffer: UInt32 = 0
    package var prefetchRows: UInt32 = 0
    package var longestLong: UInt32 = 0x7FFF_FFFF
    package var defines: [BindMetadata] = []
    package var binds: [BindMetadata] = []
    /// How many binds the request announces; without the option `bind` their metadata does not follow.
    package var bindCount = 0
    /// The thirteen words of parameters; see the named ones below.
    package var words: [UInt32]

    package static let wordCount = 13
    static let longestStatement = 1 << 30

    package init(options: Options, sql: [UInt8]? = nil) {
        self.options = options
        self.sql = sql
        words = [UInt32](repeating: 0, count: ExecuteRequest.wordCount)
        words[0] = options.contains(.parse) ? 1 : 0
    }

    /// How often the statement is executed with its rows of binds, or how many rows a define with fetch wants.
    package var iterations: UInt32 {
        get { words[1] }
        set { words[1] = newValue }
    }
    package var isQuery: Bool {
        get { words[7] == 1 }
        set { words[7] = newValue ? 1 : 0 }
    }
    package var flags: Flags {
        get { Flags(rawValue: words[9]) }
        set { words[9] = newValue.rawValue }
    }
    /// 1 current, 2 next, 4 first, 8 last, 0x10 prior, 0x20 absolute, 0x40 relative.
    package var fetchOrientation: UInt32 {
        get { words[10] }
        set { words[10] = newValue }
    }
    package var fetchPosition: UInt32 {
        get { words[11] }
        set { words[11] = newValue }
    }

    package init(from reader: WireReader) throws(WireFailure) {
        options = Options(rawValue: try reader.ub4("execute options"))
        cursor = try reader.ub4("cursor")
        let hasSQL = try reader.flag("statement present")
        let length = try reader.count(ExecuteRequest.longestStatement, "statement length")
        let hasWords = try reader.flag("parameters present")
        let wordCount = try reader.count(64, "number of parameters")
        try ExecuteRequest.absent(2, "output parameters", reader)
        prefetchBuffer = try reader.ub4("prefetch buffer")
        prefetchRows = try reader.ub4("prefetch rows")
        longestLong = try reader.ub4("longest LONG")
        _ = try reader.flag("binds present")
        bindCount = try reader.count(65_535, "number of binds")
        try ExecuteRequest.absent(5, "foreign parameters", reader)
        _ = try reader.flag("defines present")
        let defineCount = try reader.count(Array<ColumnMetadata>.longestDescription, "number of defines")
        try ExecuteRequest.skipTail(reader)
        sql = hasSQL ? try reader.chr(length: length, "statement") : nil
        words = []
        if hasWords { for _ in 0..<wordCount { words.append(try reader.ub4("parameter")) } }
        while words.count < ExecuteRequest.wordCount { words.append(0) }
        defines = try BindMetadata.list(defineCount, from: reader)
        if options.contains(.bind) { binds = try BindMetadata.list(bindCount, from: reader) }
    }

    /// Pointers to things that nobody sends; their data would stand where we read other fields.
    private static func absent(_ count: Int, _ field: FieldName, _ reader: WireReader) throws(WireFailure) {
        for _ in 0..<count {
            let start = reader.offset
            let pointer = try reader.u8(field)
            guard pointer == 0 else { throw WireFailure(field, offset: start, .unexpected(Int64(pointer))) }
        }
    }

    private static func skipTail(_ reader: WireReader) throws(WireFailure) {
        let version = reader.dialect.fieldVersion
        _ = try reader.ub4("registration")
        try reader.skip(3, "object list")
        _ = try reader.ub4("object list")
        _ = try reader.u8("database name")
        _ = try reader.ub4("database name")
        _ = try reader.ub4("registration")
        if version >= 7 {
            _ = try reader.u8("row counts")
            _ = try reader.ub4("row counts")
            _ = try reader.u8("row counts")
        }
        if version >= 8 {
            for _ in 0..<2 {
                _ = try reader.u8("statement signature")
                _ = try reader.ub4("statement signature")
            }
            _ = try reader.u8("statement identity")
        }
        if version >= 9 {
            _ = try reader.u8("chunk identities")
            _ = try reader.ub4("chunk identities")
        }
    }

    package func encode(to writer: WireWriter) {
        writer.ub(options.rawValue)
        writer.ub(cursor)
        writer.flag(sql != nil)
        writer.ub(sql?.count ?? 0)
        writer.u8(1)
        writer.ub(words.count)
        writer.u8(0)
        writer.u8(0)
        writer.ub(prefetchBuffer)
        writer.ub(prefetchRows)
        writer.ub(longestLong)
        let binding = options.contains(.bind) ? binds.count : bindCount
        writer.flag(binding > 0)
        writer.ub(binding)
        writer.raw([0, 0, 0, 0, 0])
        writer.flag(!defines.isEmpty)
        writer.ub(defines.count)
        encodeTail(to: writer)
        if let sql { writer.chr(sql) }
        for word in words { writer.ub(word) }
        for define in defines { define.encode(to: writer) }
        if options.contains(.bind) { for bind in binds { bind.encode(to: writer) } }
    }

    private func encodeTail(to writer: WireWriter) {
        let version = writer.dialect.fieldVersion
        // Registration, object list, its length, its bytes, database name and registration again: none of them.
        writer.raw([0, 0, 1, 0, 0, 0, 0, 0])
        if version >= 7 {
            let wanted = flags.contains(.wantsRowCounts)
            writer.flag(wanted)
            writer.ub(wanted ? iterations : 0)
            writer.flag(wanted)
        }
        if version >= 8 { writer.raw([0, 0, 0, 0, 0]) }
        if version >= 9 { writer.raw([0, 0]) }
    }
}
