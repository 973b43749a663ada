import Testing
import Values

@testable import OracleWire

/// Plays a recorded session of a real client through the decoders of both sides: each request as a server reads it,
/// each reply as a client reads it. Whatever is read wrong ends in a failure, because the next byte is then out of
/// place.
final class SessionReplay {
    /// What one cursor has shown so far.
    private struct Statement {
        var sql = ""
        var binds: [BindMetadata] = []
        var directions: [BindVector.Direction] = []
        var columns: [ColumnMetadata] = []
        var defines: [BindMetadata] = []
        var decoder: RowBatchDecoder?
        /// jdbc and go-ora send nulls for what comes back, python sends nothing.
        var sendsAll = false

        var isPLSQL: Bool {
            let word = sql.split { !$0.isLetter }.first?.lowercased()
            return ["begin", "declare", "call"].contains(word)
        }
        var isQuery: Bool {
            let word = sql.split { !$0.isLetter }.first?.lowercased()
            return ["select", "with"].contains(word)
        }
        var returned: Int {
            let words = sql.lowercased().split(separator: " ")
            guard !isPLSQL, let place = words.firstIndex(of: "returning") else { return 0 }
            return words[place...].count { $0.hasPrefix(":") }
        }
    }

    private enum Call {
        case authentication
        case statement(wantsRowCounts: Bool)
        case describe
        case version
        case lob(LobRequest)
        case other
    }

    private(set) var calls: [FunctionCode: Int] = [:]
    private(set) var piggybacks: [FunctionCode: Int] = [:]
    private(set) var rows = 0
    private(set) var errors: [UInt32] = []
    private(set) var values: [String] = []
    private(set) var dialect = WireDialect()
    private(set) var refusal: Int?

    private var client: WireReader!
    private var server: WireReader!
    private var clientPackets = PacketBuffer()
    private var serverPackets = PacketBuffer()
    private var serverCapabilities = Capabilities.server(fieldVersion: 24)
    private var statements: [UInt32: Statement] = [:]
    private var current = Statement()
    private var endsResponses = false

    /// Lines of `C` or `S` and hexadecimal bytes.
    init(_ capture: String) {
        for line in capture.split(separator: "\n") {
            let bytes = hex(String(line.dropFirst()))
            (line.first == "C" ? clientPackets : serverPackets).append(bytes.span.bytes)
        }
        client = SessionReplay.reader(clientPackets)
        server = SessionReplay.reader(serverPackets)
    }

    private static func reader(_ packets: PacketBuffer) -> WireReader {
        WireReader { (reader: WireReader) throws(WireFailure) in
            while let packet = try packets.next() {
                if packet.isEndOfFile { break }
                if packet.type == .data { return reader.feed(packet.payload) }
            }
            throw WireFailure("capture", offset: reader.offset, .ended)
        }
    }

    func run() throws {
        guard try connect() else { return }
        while true {
            do { _ = try client.peek() } catch { break }
            try request()
        }
        #expect(!server.hasBuffered && serverPackets.buffered == 0)
    }

