internal import JSON
internal import Model

extension ParameterValue {
    var json: JSONValue {
        [
            "name": .string(definition.name), "module": .string(definition.module),
            "description": .string(definition.description), "value": .string(value),
            "standard": .string(definition.standard), "form": definition.form.json,
            "changedBy": JSONValue(changedBy?.name), "changedAt": changedAt.json,
        ]
    }
}

extension ParameterDefinition.Form {
    var json: JSONValue {
        switch self {
        case .integer(let range, let unit):
            [
                "type": "integer", "min": JSONValue(range.lowerBound), "max": JSONValue(range.upperBound),
                "unit": .string(unit),
            ]
        case .text(let maxLength): ["type": "text", "max": JSONValue(maxLength)]
        case .choice(let choices): ["type": "choice", "choices": .array(choices.map(JSONValue.string))]
        }
    }
}
