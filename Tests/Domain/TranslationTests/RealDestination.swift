import LocalServers
import Model
import MySQLClient
import TestKit
import Testing

@testable import Translation

/// A real server of the family, on which statements are run and what they made is read back.
enum RealDestination: String, CaseIterable, Sendable {
    case seekdb, mariadb

    var facts: DatabaseFacts {
        switch self {
        case .seekdb: Samples.oceanBase
        case .mariadb: Samples.mariaDB
        }
    }

    private func open() async throws -> MySQLConnection {
        let server: any LocalServer
        switch self {
        case .seekdb: server = try await TestServers.shared.seekDB
        case .mariadb: server = try await TestServers.shared.mariaDB
        }
        return try await MySQLConnection.open(
            MySQLEndpoint(host: server.host, port: server.port, user: server.user, password: server.password))
    }

    /// Gives a connection and the name of a database of its own, which goes away afterwards.
    func onDatabase(_ body: (MySQLConnection, String) async throws -> Void) async throws {
        let connection = try await open()
        let database = uniqueName("translation")
        try await connection.execute("CREATE DATABASE \(database)")
        do {
            try await body(connection, database)
        } catch {
            try await connection.execute("DROP DATABASE \(database)")
            throw error
        }
        try await connection.execute("DROP DATABASE \(database)")
    }

    /// Converts the table into the database and runs every statement of it, foreign keys last.
    @discardableResult
    func make(
        _ table: TableDefinition, in database: String, _ connection: MySQLConnection,
        choices: TableChoices = TableChoices(), _ change: (inout ConversionSettings) -> Void = { _ in }
    ) async throws -> ConvertedObject {
        let map = NameMap(schemas: [table.name.schema: database])
        let object = Samples.conversion(to: facts, change).convert(table, map, choices)
        for statement in object.statements + object.parts.map(\.statement) {
            do {
                try await connection.execute(statement)
            } catch {
                Issue.record("\(error)\n\(statement)")
            }
        }
        return object
    }
}

extension MySQLConnection {
    /// The rows of a query, each value as text.
    func texts(_ statement: String) async throws -> [[String]] {
        try await queryText(statement).rows.map { row in row.map { $0.string ?? "NULL" } }
    }

    func columnTypes(_ database: String, _ table: String) async throws -> [String: String] {
        var types: [String: String] = [:]
        for row in try await texts(
            "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
                + " WHERE TABLE_SCHEMA = '\(database)' AND TABLE_NAME = '\(table)'")
        {
            types[row[0]] = row[1]
        }
        return types
    }
}
