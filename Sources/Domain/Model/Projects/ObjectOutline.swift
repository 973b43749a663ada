/// An object of a project without its texts.
package struct ObjectOutline: Hashable, Sendable {
    package var number: Int64
    package var kind: ObjectKind
    package var source: ObjectName
    package var destination: ObjectName
    package var state: ProjectObject.State
    package var isRemoved: Bool

    package init(
        number: Int64, kind: ObjectKind, source: ObjectName, destination: ObjectName, state: ProjectObject.State,
        isRemoved: Bool = false
    ) {
        self.number = number
        self.kind = kind
        self.source = source
        self.destination = destination
        self.state = state
        self.isRemoved = isRemoved
    }
}
