/// A view of a user. It has no relation in PostgreSQL: a compiler reads `text` again where the view is used, with the
/// owner as the schema of unqualified names.
package struct View: Sendable, Hashable {
    package var object: DictionaryObject
    /// The query as it was written, without CREATE VIEW … AS.
    package var text: String
    /// Names and types as they were when the view was made; empty while the view is invalid.
    package var columns: [Column]
    package var isReadOnly: Bool
    package var hasCheckOption: Bool
    package var comment: String?
    /// The materialized view's table: its rows are read there.
    package var containerTableID: Int?

    package init(object: DictionaryObject, text: String, columns: [Column]) {
        self.object = object
        self.text = text
        self.columns = columns
        self.isReadOnly = false
        self.hasCheckOption = false
        self.comment = nil
        self.containerTableID = nil
    }

    package var id: Int { object.id }
    package var owner: String { object.owner }
    package var name: String { object.name }

    package func column(named name: String) -> Column? { columns.first { $0.name == name } }
}
