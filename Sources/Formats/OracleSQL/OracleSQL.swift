// OracleSQL: reads the text of Oracle's SQL and PL/SQL and gives a tree, or the failure that Oracle would give, with
// its number and the place in the text. It knows grammar alone: whether a table, a column or a function exists is for
// those who read the tree. What it does not know it refuses; it never skips over words it did not understand.
//
// Two trees are equal when they mean the same text: places (`Position`) and quotes of names do not count. Depth is
// bounded (`Parser.depthLimit`), so that whoever walks a tree may recurse.
//
// Read next: Parsing/Parser.swift, Expressions/Expression.swift, Queries/Query.swift, Statements/Statement.swift.
