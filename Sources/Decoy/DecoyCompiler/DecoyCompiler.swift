// DecoyCompiler: turns a parsed Oracle statement into PostgreSQL 15 SQL, with the types that Oracle would describe.
// It is a typed compiler: names are resolved in the dictionary, every expression has an Oracle type, and what Oracle
// does silently (conversions, blank padding, an empty text as NULL, dates as numbers of days) stands in the emitted
// text. It is a pure function of dictionary, session context and statement. What it does not know it refuses with
// Oracle's number and the position in the statement; it never emits an approximation.
//
// Read next: Interface/CompiledStatement.swift, Interface/TypedExpression.swift, Interface/FunctionRule.swift.
