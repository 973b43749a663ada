// Translation: what a schema becomes at another kind of database. Pure: definitions in, statements and notes out. One
// file per rule; what a rule loses it says in a note, and what cannot be expressed is unsupported, never guessed.
// It refuses to ask any database: what is known about both ends comes in as `DatabaseFacts`.
//
// Read next: OracleToMySQL.swift (the conversion), Tables/TableDraft.swift (how a table is put together), Types (one
// file per rule about types), Expressions/ExpressionTranslator.swift (texts of the source's language),
// docs/type-rules.md.
