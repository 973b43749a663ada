package import Model

/// Failed sign-ins in a row.
package struct SignInFailures: Hashable, Sendable {
    package var count: Int
    package var last: Timestamp
}

struct StoredSignInFailures: StoredRow, Hashable {
    var key: String
    var failures: SignInFailures

    static let table = "sign_in_failure"
    static let columns = ["name", "failures", "last_at"]

    var cells: [DatabaseValue] {
        [.text(key), .integer(Int64(failures.count)), .integer(failures.last.milliseconds)]
    }
}

extension StoredSignInFailures {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "name")
        self.init(
            key: try reader.text("name"),
            failures: SignInFailures(count: try reader.count("failures"), last: try reader.timestamp("last_at")))
    }
}
