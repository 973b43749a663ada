internal import DecoyEngine
internal import OracleSQL
internal import OracleWire

// What rides in front of a function and gets no answer of its own.
extension SessionCalls {
    func take(_ piggyback: Piggyback) {
        switch piggyback {
        case .closeCursors(let numbers): for number in numbers { statements.close(number) }
        case .cancelCursors(let numbers): for number in numbers { statements[number]?.endCursor() }
        case .endToEnd(let values): note(values)
        case .setSchema(let name): _ = try? session.run("ALTER SESSION SET CURRENT_SCHEMA = \"\(name)\"")
        case .freeLobs(let locators): freeLobs(locators)
        case .applicationContext, .sessionState, .features: break
        }
    }

    private func note(_ values: EndToEnd) {
        if let text = values.module { description.module = text }
        if let text = values.action { description.action = text }
        if let text = values.clientInformation { description.clientInformation = text }
        if let text = values.clientIdentifier { description.clientIdentifier = text }
        session.describe(description)
    }
}
