/// CREATE INDEX.
package struct CreateIndex: Sendable {
    package struct Part: Sendable {
        /// A plain column when it is a name alone.
        package let column: Name?
        package let expression: Expression
        package let text: Fragment
        package let isDescending: Bool
    }

    package var name: ObjectName
    package var table: ObjectName
    package var parts: [Part] = []
    package var isUnique = false
    package var isBitmap = false
    package var isReverse = false
    package var isInvisible = false
    package var isUnusable = false
    package var isLocal = false
    /// ON CLUSTER: the name is the cluster's.
    package var isOfCluster = false
    package let position: Position

    package init(name: ObjectName, table: ObjectName, position: Position) {
        self.name = name
        self.table = table
        self.position = position
    }
}

package struct AlterIndex: Sendable {
    package enum Action: Sendable {
        case rename(Name)
        case visibility(isInvisible: Bool)
        /// REBUILD, COALESCE, PARALLEL, LOGGING, UNUSABLE …
        case accepted(String)
    }

    package let name: ObjectName
    package let action: Action
}
