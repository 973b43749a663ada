package import Model
internal import OracleSQL

// Expressions: texts of the source's language in the destination's. A text is parsed into a tree, and the tree is
// written by `ExpressionWriter`, which knows of every value what it is at the source. What cannot be said exactly is
// refused with the reason and the place; what differs in a corner is said in a note. No text is ever passed through.
//
// Read next: ExpressionWriter.swift, Operators, Functions (one file per kind), Queries (views), docs/expressions.md.

/// Texts of Oracle's language in the destination's.
package struct ExpressionTranslator: Sendable {
    let rules: DestinationRules
    /// Texts have as many bytes at the source as here. An unknown character set is taken for such a one.
    let countsBytesAlike: Bool

    init(rules: DestinationRules, sourceCharacterSet: String = "") {
        self.rules = rules
        countsBytesAlike = ["", "AL32UTF8", "UTF8"].contains(sourceCharacterSet)
    }

    private func writer(_ purpose: ExpressionWriter.Purpose, _ text: String, _ scope: NameScope) -> ExpressionWriter {
        let writer = ExpressionWriter(purpose, text, rules: rules, scope: scope)
        writer.countsBytesAlike = countsBytesAlike
        return writer
    }

    /// What stands behind the word DEFAULT; nil when the default is null.
    package func defaultValue(
        _ text: String, for column: ExpressionScope.Column
    ) throws(ConversionRefusal) -> TranslatedExpression? {
        let tree = try parse(text) { (parser) throws(OracleFailure) in try parser.parseExpression() }
        let nothing = ExpressionScope(table: ObjectName("", ""), columns: [:])
        let writer = writer(.defaultValue, text, NameScope(nothing))
        return try DefaultWriter(writer: writer, column: column).write(tree)
    }

    /// What stands between the parentheses of a check.
    package func check(
        _ text: String, in scope: ExpressionScope
    ) throws(ConversionRefusal) -> TranslatedExpression {
        let tree = try parse(text) { (parser) throws(OracleFailure) in try parser.parseCondition() }
        let writer = writer(.check, text, NameScope(scope))
        return TranslatedExpression(try writer.condition(tree), notes: writer.notes)
    }

    /// What stands between the parentheses behind GENERATED ALWAYS AS.
    package func virtual(
        _ text: String, for column: ExpressionScope.Column, in scope: ExpressionScope
    ) throws(ConversionRefusal) -> TranslatedExpression {
        let tree = try parse(text) { (parser) throws(OracleFailure) in try parser.parseExpression() }
        let writer = writer(.virtual, text, NameScope(scope))
        let value = try writer.value(tree)
        return TranslatedExpression(
            try writer.fitted(value, to: column, tree.position).orNull, notes: writer.notes)
    }

    /// An expression that an index holds, without the parentheses around it.
    package func indexPart(
        _ text: String, in scope: ExpressionScope
    ) throws(ConversionRefusal) -> TranslatedExpression {
        let tree = try parse(text) { (parser) throws(OracleFailure) in try parser.parseExpression() }
        let writer = writer(.index, text, NameScope(scope))
        return TranslatedExpression(try writer.value(tree).orNull, notes: writer.notes)
    }

    /// The query of a view, without CREATE VIEW and the list of columns.
    package func view(
        _ view: ViewDefinition, _ names: DestinationNames, _ known: [KnownRelation] = []
    ) throws(ConversionRefusal) -> TranslatedExpression {
        let tree = try parse(view.queryText) { (parser) throws(OracleFailure) in try parser.parseQuery() }
        let scope = NameScope { names.column($0) }
        let writer = writer(.view, view.queryText, scope)
        writer.reading = RelationsOfView(view: view, names: names, known: known)
        let query = try writer.query(tree)
        if let columns = query.columns, columns.count != view.columns.count, !view.columns.isEmpty {
            throw ConversionRefusal(
                "view.columns", "The query has \(columns.count) columns, but the view \(view.columns.count).")
        }
        return TranslatedExpression(query.text, notes: writer.notes)
    }

    private func parse<Tree>(
        _ text: String, _ read: (inout Parser) throws(OracleFailure) -> Tree
    ) throws(ConversionRefusal) -> Tree {
        do throws(OracleFailure) {
            var parser = try Parser(text)
            let tree = try read(&parser)
            try parser.expectEnd()
            return tree
        } catch {
            let place = error.position.map { " (at character \($0 + 1))" } ?? ""
            throw ConversionRefusal("expression.text", "The text cannot be read: \(error.message)\(place).")
        }
    }
}
