import Testing

@testable import OracleWire

/// One message with how it is written and read, for the tests of all messages at once.
struct MessageSample: Sendable, CustomTestStringConvertible {
    let name: String
    let write: @Sendable (WireWriter) -> Void
    /// Reads the message and gives how it is written again, and whether it is the one of this sample.
    let read: @Sendable (WireReader) throws -> (rewrite: @Sendable (WireWriter) -> Void, isSame: Bool)

    var testDescription: String { name }

    init<Message: WireMessage & Equatable & Sendable>(_ name: String, _ message: Message) {
        self.init(name, message, { try Message(from: $0) }, { $0.encode(to: $1) })
    }

    init<Message: Equatable & Sendable>(
        _ name: String, _ message: Message, _ decode: @escaping @Sendable (WireReader) throws -> Message,
        _ encode: @escaping @Sendable (Message, WireWriter) -> Void
    ) {
        self.name = name
        write = { encode(message, $0) }
        read = { reader in
            let back = try decode(reader)
            return ({ encode(back, $0) }, back == message)
        }
    }
}

private func skipType<Message>(
    _ body: @escaping @Sendable (WireReader) throws -> Message
) -> @Sendable (WireReader) throws -> Message {
    { reader in
        _ = try MessageType(from: reader)
        return try body(reader)
    }
}

extension MessageSample {
    static let all = negotiation + calls + replies + metadata + piggybacks

    static let longText = String(repeating: "select * from orders where note = 'ü' and ", count: 40)

    static let negotiation: [MessageSample] = {
        var wide = DataTypesRequest(
            capabilities: .client, types: [DataTypeEntry(1, 1, 1), DataTypeEntry(27, 27, 10), DataTypeEntry(999, 0, 0)])
        wide.flags = 1
        var zoned = wide
        zoned.capabilities.runtime[1] = 1
        zoned.capabilities.compile[37] |= 2
        zoned = DataTypesRequest(capabilities: zoned.capabilities, types: zoned.types)
        var narrow = wide
        narrow.capabilities.compile[27] = 0
        narrow.types[2].type = 99
        let pairs: KeywordValues = [
            KeywordValue("AUTH_SESSKEY", String(repeating: "AB", count: 200), flags: 1), KeywordValue("AUTH_PID", ""),
            KeywordValue("AUTH_NLS_LXLAN\0", "AMERICAN"),
        ]
        let login = AuthenticationRequest(user: "scött", mode: [.logon, .withPassword], pairs: pairs)
        let fast = FastAuthentication(
            negotiation: ProtocolRequest(banner: "b"), dataTypes: wide, sequence: 1, request: login)
        let reply = { @Sendable (request: DataTypesRequest) -> MessageSample in
            MessageSample(
                "data types reply", DataTypesReply(echoing: request),
                skipType { try DataTypesReply(from: $0, to: request) }, { $0.encode(to: $1, for: request) })
        }
        return [
            MessageSample("protocol request", ProtocolRequest(versions: [6, 5, 4], banner: "Java_TTC-8.2.0")),
            MessageSample("protocol reply", ProtocolReply(capabilities: .server(fieldVersion: 12))),
            MessageSample("data types request", wide), MessageSample("data types with zone", zoned),
            MessageSample("narrow data types", narrow), reply(wide), reply(zoned), reply(narrow),
            MessageSample("authentication", login), MessageSample("authentication reply", AuthenticationReply(pairs)),
            MessageSample("nobody", AuthenticationRequest(user: "", mode: .token, pairs: [])),
            MessageSample(
                "fast authentication", fast, skipType { try FastAuthentication(from: $0) }, { $0.encode(to: $1) }),
        ]
    }()

