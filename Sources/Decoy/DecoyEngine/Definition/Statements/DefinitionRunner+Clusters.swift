internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Clusters: names that tables refer to. They place no rows, so that tables in them are plain tables.
extension DefinitionRunner {
    func create(_ statement: ClusterStatement) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        let name = statement.name.name
        try demand("CREATE", "CLUSTER", owner: owner)
        try demandFree(owner, name.text, .table, at: name.position)
        guard try !hasCluster(owner, name.text) else { throw .nameInUse(at: name.position) }
        try link.command(
            "INSERT INTO dict.kept (kind, name, value) VALUES ('CLUSTER', $1, $2)",
            [.text("\(owner).\(name.text)"), .text(statement.isHashed ? "HASH" : "INDEX")])
    }

    func put(_ table: Table, in cluster: ObjectName) throws(OracleFailure) {
        let owner = cluster.schema?.text ?? setting.schema
        try demandCluster(owner, cluster)
        try link.command(
            "INSERT INTO dict.kept (kind, name, value) VALUES ('CLUSTERED', '\(table.id)', $1)",
            [.text("\(owner).\(cluster.name.text)")])
    }

    /// The index of a cluster's key: it finds no rows, and is known by its name only.
    func createClusterIndex(_ statement: CreateIndex) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        try demandFree(owner, statement.name.name.text, .index, at: statement.name.position)
        try demandCluster(statement.table.schema?.text ?? setting.schema, statement.table)
    }

    func dropCluster(_ statement: DropStatement, _ owner: String) throws(OracleFailure) {
        let key = "\(owner).\(statement.name.name.text)"
        try demandCluster(owner, statement.name)
        try demand("DROP", "CLUSTER", owner: owner)
        let tables = try link.texts(
            "SELECT o.owner, o.name FROM dict.kept k JOIN dict.objects o ON o.id::text = k.name "
                + "WHERE k.kind = 'CLUSTERED' AND k.value = $1 AND NOT EXISTS "
                + "(SELECT FROM dict.recycled r WHERE r.id = o.id)", [.text(key)])
        guard tables.isEmpty || statement.includesTables else { throw OracleFailure(951, "cluster not empty") }
        let place = statement.position
        for table in tables {
            let holder = Name((table.first ?? nil) ?? "", at: place)
            var drop = DropStatement(
                kind: .table, name: ObjectName(schema: holder, name: Name((table.last ?? nil) ?? "", at: place)),
                position: place)
            drop.isCascading = statement.isCascading
            drop.isPurging = true
            try dropTable(drop, holder.text)
            try reload()
        }
        try link.command(
            "DELETE FROM dict.kept WHERE kind = 'CLUSTER' AND name = $1 OR kind = 'CLUSTERED' AND value = $1",
            [.text(key)])
    }

    private func hasCluster(_ owner: String, _ name: String) throws(OracleFailure) -> Bool {
        try link.number(
            "SELECT count(*) FROM dict.kept WHERE kind = 'CLUSTER' AND name = $1", [.text("\(owner).\(name)")]) > 0
    }

    private func demandCluster(_ owner: String, _ name: ObjectName) throws(OracleFailure) {
        guard try hasCluster(owner, name.name.text) else {
            throw OracleFailure(943, "cluster does not exist", at: name.position)
        }
    }
}
