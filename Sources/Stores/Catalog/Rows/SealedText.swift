internal import Model

/// A sealed text under its name.
struct SealedText: StoredRow, Hashable {
    var name: String
    var sealed: [UInt8]
    var writtenAt: Timestamp

    static let table = "secret"
    static let columns = ["name", "sealed", "written_at"]

    var cells: [DatabaseValue] { [.text(name), .blob(sealed), .integer(writtenAt.milliseconds)] }
}

extension SealedText {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "name")
        self.init(
            name: try reader.text("name"), sealed: try reader.bytes("sealed"),
            writtenAt: try reader.timestamp("written_at"))
    }
}
