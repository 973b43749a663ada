package import Model

/// Data sources. The password is a secret of its own, written in the same transaction and never part of the value.
extension Catalog {
    package nonisolated static func passwordName(of id: DataSourceID) -> String { "data-source/\(id)/password" }

    package func addDataSource(_ source: DataSource, password: Secret) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            try checkName(source.name, isFreeFor: source.id)
            guard try dataSource(source.id) == nil else { throw .duplicate(table: DataSource.table) }
            try database.insert(source)
            try writeSecret(Self.passwordName(of: source.id), password)
            try bump(.dataSources)
        }
    }

    package func dataSources() throws(CatalogError) -> [DataSource] {
        try database.select(DataSource.self, "ORDER BY name, id")
    }

    package func dataSource(_ id: DataSourceID) throws(CatalogError) -> DataSource? {
        try database.select(DataSource.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }

    package func dataSource(named name: String) throws(CatalogError) -> DataSource? {
        try database.select(DataSource.self, "WHERE name = ?", [.text(name)]).first
    }

    package func password(of id: DataSourceID) throws(CatalogError) -> Secret? {
        try secret(Self.passwordName(of: id))
    }

    /// Writes what the operator may change; kind, creation and the last test stay. A password of nil stays as well.
    package func changeDataSource(
        _ source: DataSource, password: Secret?, expecting revision: Int64?
    ) throws(CatalogError) -> DataSource {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard let stored = try dataSource(source.id) else { throw .notFound(.dataSource(source.id)) }
            try check(stored.revision, against: revision)
            try checkName(source.name, isFreeFor: source.id)
            var changed = source
            changed.kind = stored.kind
            changed.createdAt = stored.createdAt
            changed.lastTest = stored.lastTest
            changed.revision = stored.revision + 1
            try database.update(
                changed,
                columns: [
                    "name", "role", "region", "host", "port", "user_name", "database_name", "encryption", "options",
                    "remark", "revision",
                ])
            if let password { try writeSecret(Self.passwordName(of: source.id), password) }
            try bump(.dataSources)
            return changed
        }
    }

    /// Refused while a project uses it that is not released.
    package func removeDataSource(_ id: DataSourceID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let users = try projects().filter {
                $0.observation.state != .released
                    && ($0.specification.source.id == id || $0.specification.destination.id == id)
            }
            if !users.isEmpty { throw .inUse(.dataSource(id), by: users.map { "project \($0.name)" }) }
            let removed = try database.run("DELETE FROM data_source WHERE id = ?", [.text(id.rawValue)])
            if removed == 0 { throw .notFound(.dataSource(id)) }
            try deleteSecret(Self.passwordName(of: id))
            try bump(.dataSources)
        }
    }

    /// A test is an observation: it does not change the revision.
    package func recordTest(_ test: ConnectionTest, of id: DataSourceID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard var stored = try dataSource(id) else { throw .notFound(.dataSource(id)) }
            stored.lastTest = test
            try database.update(stored, columns: ["observed_test"])
            try bump(.dataSources)
        }
    }

    private func checkName(_ name: String, isFreeFor id: DataSourceID) throws(CatalogError) {
        let others = try database.count(
            "data_source", "WHERE name = ? AND id <> ?", [.text(name), .text(id.rawValue)])
        if others > 0 { throw .duplicateName(name) }
    }
}
