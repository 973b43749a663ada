import Glibc
import Model
import Testing

@testable import Catalog

@Suite struct MigrationTests {
    @Test func severalProcessesMayOpenAFreshCatalogAtOnce() async throws {
        let folder = Folder()
        let clock = TestClock()
        let keys = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let catalog = try await Catalog.open(folder, clock)
                    try await catalog.storeSecret("s\(number)", Secret("v\(number)"))
                    return try await catalog.secret("s\(number)")?.reveal()
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(keys.count == 8)
        // One key for all: each secret opens for whoever comes later.
        let later = try await Catalog.open(folder, clock)
        for number in 0..<8 { #expect(try await later.secret("s\(number)")?.reveal() == "v\(number)") }
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        #expect(try database.count("migration") == Migration.all.count)
    }

    @Test func filesAreForTheOwnerAlone() async throws {
        let folder = Folder()
        let inner = folder.path + "/a/b"
        let before = umask(0)
        defer { umask(before) }
        let catalog = try await Catalog.open(directory: inner)
        _ = try await catalog.enrol(Sample.machine)
        func mode(_ path: String) -> UInt32 {
            var status = stat()
            guard stat(path, &status) == 0 else { return 0 }
            return status.st_mode & 0o777
        }
        #expect(mode(inner) == 0o700)
        #expect(mode(folder.path + "/a") == 0o700)
        for name in ["catalog.sqlite3", "catalog.sqlite3-wal", "catalog.sqlite3-shm", "catalog.key"] {
            #expect(mode(inner + "/" + name) == 0o600, "\(name)")
        }
        await catalog.close()
        for name in ["catalog.sqlite3", "catalog.sqlite3-wal", "catalog.sqlite3-shm", "catalog.key"] {
            unlink(inner + "/" + name)
        }
        rmdir(inner)
        rmdir(folder.path + "/a")
    }

    @Test func aDatabaseThatOthersCanReadIsMadePrivate() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        chmod(folder.database, 0o644)
        await (try Catalog.open(folder, TestClock())).close()
        var status = stat()
        #expect(stat(folder.database, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aCatalogOfANewerProgramIsRefused() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try database.insert(AppliedMigration(number: 900, name: "later", checksum: "x", appliedAt: .zero))
        database.close()
        let known = try #require(Migration.all.last?.number)
        await #expect(throws: CatalogError.newerSchema(found: 900, known: known)) {
            try await Catalog.open(folder, TestClock())
        }
    }

    @Test func aMigrationAppliedWithAnotherTextIsRefused() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try database.run("UPDATE migration SET checksum = 'changed' WHERE number = 1")
        database.close()
        await #expect(throws: CatalogError.changedMigration(number: 1, name: "foundations")) {
            try await Catalog.open(folder, TestClock())
        }
    }

    /// The checksums of all migrations that a release carried. They never change; a new migration adds a line.
    @Test func theTextsOfMigrationsAreFrozen() {
        #expect(Migration.all.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(
            Migration.all.map(\.checksum) == [
                CatalogVersions.checksumOf1, CatalogVersions.checksumOf2, CatalogVersions.checksumOf3,
                CatalogVersions.checksumOf4, CatalogVersions.checksumOf5, CatalogVersions.checksumOf6,
                CatalogVersions.checksumOf7,
            ])
    }

    @Test func everyEarlierVersionIsBroughtUpToDate() throws {
        for version in 1...Migration.all.count {
            let folder = Folder()
            let clock = TestClock()
            let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
            let earlier = Migrator(migrations: Array(Migration.all.prefix(version)), now: { clock.now })
            try earlier.migrate(database)
            let added = Migration(
                number: 901, name: "added",
                sql: """
                    -- A comment; with a semicolon inside.
                    CREATE TABLE added (name VARCHAR(10) NOT NULL, PRIMARY KEY (name));
                    INSERT INTO added (name) VALUES ('one');
                    """)
            try Migrator(migrations: Migration.all + [added], now: { clock.now }).migrate(database)
            #expect(try database.count("added") == 1)
            #expect(try database.count("machine") == 0)
            #expect(try database.count("migration") == Migration.all.count + 1)
        }
    }

    @Test func objectsOfAnEarlierVersionKeepTheirParts() async throws {
        let folder = Folder()
        let clock = TestClock()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        let earlier = Migrator(migrations: Array(Migration.all.prefix(5)), now: { clock.now })
        try earlier.migrate(database)
        var objects = [Sample.object(1), Sample.object(2)]
        objects[0].sourceText = #"CREATE VIEW V AS SELECT '"parts":[{' FROM T"#
        objects[0].converted?.parts = []
        let project = ProjectID(rawValue: "pj_1")
        for object in objects {
            let columns = StoredProjectObject.columns.dropLast()
            try database.run(
                """
                INSERT INTO project_object (\(columns.joined(separator: ", ")))
                VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
                """, Array(StoredProjectObject(project: project, object: object).cells.dropLast()))
        }
        database.close()
        let catalog = try await Catalog.open(folder, clock)
        #expect(try await catalog.objectsWithParts(of: project).map(\.number) == [2])
        #expect(try await catalog.objects(of: project) == objects)
    }

    @Test func rowsInQuarantineOfAnEarlierVersionStay() async throws {
        let folder = Folder()
        let clock = TestClock()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try Migrator(migrations: Array(Migration.all.prefix(6)), now: { clock.now }).migrate(database)
        let project = ProjectID(rawValue: "pj_1")
        for ordinal in [3, 1] {
            try database.run(
                "INSERT INTO row_rejection VALUES ('pj_1', 1, 2, 70, ?, ?, 5)",
                [.integer(Int64(ordinal)), .coded(Sample.rejection(Int64(ordinal)))])
        }
        database.close()
        let catalog = try await Catalog.open(folder, clock)
        #expect(try await catalog.rejections(of: project).map(\.rejection.ordinal) == [1, 3])
    }

    @Test func aFailingMigrationLeavesNothingBehind() throws {
        let folder = Folder()
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        let broken = Migration(number: 902, name: "broken", sql: "CREATE TABLE half (name BIGINT);\nCREATE TABEL oops;")
        let migrator = Migrator(migrations: Migration.all + [broken], now: { .zero })
        #expect(throws: CatalogError.self) { try migrator.migrate(database) }
        #expect(try !database.hasTable("half"))
        #expect(try !database.hasTable("migration"))
        try Migrator(migrations: Migration.all, now: { .zero }).migrate(database)
        #expect(try database.count("migration") == Migration.all.count)
    }

    @Test func whatIsNotADatabaseIsRefusedWithAdvice() async throws {
        let folder = Folder()
        let file = fopen(folder.database, "w")
        for _ in 0..<1000 { fputs("this is not a database ", file) }
        fclose(file)
        do {
            _ = try await Catalog.open(folder, TestClock())
            Issue.record("a text file was opened as a catalog")
        } catch {
            guard case .corrupt = error as? CatalogError else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func everyErrorHasItsOwnNumberAndWords() {
        let subject = Subject(.machine, "mc_1")
        let all: [CatalogError] = [
            .tooManyTags(known: 1), .busy(milliseconds: 1), .diskFull, .corrupt(detail: "d"),
            .cannotOpen(path: "p", reason: "r"),
            .readOnly(path: "p"), .inputOutput(detail: "d"), .newerSchema(found: 2, known: 1),
            .changedMigration(number: 1, name: "n"), .unreadable(table: "t", column: "c", id: "i", problem: "p"),
            .notFound(subject), .stale(current: 1), .duplicateName("n"), .duplicate(table: "t"),
            .inUse(subject, by: ["a"]), .refused(reason: "r"), .leaseLost(name: "l"), .wrongKey(keyPath: "p"),
            .keyMissing(keyPath: "p"), .keyUnusable(detail: "d"), .secretDamaged(name: "n"), .closed,
            .broken(detail: "d"),
        ]
        #expect(Set(all.map(\.number)).count == all.count)
        for error in all {
            #expect(!error.message.isEmpty && error.advice.hasSuffix("."), "\(error.number)")
        }
    }
}

enum CatalogVersions {
    static let checksumOf1 = "ddfe128715d76dccab77b0f9e2b13e3a92dc4f5f50088ffb21b6d3ff9d12e2d7"
    static let checksumOf2 = "dfcdcc5cb25a2b27db084b89c64037f4cc2dc2857cac1a83e2c721e3d3f46939"
    static let checksumOf3 = "3354b8a6b3d87c82c7a6a0be5c82a4f33ea22cbd9a3d136a3d5164031bc39971"
    static let checksumOf4 = "23ae5bd5178fb56a1627395a172baaa54f646eb85c87acde34debe7d644b2a55"
    static let checksumOf5 = "c21b0247af48690fe2358f455bfc5dc5000d852be4bbd80046a117e3ff549488"
    static let checksumOf6 = "4a5670995213594fa85a5e6314f0d7553eb2838b2b95b337c5c7d48e69a5950e"
    static let checksumOf7 = "423b9d8dbc21651d77fab34174ff6bfea092018d24cfa7c71e659f2242daee5f"
}