    private func connect() throws -> Bool {
        var connect = try ConnectRequest(try #require(try clientPackets.next()))
        while !connect.isComplete { try connect.complete(try #require(try clientPackets.next())) }
        let answer = try #require(try serverPackets.next())
        if answer.type == .refuse {
            refusal = try RefuseReply(answer).error
            return false
        }
        let accept = try AcceptReply(answer)
        clientPackets.largePackets = accept.hasLargePackets
        serverPackets.largePackets = accept.hasLargePackets
        endsResponses = accept.flags.contains(.endsResponses)
        return true
    }

    private func settle(_ request: DataTypesRequest) {
        request.settle(&dialect, server: serverCapabilities)
        client.dialect = dialect
        server.dialect = dialect
        dialect.endsResponses = endsResponses && request.capabilities.compile(40, has: 0x20)
    }

    private func request() throws {
        switch try MessageType(from: client) {
        case .protocolNegotiation:
            _ = try ProtocolRequest(from: client)
            try negotiationReply()
        case .dataTypes:
            let request = try DataTypesRequest(from: client)
            settle(request)
            try dataTypesReply(request)
        case .fastAuthentication:
            let request = try FastAuthentication(from: client)
            try negotiationReply()
            settle(request.dataTypes)
            try dataTypesReply(request.dataTypes)
            try reply(.authentication)
        case .piggyback:
            let piggyback = try Piggyback(from: client)
            piggybacks[piggyback.function, default: 0] += 1
        case .function: try function()
        case let other: Issue.record("a client sends no \(other)")
        }
    }

    private func expect(_ type: MessageType) throws {
        let found = try MessageType(from: server)
        try #require(found == type)
    }

    private func negotiationReply() throws {
        try expect(.protocolNegotiation)
        let reply = try ProtocolReply(from: server)
        serverCapabilities = reply.capabilities
        #expect(reply.charset == 873 && reply.nationalCharset == 2000)
    }

    private func dataTypesReply(_ request: DataTypesRequest) throws {
        try expect(.dataTypes)
        let reply = try DataTypesReply(from: server, to: request)
        #expect(reply == DataTypesReply(echoing: request))
    }

    private func function() throws {
        let header = try FunctionHeader(from: client)
        let function = try #require(header.function)
        calls[function, default: 0] += 1
        current = Statement()
        switch function {
        case .authenticateFirst, .authenticateSecond:
            #expect(try AuthenticationRequest(from: client).user.lowercased() == "scott")
            try reply(.authentication)
        case .execute: try reply(.statement(wantsRowCounts: execute()))
        case .fetch:
            let fetch = try FetchRequest(from: client)
            current = try #require(statements[fetch.cursor])
            try reply(.other)
        case .reexecute, .reexecuteAndFetch:
            try reexecute(fetches: function == .reexecuteAndFetch)
            try reply(.statement(wantsRowCounts: false))
        case .describe:
            #expect(try DescribeRequest(from: client).sql?.isEmpty == false)
            try reply(.describe)
        case .version:
            _ = try VersionRequest(from: client)
            try reply(.version)
        case .lob: try reply(.lob(LobRequest(from: client)))
        case .describeAny:
            client.dropBuffered()
            try reply(.other)
        case .commit, .rollback, .ping, .logoff: try reply(.other)
        default: Issue.record("nobody expected \(function)")
        }
    }

    private func execute() throws -> Bool {
        let request = try ExecuteRequest(from: client)
        if let known = statements[request.cursor] { current = known }
        if let sql = request.sql { current = Statement(sql: String(decoding: sql, as: UTF8.self)) }
        if request.options.contains(.execute) || !request.defines.isEmpty { current.decoder = nil }
        if !request.defines.isEmpty { current.defines = request.defines }
        if request.options.contains(.bind) { current.binds = request.binds }
        current.sendsAll = request.options.contains(.plsqlBind)
        let binds = request.options.contains(.execute) && request.defines.isEmpty && !current.binds.isEmpty
        if binds || request.options.contains(.bind) && request.bindCount > 0 {
            try readBinds(current.isQuery ? 1 : Int(request.iterations))
        }
        return request.flags.contains(.wantsRowCounts)
    }

    private func reexecute(fetches: Bool) throws {
        let request = try ReexecuteRequest(from: client)
        current = try #require(statements[request.cursor])
        current.decoder = nil
        if !current.binds.isEmpty { try readBinds(fetches ? 1 : Int(request.iterations), again: true) }
    }

    private func readBinds(_ count: Int, again: Bool = false) throws {
        var present = current.binds.map { _ in true }
        let returned = current.returned
        if returned > 0, !current.sendsAll {
            for at in (present.count - returned)..<present.count { present[at] = false }
        }
        if again, !current.directions.isEmpty {
            for at in present.indices { present[at] = current.directions[at] != .output }
        }
        guard present.contains(true) else { return }
        let sent = try SentBinds(
            max(1, count), of: current.binds, present: present, isPLSQL: current.isPLSQL, from: client)
        guard sent.rows.count == 1 else { return }
        for (value, bind) in zip(sent.rows[0], current.binds) {
            guard let value else { continue }
            values.append(
                bind.type.isLob
                    ? "lob \(value.count)" : value.withUnsafeBytes { SessionReplay.text($0, bind.type) })
        }
    }

    private func reply(_ call: Call) throws {
        server.dialect.endsResponses = dialect.endsResponses
        while true {
            let type = try MessageType(from: server)
            switch type {
            case .describe: current.columns = try DescribeReply(from: server).columns
            case .rowHeader, .rowData, .bitVector:
                let end = try readRows(type)
                if try finished(end, call) { return }
            default: if try finished(type, call) { return }
            }
        }
    }

    private func finished(_ type: MessageType, _ call: Call) throws -> Bool {
        switch type {
        case .parameters: try parameters(call)
        case .vector: try bindVector()
        case .lobData: _ = try server.clr()
        case .warning: _ = try WarningReply(from: server)
        case .serverPiggyback: _ = try ServerPiggyback(from: server)
        case .implicitResults: _ = try ImplicitResults(from: server)
        case .status:
            _ = try StatusReply(from: server)
            try endOfResponse()
            return true
        case .callEnd:
            let end = try CallEnd(from: server)
            if end.error != 0, end.error != CallEnd.noMoreRows { errors.append(end.error) }
            if end.cursor != 0 { statements[UInt32(end.cursor)] = current }
            // Behind a cancelled call the end of the response may be missing.
            if end.error != 1013 { try endOfResponse() }
            return true
        default: Issue.record("a server sends no \(type) here")
        }
        return false
    }

    private func endOfResponse() throws { if dialect.endsResponses { try expect(.endOfResponse) } }

    private func parameters(_ call: Call) throws {
        switch call {
        case .authentication: #expect(try !AuthenticationReply(from: server).pairs.pairs.isEmpty)
        case .statement(let counts): _ = try ReturnParameters(from: server, wantsRowCounts: counts)
        case .describe: #expect(try !DescribedColumns(from: server).columns.isEmpty)
        case .version: #expect(try VersionReply(from: server).text.hasPrefix("Oracle"))
        case .lob(let request): _ = try LobReply(from: server, to: request)
        case .other: Issue.record("no parameters were expected")
        }
    }

    private func readRows(_ type: MessageType) throws -> MessageType {
        let decoder =
            current.decoder ?? RowBatchDecoder(columns: current.columns, defines: current.defines)
        current.decoder = decoder
        let batch = RowBatch(columnCount: current.columns.count)
        let end = try decoder.decode(from: server, into: batch, first: type)
        for row in 0..<batch.rowCount where rows + row < 40 {
            for column in current.columns.indices {
                let described = current.columns[column].type
                let type = current.defines.isEmpty || described == .rowid ? described : current.defines[column].type
                if let value = batch.value(row, column) { values.append(SessionReplay.text(value, type)) }
            }
        }
        rows += batch.rowCount
        return end
    }

    private func bindVector() throws {
        let vector = try BindVector(from: server)
        current.directions = vector.directions
        let back = current.binds.indices.filter { vector.directions[$0] != .input }.map { current.binds[$0] }
        guard !back.isEmpty else { return }
        let out = OutValues()
        let isReturning = current.returned > 0
        for _ in 0..<(isReturning ? Int(vector.iterations) : 1) {
            try expect(.rowData)
            try out.read(back, isReturning: isReturning, from: server)
        }
        for (at, bind) in back.enumerated() where out.count(at) > 0 {
            if bind.type != .refCursor, let value = out.value(at) {
                values.append(SessionReplay.text(value, bind.type))
            }
        }
        for (body, cursor) in out.cursors {
            var statement = Statement(sql: "select")
            statement.columns = body.columns
            statements[UInt32(cursor)] = statement
        }
    }

    /// A value as text, by the decoder of its type.
    private static func text(_ value: UnsafeRawBufferPointer, _ type: OracleTypeCode) -> String {
        do {
            switch type {
            case .number, .integer, .varnum: return try OracleNumber(value).decimal?.description ?? "~"
            case .date, .timestamp, .timestampLTZ: return try OracleDateTime(value).civil?.description ?? "BC"
            case .timestampTZ: return try OracleZonedTime(value).time.civil?.description ?? "BC"
            case .intervalDS: return try String(DaySecondInterval(value).totalSeconds)
            case .intervalYM: return try String(YearMonthInterval(value).months)
            case .binaryDouble: return try String(OracleFloat.double(value))
            case .binaryFloat: return try String(OracleFloat.float(value))
            case .rowid: return try PhysicalRowid(value).text
            case .clob, .blob: return try "lob \(LobValue(value).locator.count)"
            default: return String(decoding: value.prefix(60), as: UTF8.self)
            }
        } catch {
            Issue.record("\(type) \(error)")
            return ""
        }
    }
}
