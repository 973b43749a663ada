internal import HTTPServer
internal import JSON
internal import Model

/// A request that has passed the rules common to all: who asks, and a body that fits its schema.
struct Visit: Sendable {
    let request: Request
    let session: ConsoleSession?
    let body: JSONObject
    /// From `If-Match`.
    let expectedRevision: Int64?

    var actor: Actor { session.map { Actor($0.account) } ?? Actor("nobody") }

    /// What stands in a place of the path.
    func place(_ name: String) -> String { request.parameters[name] ?? "" }

    func id<ID: Identifier>(_: ID.Type = ID.self) -> ID { ID(rawValue: place("id")) }

    /// A value of the query; empty counts as absent.
    func query(_ name: String) -> String? {
        guard let value = request.query[name], !value.isEmpty else { return nil }
        return value
    }

    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(Refusal) -> Int64? {
        guard let text = query(name) else { return nil }
        guard let value = Int64(text), range.contains(value) else {
            throw .invalid(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func moment(_ name: String) throws(Refusal) -> Timestamp? {
        try integer(name, 0...253_402_300_799_999).map { Timestamp(milliseconds: $0) }
    }

    /// Names of an enum, separated by commas.
    func choices<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, _: Choice.Type = Choice.self
    ) throws(Refusal) -> [Choice] {
        try choices(name, among: Choice.allCases.map(\.rawValue)).compactMap(Choice.init)
    }

    /// Some of these names, separated by commas.
    func choices(_ name: String, among known: [String]) throws(Refusal) -> [String] {
        let found = (query(name) ?? "").split(separator: ",").map(String.init)
        guard found.allSatisfy(known.contains) else {
            throw .invalid(name, "must be one of \(known.joined(separator: ", "))")
        }
        return found
    }
}
