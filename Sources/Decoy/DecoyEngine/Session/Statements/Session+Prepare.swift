package import DecoyCompiler
internal import DecoyDictionary
package import OracleSQL

// From text to something that can be run.
extension Session {
    /// Parses a text and compiles it for these types of its binds; missing types count as text. The result is found
    /// again as long as text, types, dictionary and formats are the same.
    package func prepare(_ text: String, _ types: [BindType] = []) throws(OracleFailure) -> Prepared {
        let key = StatementKey(
            text: text, binds: types, dictionaryVersion: dictionary.version, context: context)
        if let known = statements.find(key) { return known }
        var parser = try Parser(text)
        let statement = try parser.parseStatement()
        let prepared = Prepared(text: text, statement: statement, variables: parser.binds)
        try compile(prepared, types)
        prepared.key = key
        if prepared.compiled != nil { statements.add(prepared, key) }
        return prepared
    }

    /// Whether preparing the text again would give the same: nothing was defined since, and no format was set.
    package func isCurrent(_ prepared: Prepared) -> Bool {
        guard let key = prepared.key else { return false }
        return key.dictionaryVersion == dictionary.version && key.context == context
    }

    private func compile(_ prepared: Prepared, _ types: [BindType]) throws(OracleFailure) {
        guard prepared.kind == .query || prepared.kind.isChange else { return }
        var types = types
        while types.count < prepared.variables.count { types.append(BindType(.varchar2(4000, .byte))) }
        let calls = RoutineCalls(self, prepared.statement, types)
        let compiled = try Compiler(dictionary, context: context)
            .compile(prepared.statement, binds: types, variables: calls, isWhole: true)
        prepared.calls = calls
        prepared.compiled = compiled
        switch compiled {
        case .query(let query): prepared.columns = query.columns.filter { !$0.hidden }
        case .change(let change): prepared.returning = change.returning
        }
    }
}
