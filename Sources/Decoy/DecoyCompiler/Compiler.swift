package import DecoyDictionary
package import OracleSQL

/// Compiles statements against one snapshot of the dictionary. It is a value without state: use it from any thread.
package struct Compiler: Sendable {
    package let dictionary: DataDictionary
    package let context: SessionContext

    package init(_ dictionary: DataDictionary, context: SessionContext) {
        self.dictionary = dictionary
        self.context = context
    }

    /// A query or a change of rows. `binds` holds the types of the statement's bind variables in their order; what is
    /// missing there is text. `variables` are those of a PL/SQL block around the statement. `isWhole` says that it is a
    /// statement of a client's own: then its large values have places, and CURSOR expressions are allowed.
    package func compile(
        _ statement: Statement, binds: [BindType] = [], variables: (any VariableScope)? = nil, isWhole: Bool = false
    ) throws(OracleFailure) -> CompiledStatement {
        let compilation = Compilation(dictionary, context, binds: binds, variables: variables)
        if isWhole { compilation.nextRole = .statement }
        switch statement {
        case .query(let query): return .query(try compilation.query(query))
        case .insert(let insert): return .change(try compilation.insert(insert))
        case .multiInsert(let insert): return .change(try compilation.multiInsert(insert))
        case .update(let update): return .change(try compilation.update(update))
        case .delete(let delete): return .change(try compilation.delete(delete))
        case .merge(let merge): return .change(try compilation.merge(merge))
        default: throw OracleFailure.invalidStatement(at: Position(0))
        }
    }

    package func compile(
        query: Query, binds: [BindType] = [], variables: (any VariableScope)? = nil
    ) throws(OracleFailure) -> CompiledQuery {
        try Compilation(dictionary, context, binds: binds, variables: variables).query(query)
    }
}

extension Compilation {
    func query(_ query: Query) throws(OracleFailure) -> CompiledQuery {
        let block = try block(query, outer: nil)
        var seconds: Int?
        if let lock = query.lock {
            switch lock.wait {
            case .seconds(let count): seconds = count
            case .never: seconds = 0
            case .forever, .skipLocked: break
            }
        }
        return CompiledQuery(
            sql: block.sql, parameters: parameters, columns: block.columns, locks: query.lock != nil,
            flashbacks: flashbacks, lockWaitSeconds: seconds, objects: objects.sorted(),
            namedObjects: namedObjects.sorted(), rowRoutines: rowRoutines)
    }
}
