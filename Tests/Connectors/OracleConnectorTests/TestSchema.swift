import Bytes
import ConnectorKit
import LocalServers
import Model
import OracleClient
import OracleConnector
import TestKit
import Testing

/// A schema of its own in the Decoy that the run's tests share.
struct TestSchema: Sendable {
    let name: String
    let data: DataSource
    let connection: OracleConnection

    static let password = Secret("Sesame_7")

    /// The data source signs in as `SYSTEM`; with `isOwn` as the user of the schema, who sees little.
    static func make(isOwn: Bool = false) async throws -> TestSchema {
        let server = try await TestServers.shared.decoy
        let name = uniqueName("s").uppercased()
        let connection = try await OracleConnection.open(
            try OracleEndpoint(
                "\(server.host):\(server.port)/\(server.service)", user: server.user, password: server.password))
        try await connection.execute("CREATE USER \(name) IDENTIFIED BY \"\(password.reveal())\"")
        try await connection.execute("GRANT CREATE SESSION, CREATE TABLE, UNLIMITED TABLESPACE TO \(name)")
        let data = DataSource(
            id: DataSourceID(rawValue: "ds_test"), name: "test", kind: DataSourceKind(rawValue: "oracle"),
            host: server.host, port: server.port, user: isOwn ? name : server.user, database: server.service,
            createdAt: .zero)
        let schema = TestSchema(name: name, data: data, connection: connection)
        await connection.setCurrentSchema(name)
        return schema
    }

    var secret: Secret { data.user == name ? TestSchema.password : Secret("decoy") }

    func run(_ statements: String...) async throws {
        for statement in statements { try await connection.execute(statement) }
        try await connection.commit()
    }

    func open() async throws -> any SourceDatabase {
        try await OracleConnector().openSource(data, password: secret)
    }

    func table(_ table: String) -> ObjectName { ObjectName(name, table) }

    /// A plan over columns with types as they come; where rows go does not matter here.
    func plan(
        _ table: String, _ columns: [(String, ColumnType)], addressing: CopyPlan.Addressing = .rowAddress,
        filter: String? = nil, addressColumns: [String] = []
    ) -> CopyPlan {
        CopyPlan(
            source: self.table(table), destination: self.table(table),
            columns: columns.map { name, type in
                CopyColumn(
                    sourceName: name, sourceType: type, destinationName: name,
                    destinationType: .text(charactersMax: 100, isFixed: false))
            }, addressing: addressing, filter: filter, addressColumns: addressColumns)
    }
}

extension RowPage {
    func whole() async throws -> RowBlock { try #require(try await whole(lengthMax: .max)) }
}

extension SourceDatabase {
    /// Every chunk of a plan, asked for a few at a time.
    func allChunks(_ plan: CopyPlan, bytesMax: Int, countMax: Int = 3) async throws -> [Chunk] {
        var found: [Chunk] = []
        while true {
            let more = try await chunks(of: plan, after: found.last, bytesMax: bytesMax, countMax: countMax)
            found += more
            if more.count < countMax { return found }
        }
    }

    /// The texts of all values of a range, row by row; forms that are no text come as hexadecimal digits.
    func rows(_ plan: CopyPlan, _ range: ChunkRange = .whole, rowsMax: Int = 1_000) async throws -> [[String?]] {
        let stream = try await read(range, of: plan, rowsMax: rowsMax)
        var found: [[String?]] = []
        while let page = try await stream.next() {
            let block = try await page.whole()
            for row in 0..<block.rowCount {
                found.append(
                    (0..<block.columnCount).map { column in
                        guard !block.isNull(row, column) else { return nil }
                        let bytes = block.bytes(row, column)
                        guard stream.forms[column] != .text else { return String(decoding: bytes, as: UTF8.self) }
                        return bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                    })
            }
        }
        return found
    }
}
