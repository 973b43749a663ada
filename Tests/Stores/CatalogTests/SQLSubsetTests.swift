import Glibc
import Testing

@testable import Catalog

/// A MySQL-protocol database shall be able to take SQLite's place: above the adapter no SQL that only SQLite knows.
@Suite struct SQLSubsetTests {
    private static let onlySQLite = [
        "on conflict", "returning ", "rowid", "insert or ", "replace into", "autoincrement", "json_", "json(", "pragma",
        "sqlite_master", "glob ", "strftime", "datetime(", "julianday", "ifnull(", "printf(", "total(", " || ",
        "upsert", "strict", "vacuum", "attach ", "begin immediate", "is not distinct", "nulls first", "nulls last",
        "integer primary", " real not", " integer not", "sqlite3_", "csqlite",
    ]

    private static var room: String {
        let tests = #filePath.split(separator: "/").dropLast(4)
        return "/" + tests.joined(separator: "/") + "/Sources/Stores/Catalog"
    }

    @Test func noSQLiteOnlyWordIsUsedAboveTheAdapter() throws {
        let files = ["", "/Rows", "/Migrations"].flatMap { folder in
            names(Self.room + folder).filter { $0.hasSuffix(".swift") }.map { Self.room + folder + "/" + $0 }
        }
        #expect(files.count > 20, "the room is found")
        for file in files {
            let lines = try #require(text(file)).split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() {
                let code = line.trimmingPrefix(while: { $0 == " " })
                // Comments may speak of SQLite; the file that opens the database names the adapter.
                if code.hasPrefix("//") || code.hasPrefix("--") || code.contains("SQLiteDatabase(") { continue }
                let lowered = code.lowercased()
                for word in Self.onlySQLite where lowered.contains(word) {
                    // A Swift `||` has values on both sides, not SQL.
                    if word == " || " && !lowered.contains("select") { continue }
                    Issue.record("\(file):\(number + 1) says \(word)")
                }
            }
        }
    }

    @Test func everyColumnHasATypeThatBothKnow() {
        let types = ["VARCHAR(", "BIGINT", "DOUBLE", "TEXT", "BLOB"]
        for migration in Migration.all {
            for statement in migration.statements where statement.contains("CREATE TABLE") {
                let body = statement.split(separator: "\n").map { $0.trimmingPrefix(while: { $0 == " " }) }
                for line in body {
                    let words = line.split(separator: " ", omittingEmptySubsequences: true)
                    guard words.count > 1, !line.hasPrefix("--"), !line.hasPrefix("CREATE"), !line.hasPrefix(")"),
                        !line.hasPrefix("PRIMARY"), !line.hasPrefix("FOREIGN")
                    else { continue }
                    #expect(types.contains { words[1].hasPrefix($0) }, "\(line)")
                }
                #expect(statement.contains("PRIMARY KEY ("), "every table has a key of our own")
            }
        }
    }

    @Test func whatAStoredRowWritesIsWhatItsTableHas() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        // Written beside the row itself.
        let orders = ["table_copy": ["priority"], "project_object": ["change_number"]]
        for (table, columns) in StoredTables.columns.map({ ($0, $1 + (orders[$0] ?? [])) }) {
            _ = try database.rows(table, "SELECT \(columns.joined(separator: ", ")) FROM \(table)")
            let declared = try database.rows("pragma", "SELECT name FROM pragma_table_info('\(table)')")
            #expect(declared.count == columns.count, "\(table)")
        }
        await catalog.close()
    }

    private func names(_ path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    private func text(_ path: String) -> String? { Bytes.read(path).map { String(decoding: $0, as: UTF8.self) } }
}

/// Whole files, for tests.
enum Bytes {
    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = fread(&buffer, 1, buffer.count, file)
            if got == 0 { return bytes }
            bytes += buffer.prefix(got)
        }
    }

    static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