    static let calls: [MessageSample] = {
        var query = ExecuteRequest(options: [.parse, .bind, .execute, .notPLSQL], sql: Array(longText.utf8))
        query.prefetchRows = 100
        query.isQuery = true
        query.binds = [bind(.number, 22), bind(.varchar, 4000), bind(.timestamp, 11)]
        query.bindCount = 3
        query.iterations = 5
        query.flags = [.wantsRowCounts, .acceptsImplicitResults]
        var again = ExecuteRequest(options: [.execute])
        again.cursor = 17
        again.bindCount = 2
        var define = ExecuteRequest(options: [.define, .fetch])
        define.cursor = 70_000
        define.defines = [bind(.clob, 0x7FFF_FFFF), bind(.longRaw, 0x7FFF_FFFF)]
        var repeated = ReexecuteRequest(cursor: 4, iterations: 1000)
        repeated.options = .execute
        repeated.commits = true
        return [
            MessageSample("execute", query), MessageSample("execute again", again), MessageSample("define", define),
            MessageSample("fetch", FetchRequest(cursor: 5, rows: 10_000)), MessageSample("re-execute", repeated),
            MessageSample("describe request", DescribeRequest(sql: Array("select 1 from dual".utf8))),
            MessageSample("version", VersionRequest()),
            MessageSample("version reply", VersionReply(text: "Oracle\n19c", number: 0x1303_0000)),
            MessageSample(
                "header", FunctionHeader(94, sequence: 7), skipType { try FunctionHeader(from: $0) },
                { $0.encode(.function, to: $1) }),
        ] + lobs
    }()

    static let lobs: [MessageSample] = {
        let locator = (0..<40).map { UInt8($0) }
        var read = LobRequest(.read, locator: locator)
        (read.offset, read.amount) = (1, 32_768)
        var write = LobRequest(.write, locator: locator)
        (write.offset, write.data) = (9, [UInt8](repeating: 7, count: 70_000))
        var create = LobRequest(.createTemporary, locator: [UInt8](repeating: 0, count: 108))
        (create.charset, create.wantsFlag, create.secondLength, create.secondOffset) = (873, true, 10, 112)
        var open = LobRequest(.isOpen, locator: locator)
        open.wantsFlag = true
        var copy = LobRequest(.trim, locator: locator)
        (copy.secondLocator, copy.secondLength, copy.snapshot, copy.amount) = (locator, 40, [1, 2], 0)
        let requests = [read, write, create, open, copy]
        return requests.map { MessageSample("LOB request", $0) }
            + requests.map { request in
                var reply = LobReply(locator: request.locator ?? [])
                reply.secondLocator = request.secondLocator ?? []
                if request.charset != nil { reply.charset = 873 }
                if request.amount != nil { reply.amount = 1 << 40 }
                if request.wantsFlag { reply.flag = true }
                return MessageSample(
                    "LOB reply", reply, skipType { try LobReply(from: $0, to: request) },
                    { $0.encode(to: $1, for: request) })
            }
    }()

    static let replies: [MessageSample] = {
        var failed = CallEnd(sequence: 200)
        (failed.error, failed.message, failed.position) = (942, "ORA-00942: table or view does not exist\n", 14)
        (failed.status, failed.cursor) = ([.ended, .inTransaction], 3)
        var batch = CallEnd(sequence: 1)
        (batch.error, batch.message, batch.rowCount) = (24_381, "ORA-24381: error(s) in array DML\n", 1 << 40)
        batch.batchErrors = [
            CallEnd.BatchError(code: 1, row: 0, message: "ORA-00001\n"),
            CallEnd.BatchError(code: 1400, row: 70_000, message: longText),
        ]
        var changed = CallEnd(sequence: 0)
        changed.rowid = PhysicalRowid(object: 73_196, file: 4, block: 151, slot: 1)
        changed.logicalRowid = [2, 3, 4]
        changed.warnings = CallEnd.compiledWithErrors
        var status = StatusReply([.ended, .released])
        status.endToEnd = 9
        var parameters = ReturnParameters()
        parameters.words = [1, 0, 3, 4_000_000_000, 5, 6]
        parameters.entries = [
            SessionEntry(keyword: SessionEntry.currentSchema, text: Array("SCOTT".utf8)),
            SessionEntry(keyword: 201, text: [], value: [1, 2]),
        ]
        parameters.transaction = [9, 9]
        parameters.registration = [1]
        var counted = parameters
        counted.rowCounts = [0, 1, 1 << 33]
        let result = ImplicitResults.Result(body: DescribeBody(columns: columns), cursor: 7)
        return [
            MessageSample("failed", failed), MessageSample("batch errors", batch), MessageSample("changed", changed),
            MessageSample("status", status), MessageSample("token", TokenReply(token: .max)),
            MessageSample("warning", WarningReply(number: 28_002, text: "the password will expire")),
            MessageSample(
                "parameters", parameters, skipType { try ReturnParameters(from: $0, wantsRowCounts: false) },
                { $0.encode(to: $1) }),
            MessageSample(
                "row counts", counted, skipType { try ReturnParameters(from: $0, wantsRowCounts: true) },
                { $0.encode(to: $1) }),
            MessageSample("bind vector", BindVector([.input, .output, .both] + Array(repeating: .input, count: 300))),
            MessageSample("implicit results", ImplicitResults([result, result])),
        ] + serverPiggybacks.map { MessageSample("server piggyback", $0) }
    }()

