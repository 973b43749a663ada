internal import Catalog
package import Model

/// The words that a person puts on a project to find it again.
package enum ProjectTags {
    package static let countMax = 4
    package static let lengthMax = 20
    /// Different tags of all projects together.
    package static let countInAllMax = 100

    package static func check(_ tags: [String]) throws(Failure) {
        let areShort = tags.allSatisfy { (1...lengthMax).contains($0.count) && !$0.contains(" ") }
        guard tags.count <= countMax, areShort, Set(tags).count == tags.count else {
            throw FileFields.problem(
                "tags", "does not fit",
                "At most \(countMax) different tags of 1 to \(lengthMax) characters, without blanks.")
        }
    }

    /// The same, and against the tags of all other projects.
    static func check(_ tags: [String], of id: ProjectID?, in catalog: Catalog) async throws {
        try check(tags)
        guard !tags.isEmpty else { return }
        let known = Set(try await catalog.projects().filter { $0.id != id }.flatMap(\.specification.tags))
        guard known.isSuperset(of: tags) || known.union(tags).count <= countInAllMax else {
            throw FileFields.problem(
                "tags", "would be more than all projects may have together",
                "There are \(known.count) different tags; at most \(countInAllMax) can be. Use one of them, or take "
                    + "one that is not needed from its projects.")
        }
    }
}
