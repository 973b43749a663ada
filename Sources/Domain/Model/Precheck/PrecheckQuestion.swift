/// One question that is asked before a project runs.
package struct PrecheckQuestion: Hashable, Sendable, Codable {
    package enum End: String, Hashable, Sendable, Codable {
        case source, destination, both
    }

    /// Stable: `source.connect`, `source.privileges.read`, `destination.exists`.
    package var key: String
    package var title: String
    package var end: End
    /// The area it is grouped under: connectivity, versions, privileges, logging, existence, objects, capacity.
    package var area: String
    /// What happens when it is skipped although it failed; nil means that it cannot be skipped.
    package var consequenceOfSkipping: String?

    package init(key: String, title: String, end: End, area: String, consequenceOfSkipping: String? = nil) {
        self.key = key
        self.title = title
        self.end = end
        self.area = area
        self.consequenceOfSkipping = consequenceOfSkipping
    }
}