    static let serverPiggybacks: [ServerPiggyback] = {
        let entries = [
            SessionEntry(keyword: 168, text: Array("HR".utf8)), SessionEntry(keyword: 1, text: [], value: []),
        ]
        return [
            .cacheInvalidation, .processNumber(Array("4711".utf8)), .traceEvent,
            .sessionReturn(entries: entries, flags: 4, session: 100, serial: 5),
            .sessionReturn(entries: [], flags: 0, session: 100, serial: 5), .sync(entries: entries), .sync(entries: []),
            .logicalTransaction([1, 2, 3]), .replayContext([4]), .extendedSync, .signature(1, 2, .max),
        ]
    }()

    static func bind(_ type: OracleTypeCode, _ size: UInt32) -> BindMetadata {
        var bind = BindMetadata(type: type, bufferSize: size)
        bind.flags = [.indicators, .array]
        bind.elements = 10
        bind.continuation = [.text, .lobPrefetch]
        bind.charset = 873
        bind.form = .implicit
        bind.characters = 32_768
        return bind
    }

    static let columns: [ColumnMetadata] = {
        var number = ColumnMetadata(name: "AMOUNT", type: .number, bufferSize: 22)
        number.scale = -127
        var text = ColumnMetadata(name: "NOTE", type: .varchar, bufferSize: 4000)
        (text.charset, text.form, text.characters, text.isNullable) = (873, .implicit, 1000, false)
        var time = ColumnMetadata(name: "AT", type: .timestampTZ, bufferSize: 13)
        (time.scale, time.position) = (6, 3)
        var object = ColumnMetadata(name: "DOC", type: .object, bufferSize: 2000)
        (object.typeSchema, object.typeName) = ("SYS", "XMLTYPE")
        object.objectIdentity = [UInt8](repeating: 3, count: 16)
        return [number, text, time, object]
    }()

    static let metadata: [MessageSample] = {
        [
            MessageSample("describe", DescribeReply(columns: columns)),
            MessageSample("no columns", DescribeBody(columns: [])),
            MessageSample("described", DescribedColumns(columns)), MessageSample("bind", bind(.number, 22)),
            MessageSample("row header", RowHeader(iterations: 7)),
        ] + columns.map { MessageSample("column", $0) }
    }()

    static let piggybacks: [MessageSample] = {
        var told = EndToEnd()
        (told.clientIdentifier, told.module, told.action, told.clientInformation) = ("me", "", "action ü", nil)
        let list: [Piggyback] = [
            .closeCursors([1, 2, 70_000]), .cancelCursors([]), .endToEnd(told), .endToEnd(EndToEnd()),
            .setSchema("HR"), .sessionState(0x44), .features("512,0,0,0"),
            .applicationContext(namespace: "CTX", values: [KeywordValue("a", "b")], flags: 0),
            .freeLobs([UInt8](repeating: 1, count: 80)),
        ]
        return list.map { piggyback in
            MessageSample(
                "piggyback", piggyback, skipType { try Piggyback(from: $0) }, { $0.encode(to: $1, sequence: 3) })
        }
    }()
}
