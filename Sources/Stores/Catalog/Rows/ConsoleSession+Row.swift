internal import Model

extension ConsoleSession: StoredRow {
    static let table = "console_session"
    static let columns = ["token_hash", "account", "address", "created_at", "used_at", "expires_at"]

    init(row: Row) throws(CatalogError) {
        // Errors name the account: not even the hash of a token belongs in a log.
        let reader = row.reader(id: "account")
        self.init(
            tokenHash: try reader.text("token_hash"), account: try reader.text("account"),
            address: try reader.text("address"), createdAt: try reader.timestamp("created_at"),
            usedAt: try reader.timestamp("used_at"), expires: try reader.timestamp("expires_at"))
    }

    var cells: [DatabaseValue] {
        [
            .text(tokenHash), .text(account), .text(address), .integer(createdAt.milliseconds),
            .integer(usedAt.milliseconds), .integer(expires.milliseconds),
        ]
    }
}
