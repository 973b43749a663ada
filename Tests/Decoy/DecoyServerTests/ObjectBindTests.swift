import Net
import OracleWire
import TestKit
import Testing

@testable import DecoyServer

/// Objects as a client sends them and is told of them, right and wrong.
struct ObjectBindTests {
    private static let shape = ObjectShape.object([.value, .collection(.value)])

    private func withTable(
        _ name: String, _ body: @escaping @Sendable (WireClient, ColumnMetadata) throws -> Void
    )
        async throws
    {
        let port = try await RunningDecoy.shared.port
        try await onThread("client") {
            let client = try WireClient(port: port)
            try client.connect()
            try client.negotiate()
            try client.logIn()
            try client.execute("create type \(name)_list as varray(2) of number")
            try client.execute("create type \(name)_type as object (n varchar2(3), l \(name)_list)")
            try client.execute("create table \(name) (v \(name)_type)")
            let columns = try client.describe("select v from \(name)")
            try body(client, try #require(columns.first))
        }
    }

    @Test("A column of an object says which type it has")
    func description() async throws {
        try await withTable("told") { _, column in
            #expect(column.type == .object && column.typeSchema == "SYSTEM" && column.typeName == "TOLD_TYPE")
            #expect(column.objectIdentity.count == 16 && column.objectVersion == 1 && !column.isNeverSent)
        }
    }

    @Test("A bound object is stored, its type named by sixteen bytes or by the long form")
    func binding() async throws {
        try await withTable("bound") { client, column in
            let content = ObjectContent.object([.bytes([0x61]), .collection([.bytes([0xC1, 2]), .null])])
            let frame = ObjectFrame(
                typeIdentity: column.objectIdentity, image: ObjectImage.encode(content, Self.shape))
            for identity in [column.objectIdentity, frame.type] {
                let end = try client.execute("insert into bound values (:1)", identity, frame)
                #expect(end.rowCount == 1)
            }
            #expect(
                try client.execute("insert into bound values (:1)", column.objectIdentity, ObjectFrame()).error == 0)
            let end = try client.execute("update bound b set v = null where b.v.n = 'a'")
            #expect(end.rowCount == 2)
        }
    }

    @Test("What is no object of the type is refused, and the session goes on")
    func refusals() async throws {
        try await withTable("refused") { (client, column) throws in
            func refusal(_ identity: [UInt8], _ image: [UInt8]) -> UInt32? {
                do {
                    let frame = ObjectFrame(typeIdentity: column.objectIdentity, image: image)
                    try client.execute("insert into refused values (:1)", identity, frame)
                    return nil
                } catch let refused as WireClient.Refused {
                    return refused.code
                } catch {
                    return 0
                }
            }
            let identity = column.objectIdentity
            let long = ObjectContent.object([.bytes([1, 2, 3, 4]), .null])
            let many = ObjectContent.object([.null, .collection([.null, .null, .null])])
            #expect(refusal(identity, ObjectImage.encode(long, Self.shape)) == 22_814)
            #expect(refusal(identity, ObjectImage.encode(many, Self.shape)) == 22_909)
            #expect(refusal(identity, [0x84, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 9]) == 22_625)
            #expect(refusal(identity, [UInt8](repeating: 0xFF, count: 70_000)) == 22_625)
            #expect(refusal([UInt8](repeating: 7, count: 16), [1]) == 3115)
            #expect(refusal([], [1]) == 3115)
            #expect(try client.execute("delete from refused").rowCount == 0)
        }
    }
}

extension WireClient {
    fileprivate func describe(_ sql: String) throws -> [ColumnMetadata] {
        begin(.execute)
        ExecuteRequest(options: [.parse], sql: Array(sql.utf8)).encode(to: writer)
        writer.endMessage()
        try send()
        return try answer().columns
    }

    @discardableResult
    fileprivate func execute(_ sql: String, _ identity: [UInt8], _ frame: ObjectFrame) throws -> CallEnd {
        begin(.execute)
        var request = ExecuteRequest(options: [.parse, .bind, .execute], sql: Array(sql.utf8))
        var bind = BindMetadata(type: .object, bufferSize: 1)
        bind.objectIdentity = identity
        bind.objectVersion = 1
        request.binds = [bind]
        request.iterations = 1
        request.encode(to: writer)
        writer.beginRow()
        frame.encode(to: writer)
        writer.endMessage()
        try send()
        return try answer().end
    }

    private func answer() throws -> (columns: [ColumnMetadata], end: CallEnd) {
        var columns: [ColumnMetadata] = []
        while true {
            switch try MessageType(from: reader) {
            case .describe: columns = try DescribeReply(from: reader).body.columns
            case .parameters: _ = try ReturnParameters(from: reader, wantsRowCounts: false)
            case .callEnd:
                let end = try CallEnd(from: reader)
                try check(end)
                return (columns, end)
            case let other: throw WireFailure("message type", .unexpected(Int64(other.rawValue)))
            }
        }
    }
}
