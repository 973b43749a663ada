internal import Model

extension Lease: StoredRow {
    static let table = "lease"
    static let columns = ["name", "holder", "epoch", "expires_at"]

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "name")
        self.init(
            name: try reader.text("name"), holder: try reader.text("holder"), epoch: try reader.growing("epoch"),
            expires: try reader.timestamp("expires_at"))
    }

    var cells: [DatabaseValue] { [.text(name), .text(holder), .integer(epoch), .integer(expires.milliseconds)] }
}
