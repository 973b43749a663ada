/// Names in a message: counted, and named as far as a person reads them.
enum NameList {
    static let namedMax = 20

    static func text(_ names: [String]) -> String {
        let named = names.prefix(namedMax).joined(separator: ", ")
        return names.count <= namedMax ? named : "\(named) and \(names.count - namedMax) more"
    }

    /// `3 tables: A, B, C`.
    static func text(_ names: [String], _ one: String, _ many: String) -> String {
        "\(names.count) \(names.count == 1 ? one : many): \(text(names))"
    }
}
