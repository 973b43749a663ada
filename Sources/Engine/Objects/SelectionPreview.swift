package import Model

/// What a selection takes from what is listed at a source, and how that differs from an earlier preview.
package struct SelectionPreview: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var source: ObjectName
        package var kind: ObjectKind
        /// As the operator wishes it; the destination's own rules for names come later.
        package var destination: ObjectName
        package var flags: Set<String>
        /// It was not in the earlier preview.
        package var isNew: Bool
    }

    /// Everything that is taken now, in the order of the list.
    package let final: [Entry]
    /// What was taken before and is not any more, in the order of the names.
    package let removed: [ObjectName]
    /// Rules that meet nothing.
    package let idleRules: [String]

    package var new: [Entry] { final.filter(\.isNew) }

    /// `before`: the names of the earlier preview; nil when this is the first, and nothing is new.
    package init(
        of selection: ObjectSelection, from listed: [ListedObject], before: Set<ObjectName>? = nil
    ) throws(Failure) {
        let selected = try SelectionRules(selection).select(from: listed)
        final = selected.objects.map { object in
            Entry(
                source: object.name, kind: object.kind, destination: selected.names[object.name], flags: object.flags,
                isNew: before.map { !$0.contains(object.name) } ?? false)
        }
        removed = (before ?? []).subtracting(selected.objects.map(\.name)).sorted()
        idleRules = selected.idleRules
    }
}
