import Glibc
import Model
import Testing

@testable import Catalog

@Suite struct SecretTests {
    private static let canary = "Kanarienvogel-4711-äöü"

    @Test func noFileHoldsASecretInPlainText() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.storeSecret("one", Secret(Self.canary))
        try await catalog.addDataSource(Sample.dataSource("ds_1", name: "Shop"), password: Secret(Self.canary))
        try await catalog.storeSecret("one", Secret(Self.canary + "2"))
        func expectNoCanary() throws {
            for name in folder.names {
                let bytes = try #require(Bytes.read(folder.path + "/" + name))
                #expect(bytes.count > 0 || name.hasSuffix("-wal"))
                #expect(!contains(bytes, Array(Self.canary.utf8.prefix(12))), "\(name)")
            }
        }
        try expectNoCanary()
        #expect(folder.names.contains("catalog.sqlite3-wal"))
        await catalog.close()
        try expectNoCanary()
        // The search itself finds what is there.
        #expect(contains(try #require(Bytes.read(folder.database)), Array("data-source/ds_1/password".utf8)))
    }

    @Test func aRowMovedUnderAnotherNameDoesNotOpen() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.storeSecret("weak", Secret("known to an attacker"))
        try await catalog.storeSecret("strong", Secret("of production"))
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        let sealed = try #require(try database.select(SealedText.self, "WHERE name = 'weak'").first).sealed
        try database.run("UPDATE secret SET sealed = ? WHERE name = 'strong'", [.blob(sealed)])
        await #expect(throws: CatalogError.secretDamaged(name: "strong")) { try await catalog.secret("strong") }
        #expect(try await catalog.secret("weak")?.reveal() == "known to an attacker")
        #expect(try await catalog.secret("none") == nil)
    }

    @Test func anotherKeyFileIsRefusedWithAdvice() async throws {
        let folder = Folder()
        let other = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        await (try Catalog.open(other, TestClock())).close()
        let wrong = try #require(Bytes.read(other.key))
        Bytes.write(wrong, to: folder.key)
        let error = CatalogError.wrongKey(keyPath: folder.key)
        await #expect(throws: error) { try await Catalog.open(folder, TestClock()) }
        #expect(error.advice.contains("Put back the key file"))
    }

    @Test func aLostDatabaseBesideItsKeyIsNotReplacedByAFreshOne() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        for companion in ["", "-wal", "-shm"] { unlink(folder.database + companion) }
        let lost = CatalogError.databaseLost(path: folder.database, keyPath: folder.key)
        // Also the second time, when an empty file is there.
        for _ in 1...2 {
            await #expect(throws: lost) { try await Catalog.open(folder, TestClock()) }
        }
        unlink(folder.key)
        await (try Catalog.open(folder, TestClock())).close()
    }

    @Test func aMissingKeyFileIsNotReplacedByAFreshOne() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        unlink(folder.key)
        await #expect(throws: CatalogError.keyMissing(keyPath: folder.key)) {
            try await Catalog.open(folder, TestClock())
        }
        #expect(Bytes.read(folder.key) == nil)
    }

    @Test func aKeyFileThatOthersCanReadIsRefused() async throws {
        let folder = Folder()
        await (try Catalog.open(folder, TestClock())).close()
        chmod(folder.key, 0o644)
        do {
            _ = try await Catalog.open(folder, TestClock())
            Issue.record("a key that others can read was used")
        } catch {
            guard case .keyUnusable = error as? CatalogError else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func aSecretGoesAwayWithItsDataSource() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        let source = Sample.dataSource("ds_1", name: "Shop")
        try await catalog.addDataSource(source, password: Secret("a"))
        try await catalog.removeDataSource(source.id)
        #expect(try await catalog.password(of: source.id) == nil)
        await #expect(throws: CatalogError.notFound(.dataSource(source.id))) {
            try await catalog.removeDataSource(source.id)
        }
    }

    @Test func anErrorAboutAStoredValueDoesNotShowIt() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.addDataSource(Sample.dataSource("ds_1", name: "Shop"), password: Secret(Self.canary))
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        for column in ["kind", "role", "encryption", "options", "observed_test", "port"] {
            try database.run("UPDATE data_source SET \(column) = ?", [.text("{\"password\": \"\(Self.canary)\"")])
            do {
                _ = try await catalog.dataSources()
                if column != "kind" { Issue.record("\(column) was accepted") }
            } catch {
                #expect(!"\(error)".contains("Kanarien"), "\(column)")
            }
        }
    }

    private func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
            if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }
}
