/// A query in the destination's language.
struct WrittenQuery {
    var text: String
    /// Its columns under the names by which it can be read; nil when a star of an unknown table is among them.
    var columns: [NameScope.Column]?
    /// The names at the destination, beside the columns.
    var names: [String] = []
    /// It can stand between others without parentheses of its own.
    var isPlain = true
    /// Its rows come in an order, which the source keeps for whoever takes the first ones of them.
    var isOrdered = false
}
