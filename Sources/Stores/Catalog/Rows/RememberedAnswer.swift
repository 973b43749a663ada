internal import Model

/// An answer kept for a repeated request.
struct RememberedAnswer: StoredRow, Hashable {
    var account: String
    var key: String
    var status: Int
    var body: String
    var answeredAt: Timestamp

    static let table = "remembered_answer"
    static let columns = ["account", "request_key", "status", "body", "answered_at"]

    var cells: [DatabaseValue] {
        [.text(account), .text(key), .integer(Int64(status)), .text(body), .integer(answeredAt.milliseconds)]
    }
}

extension RememberedAnswer {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "account", "request_key")
        self.init(
            account: try reader.text("account"), key: try reader.text("request_key"),
            status: try reader.count("status"), body: try reader.text("body"),
            answeredAt: try reader.timestamp("answered_at"))
    }
}
