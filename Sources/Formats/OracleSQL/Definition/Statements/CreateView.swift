/// CREATE [OR REPLACE] [FORCE] [MATERIALIZED] VIEW.
package struct CreateView: Sendable {
    package var name: ObjectName
    /// The names in parentheses; empty when the query gives them.
    package var columns: [Name] = []
    package var query: Query
    /// The query as written, without WITH READ ONLY or CHECK OPTION.
    package var text: Fragment
    package var isReplacing = false
    package var isForced = false
    package var isMaterialized = false
    /// BUILD DEFERRED of a materialized view.
    package var isDeferred = false
    package var isReadOnly = false
    package var hasCheckOption = false
    package var constraintName: Name?
    package let position: Position

    /// A view of the dictionary as a statement would give it.
    package init(name: ObjectName, columns: [Name] = [], query: Query, text: Fragment, position: Position) {
        self.name = name
        self.columns = columns
        self.query = query
        self.text = text
        self.position = position
    }
}

/// CREATE [OR REPLACE] [PUBLIC] SYNONYM.
package struct CreateSynonym: Sendable {
    package let name: ObjectName
    package let pointsTo: ObjectName
    package let link: Name?
    package let isPublic: Bool
    package let isReplacing: Bool
    package let position: Position
}
