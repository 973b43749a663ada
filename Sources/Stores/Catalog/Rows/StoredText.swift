internal import JSON
internal import Model

/// A small structured value kept as JSON text in one column.
protocol StoredText {
    init?(stored json: JSONValue)
    var stored: JSONValue { get }
}

extension StoredText {
    var cell: DatabaseValue { .text(stored.storedText) }
}

extension JSONValue {
    /// Nil for text that is not JSON.
    init?(stored text: String) {
        guard let value = try? JSONParser.parse(text) else { return nil }
        self = value
    }

    var storedText: String { encodedText() }

    var asCount: Int64? {
        guard case .integer(let number) = self, number >= 0 else { return nil }
        return number
    }

    /// Outer nil: present but neither text nor null.
    func optionalText(_ name: String) -> String?? {
        switch self[name] {
        case nil, .null: .some(nil)
        case .string(let text): .some(text)
        default: nil
        }
    }

    func optionalMoment(_ name: String) -> Timestamp?? {
        switch self[name] {
        case nil, .null: .some(nil)
        case .integer(let number) where number >= 0: .some(Timestamp(milliseconds: number))
        default: nil
        }
    }

    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func record(_ fields: [(String, JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (name, value) in fields { object[name] = value }
        return .object(object)
    }
}

extension Array: StoredText where Element: StoredText {
    init?(stored json: JSONValue) {
        guard case .array(let values) = json else { return nil }
        self.init()
        for value in values {
            guard let element = Element(stored: value) else { return nil }
            append(element)
        }
    }

    var stored: JSONValue { .array(map(\.stored)) }
}

extension Dictionary: StoredText where Key == String, Value == String {
    init?(stored json: JSONValue) {
        guard case .object(let object) = json else { return nil }
        self.init()
        for (name, value) in object {
            guard case .string(let text) = value else { return nil }
            self[name] = text
        }
    }

    /// In the order of the names, so that equal values have equal texts.
    var stored: JSONValue { .record(sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }) }
}

extension Failure: StoredText {
    init?(stored json: JSONValue) {
        guard let number = json["number"]?.asString, let message = json["message"]?.asString,
            let advice = json["advice"]?.asString, let detail = json.optionalText("detail")
        else { return nil }
        self.init(number, message, advice: advice, detail: detail)
    }

    var stored: JSONValue {
        .record([
            ("number", .string(number)), ("message", .string(message)), ("advice", .string(advice)),
            ("detail", .optional(detail)),
        ])
    }
}

extension Ticket.Step: StoredText {
    init?(stored json: JSONValue) {
        guard let title = json["title"]?.asString, let state = json["state"]?.asString.flatMap(Ticket.State.init),
            let detail = json["detail"]?.asString, let finishedAt = json.optionalMoment("finishedAt")
        else { return nil }
        self.init(title: title, state: state, detail: detail, finishedAt: finishedAt)
    }

    var stored: JSONValue {
        .record([
            ("title", .string(title)), ("state", .string(state.rawValue)), ("detail", .string(detail)),
            ("finishedAt", finishedAt.map { .integer($0.milliseconds) } ?? .null),
        ])
    }
}

extension AuditEntry.Change: StoredText {
    init?(stored json: JSONValue) {
        guard let field = json["field"]?.asString, let before = json.optionalText("before"),
            let after = json.optionalText("after")
        else { return nil }
        self.init(field: field, before: before, after: after)
    }

    var stored: JSONValue {
        .record([("field", .string(field)), ("before", .optional(before)), ("after", .optional(after))])
    }
}

extension ConnectionTest: StoredText {
    init?(stored json: JSONValue) {
        guard let at = json["at"]?.asCount, let product = json.optionalText("product"),
            let steps = json["steps"].flatMap({ [Step](stored: $0) })
        else { return nil }
        self.init(at: Timestamp(milliseconds: at), steps: steps, product: product)
    }

    var stored: JSONValue {
        .record([("at", .integer(at.milliseconds)), ("product", .optional(product)), ("steps", steps.stored)])
    }
}

extension ConnectionTest.Step: StoredText {
    init?(stored json: JSONValue) {
        guard let key = json["key"]?.asString, let title = json["title"]?.asString,
            let outcome = json["outcome"]?.asString.flatMap(ConnectionTest.Outcome.init),
            let detail = json["detail"]?.asString, let advice = json.optionalText("advice"),
            let fix = json.optionalText("fix"), let elapsed = json["elapsedMilliseconds"]?.asCount,
            // Tests of before have neither.
            let capabilities = [ConnectionTest.Capability](stored: json["capabilities"] ?? []),
            let rights = [ConnectionTest.Right](stored: json["rights"] ?? [])
        else { return nil }
        self.init(
            key: key, title: title, outcome: outcome, detail: detail, advice: advice, fix: fix,
            elapsedMilliseconds: elapsed)
        self.capabilities = capabilities
        self.rights = rights
    }

    var stored: JSONValue {
        var fields: [(String, JSONValue)] = [
            ("key", .string(key)), ("title", .string(title)), ("outcome", .string(outcome.rawValue)),
            ("detail", .string(detail)), ("advice", .optional(advice)), ("fix", .optional(fix)),
            ("elapsedMilliseconds", .integer(elapsedMilliseconds)),
        ]
        if !capabilities.isEmpty { fields.append(("capabilities", capabilities.stored)) }
        if !rights.isEmpty { fields.append(("rights", rights.stored)) }
        return .record(fields)
    }
}

extension ConnectionTest.Capability: StoredText {
    init?(stored json: JSONValue) {
        guard let key = json["key"]?.asString, let title = json["title"]?.asString,
            let found = json["found"]?.asString
        else { return nil }
        self.init(key, title, found: found, isPresent: json["present"]?.asBool)
    }

    var stored: JSONValue {
        .record([
            ("key", .string(key)), ("title", .string(title)), ("found", .string(found)),
            ("present", isPresent.map { .bool($0) } ?? .null),
        ])
    }
}

extension ConnectionTest.Right: StoredText {
    init?(stored json: JSONValue) {
        guard let name = json["name"]?.asString, let scope = json["scope"]?.asString,
            let isPresent = json["present"]?.asBool, let grant = json["grant"]?.asString
        else { return nil }
        self.init(name, on: scope, isPresent: isPresent, grant: grant)
    }

    var stored: JSONValue {
        .record([
            ("name", .string(name)), ("scope", .string(scope)), ("present", .bool(isPresent)),
            ("grant", .string(grant)),
        ])
    }
}
