internal import Model

/// The words that a person puts on a project to find it again. How many different ones all projects together may have
/// is looked at by the catalog, in the transaction that writes them.
package enum ProjectTags {
    package static let countMax = 4
    package static let lengthMax = 20

    static func check(_ tags: [String]) throws(Failure) {
        let areShort = tags.allSatisfy { (1...lengthMax).contains($0.count) && !$0.contains(" ") }
        guard tags.count <= countMax, areShort, Set(tags).count == tags.count else {
            throw FileFields.problem(
                "tags", "does not fit",
                "At most \(countMax) different tags of 1 to \(lengthMax) characters, without blanks.")
        }
    }
}
