package import Model

/// Secrets: sealed with the key file before they reach the database.
extension Catalog {
    package func storeSecret(_ name: String, _ secret: Secret) throws(CatalogError) {
        try database.write { () throws(CatalogError) in try writeSecret(name, secret) }
    }

    package func secret(_ name: String) throws(CatalogError) -> Secret? {
        guard let stored = try database.select(SealedText.self, "WHERE name = ?", [.text(name)]).first else {
            return nil
        }
        return try vault.open(stored.sealed, name: name)
    }

    package func removeSecret(_ name: String) throws(CatalogError) {
        try database.write { () throws(CatalogError) in try deleteSecret(name) }
    }

    /// Inside a transaction.
    func writeSecret(_ name: String, _ secret: Secret) throws(CatalogError) {
        let stored = SealedText(name: name, sealed: try vault.seal(secret, name: name), writtenAt: now())
        if try database.update(stored, columns: ["sealed", "written_at"]) == 0 { try database.insert(stored) }
    }

    func deleteSecret(_ name: String) throws(CatalogError) {
        try database.run("DELETE FROM secret WHERE name = ?", [.text(name)])
    }
}
