/// A statement a client may send.
package indirect enum Statement: Sendable {
    case query(Query)
    case insert(Insert)
    case multiInsert(MultiInsert)
    case update(Update)
    case delete(Delete)
    case merge(Merge)
    case definition(DefinitionStatement)
    case block(Block)
    case call(CallStatement)
    case commit(Position)
    case rollback(savepoint: Name?, Position)
    case savepoint(Name)
    case setTransaction(TransactionMode, Position)
    case setRole(RoleChoice, Position)
    /// `SET CONSTRAINT[S] … IMMEDIATE | DEFERRED`; no names is ALL.
    case setConstraints([[Name]], isDeferred: Bool, Position)
    case alterSession([SessionSetting], Position)
    case lockTable(LockTable)
    case explain(Statement, identifier: String?, into: [Name], Position)
}

package struct CallStatement: Sendable {
    /// A call, or a chain that ends in one.
    package let routine: Expression
    package let into: Bind?
    package let position: Position

    package init(routine: Expression, into: Bind?, position: Position) {
        self.routine = routine
        self.into = into
        self.position = position
    }
}

package enum TransactionMode: Sendable, Hashable {
    case readOnly, readWrite, serializable, readCommitted
    /// `SET TRANSACTION NAME '…'` alone.
    case named(String)
}

package enum RoleChoice: Sendable, Hashable {
    case roles([Name])
    case all(except: [Name])
    case none
}

/// One setting of ALTER SESSION.
package enum SessionSetting: Sendable, Hashable {
    /// `SET name = value`: the value as text, of a literal, a number or a word.
    case parameter(name: Name, value: String, isLiteral: Bool)
    /// `ENABLE | DISABLE | FORCE PARALLEL DML`, `ADVISE COMMIT` and others: the words in upper case.
    case option([String])
    case closeLink(Name)
}

package struct LockTable: Sendable, Hashable {
    package enum Mode: Sendable, Hashable { case rowShare, rowExclusive, share, shareRowExclusive, exclusive }

    package let tables: [TableReference]
    package let mode: Mode
    package let wait: RowLock.Wait
    package let position: Position

    package init(tables: [TableReference], mode: Mode, wait: RowLock.Wait, position: Position) {
        self.tables = tables
        self.mode = mode
        self.wait = wait
        self.position = position
    }
}
