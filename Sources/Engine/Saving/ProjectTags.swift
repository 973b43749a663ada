package import Model

/// The words that a person puts on a project to find it again.
package enum ProjectTags {
    package static let countMax = 4
    package static let lengthMax = 20

    package static func check(_ tags: [String]) throws(Failure) {
        let areShort = tags.allSatisfy { (1...lengthMax).contains($0.count) && !$0.contains(" ") }
        guard tags.count <= countMax, areShort, Set(tags).count == tags.count else {
            throw FileFields.problem(
                "tags", "does not fit",
                "At most \(countMax) different tags of 1 to \(lengthMax) characters, without blanks.")
        }
    }
}
