internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// What rides in front of a function and gets no answer of its own.
extension SessionCalls {
    func take(_ piggyback: Piggyback) {
        switch piggyback {
        case .closeCursors(let numbers): for number in numbers { statements.close(number) }
        case .cancelCursors(let numbers):
            for number in numbers { if let statement = statements[number] { statements.end(statement) } }
        case .endToEnd(let values): note(values)
        case .setSchema(let name): _ = try? session.run("ALTER SESSION SET CURRENT_SCHEMA = \"\(name)\"")
        case .freeLobs(let locators): freeLobs(locators)
        case .applicationContext(let namespace, let values, _): change(namespace, values)
        case .sessionState, .features: break
        }
    }

    /// A namespace that nobody may write is told with the next answer.
    private func change(_ namespace: String, _ values: KeywordValues) {
        do throws(OracleFailure) {
            guard !values.pairs.isEmpty else { return try session.clearContext(namespace) }
            for pair in values.pairs {
                try session.setContext(namespace, pair.key, String(decoding: pair.value, as: UTF8.self))
            }
        } catch {
            pendingFailure = pendingFailure ?? error
        }
    }

    private func note(_ values: EndToEnd) {
        if let text = values.module { description.module = text }
        if let text = values.action { description.action = text }
        if let text = values.clientInformation { description.clientInformation = text }
        if let text = values.clientIdentifier { description.clientIdentifier = text }
        if let text = values.operation { description.operation = text }
        session.describe(description)
    }
}
