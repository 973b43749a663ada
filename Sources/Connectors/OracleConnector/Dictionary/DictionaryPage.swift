internal import Model
internal import OracleClient

/// Some tables or views of one schema that are asked about together.
struct DictionaryPage: Sendable {
    let schema: String
    let names: Set<String>
    /// Ordered as Oracle compares texts by bytes.
    private let ordered: [String]

    /// Up to so many names are listed in the question; more are asked for as a range of names.
    private static let listedMax = 200
    private static let namesMax = 2_500

    /// Pages for these names, a schema at a time.
    static func pages(_ names: [ObjectName]) -> [DictionaryPage] {
        var bySchema: [String: Set<String>] = [:]
        for name in names { bySchema[name.schema, default: []].insert(name.name) }
        return bySchema.keys.sorted().flatMap { schema -> [DictionaryPage] in
            let ordered = (bySchema[schema] ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return stride(from: 0, to: ordered.count, by: namesMax).map { start in
                DictionaryPage(schema: schema, ordered: Array(ordered[start..<min(start + namesMax, ordered.count)]))
            }
        }
    }

    private init(schema: String, ordered: [String]) {
        self.schema = schema
        self.ordered = ordered
        names = Set(ordered)
    }

    /// The condition on the columns of schema and name.
    func condition(_ owner: String, _ name: String) -> String {
        guard ordered.count <= DictionaryPage.listedMax else {
            return "\(owner) = :o AND \(name) BETWEEN :a AND :b"
        }
        let places = ordered.indices.map { ":n\($0)" }.joined(separator: ", ")
        return "\(owner) = :o AND \(name) IN (\(places))"
    }

    /// The binds of the condition.
    var binds: OracleBinds {
        let names = ordered.count <= DictionaryPage.listedMax ? ordered : [ordered.first ?? "", ordered.last ?? ""]
        return OracleBinds(([schema] + names).map { .text($0) })
    }
}
