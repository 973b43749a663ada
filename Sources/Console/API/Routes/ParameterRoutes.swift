internal import Catalog
internal import HTTPServer
internal import JSON
internal import Model

extension API {
    var parameterRoutes: [Route] {
        [
            Route(
                method: .get, path: "/parameters", group: "Parameters", summary: "All settings of the installation.",
                answer: Schemas.list(of: "Parameter"), respond: listParameters),
            Route(
                method: .patch, path: "/parameters/{name}", group: "Parameters",
                summary: "Change a setting; null goes back to the standard.",
                body: .object([SchemaField("value", .optional(.text(0...4096)))]), answer: .named("Parameter"),
                audit: .init(action: "parameter.change"), respond: changeParameter),
        ]
    }

    private func listParameters(_: Visit) async throws -> Answer {
        let parameters = try await views.parameters()
        return .list(parameters.rows.map(JSONValue.object), revision: parameters.revision)
    }

    private func changeParameter(_ visit: Visit) async throws -> Answer {
        let name = visit.place("name")
        guard let definition = Parameters.named(name) else { throw Refusal.notFound("parameter") }
        let value = visit.body["value"]?.asString
        if let value, case .failure(let refusal) = definition.check(value) {
            var invalid = Refusal(422, "invalid", refusal.reason, field: "value")
            invalid.problems = [SchemaProblem("value", refusal.reason)]
            throw invalid
        }
        let before = try await catalog.parameter(definition)
        try await catalog.setParameter(name, to: value, by: visit.actor)
        let after = try await catalog.parameter(definition)
        var changes = Changes()
        changes.add("value", before.value, after.value)
        return .json(
            after.json, note: .init(object: Subject(.parameter, name), objectName: name, changes: changes.list))
    }
}
