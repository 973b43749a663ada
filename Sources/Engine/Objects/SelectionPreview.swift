package import Model

/// What a selection takes from what is listed at a source, and how that differs from an earlier selection.
package struct SelectionPreview: Hashable, Sendable {
    /// Against the earlier selection; everything is the same where there is none.
    package enum Difference: String, Sendable, CaseIterable { case same, added, renamed }

    package struct Entry: Hashable, Sendable {
        package var object: ListedObject
        /// As the operator wishes it; the destination's own rules for names come later.
        package var destination: ObjectName
        /// As the earlier selection wished it; nil where that did not take the object.
        package var earlier: ObjectName?
        package var difference: Difference
    }

    /// Everything that is taken now, in the order of the list.
    package let final: [Entry]
    /// What was taken before and is not any more, in the order of the names.
    package let removed: [ObjectName]
    /// How many of the taken objects each rule of inclusion meets.
    package let ruleCounts: [Int]
    /// How many objects each rule of exclusion holds out.
    package let excludeCounts: [Int]
    /// Rules that meet nothing.
    package let idleRules: [String]

    package init(
        of selection: ObjectSelection, from listed: [ListedObject], before: ObjectSelection? = nil
    ) throws(Failure) {
        let taken = try SelectionRules(selection).select(from: listed)
        var earlier: SelectedObjects?
        if let before { earlier = try SelectionRules(before).select(from: listed) }
        let known = Set(earlier?.objects.map(\.name) ?? [])
        final = taken.objects.map { object in
            let (name, was) = (taken.names[object.name], earlier?.names[object.name])
            let isKnown = known.contains(object.name)
            return Entry(
                object: object, destination: name, earlier: isKnown ? was : nil,
                difference: was == nil ? .same : !isKnown ? .added : was == name ? .same : .renamed)
        }
        removed = known.subtracting(taken.objects.map(\.name)).sorted()
        ruleCounts = taken.ruleCounts
        excludeCounts = taken.excludeCounts
        idleRules = taken.idleRules
    }

    package func count(_ difference: Difference) -> Int { final.count { $0.difference == difference } }
}
