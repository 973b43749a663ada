internal import Crypto
internal import Model

/// Seals what may not be readable in the files. The context is the secret's name, so that a row moved under another
/// name does not open.
struct Vault: Sendable {
    private let key: SealingKey
    private static let checkName = "key.check"

    /// Loads the key file, or makes it together with a fresh catalog, and proves that it belongs to this database.
    init(keyPath: String, database: any Database, now: Timestamp) throws(CatalogError) {
        if let check = try Self.check(in: database) {
            guard let key = try Self.reading({ () throws(CryptoFailure) in try KeyFile.load(keyPath) }) else {
                throw .keyMissing(keyPath: keyPath)
            }
            try Self.prove(key, opens: check, keyPath)
            self.key = key
            return
        }
        guard let key = try Self.reading({ () throws(CryptoFailure) in try KeyFile.load(orCreate: keyPath) }) else {
            throw .keyMissing(keyPath: keyPath)
        }
        let mark = try Self.sealing { () throws(CryptoFailure) in
            try key.seal(Array(Self.checkName.utf8), context: Self.checkName)
        }
        try database.write { () throws(CatalogError) in
            // Another process may have been first; then its mark decides.
            if let check = try Self.check(in: database) { return try Self.prove(key, opens: check, keyPath) }
            try database.run(
                "INSERT INTO catalog_fact (name, sealed, written_at) VALUES (?, ?, ?)",
                [.text(Self.checkName), .blob(mark), .integer(now.milliseconds)])
        }
        self.key = key
    }

    func seal(_ secret: Secret, name: String) throws(CatalogError) -> [UInt8] {
        try Self.sealing { () throws(CryptoFailure) in
            try key.seal(Array(secret.reveal().utf8), context: Self.context(name))
        }
    }

    func open(_ sealed: [UInt8], name: String) throws(CatalogError) -> Secret {
        guard let plain = try? key.open(sealed, context: Self.context(name)),
            let text = String(validating: plain, as: UTF8.self)
        else { throw .secretDamaged(name: name) }
        return Secret(text)
    }

    private static func context(_ name: String) -> String { "secret:" + name }

    private static func check(in database: any Database) throws(CatalogError) -> [UInt8]? {
        let rows = try database.rows(
            "catalog_fact", "SELECT name, sealed FROM catalog_fact WHERE name = ?", [.text(checkName)])
        return try rows.first?.reader(id: "name").bytes("sealed")
    }

    private static func prove(_ key: SealingKey, opens check: [UInt8], _ path: String) throws(CatalogError) {
        guard let plain = try? key.open(check, context: checkName), plain == Array(checkName.utf8) else {
            throw .wrongKey(keyPath: path)
        }
    }

    private static func reading(
        _ body: () throws(CryptoFailure) -> SealingKey?
    ) throws(CatalogError) -> SealingKey? {
        do throws(CryptoFailure) { return try body() } catch { throw .keyUnusable(detail: "\(error)") }
    }

    private static func sealing(_ body: () throws(CryptoFailure) -> [UInt8]) throws(CatalogError) -> [UInt8] {
        do throws(CryptoFailure) { return try body() } catch { throw .broken(detail: "sealing failed: \(error)") }
    }
}
