/// A function or aggregate called with parentheses, with all that may stand behind them.
package struct Call: Sendable, Hashable {
    package enum Quantifier: Sendable, Hashable { case all, distinct }
    package enum NullTreatment: Sendable, Hashable { case respect, ignore }

    /// One to three names: schema, package, function.
    package var names: [Name]
    package var link: Name?
    package var arguments: [Argument]
    /// `COUNT(*)`.
    package var isStar = false
    package var quantifier: Quantifier?
    package var nulls: NullTreatment?
    /// `FROM FIRST` is false, `FROM LAST` true (NTH_VALUE).
    package var fromLast = false
    /// `WITHIN GROUP (ORDER BY …)`.
    package var withinGroup: [OrderKey]?
    /// `KEEP (DENSE_RANK FIRST|LAST ORDER BY …)`.
    package var keep: Keep?
    package var window: Window?
    /// `DEFAULT x ON CONVERSION ERROR` of the TO_ functions.
    package var fallback: Expression?
    /// `ON OVERFLOW …` of LISTAGG.
    package var overflow: Overflow?
    /// `RETURNING type` of the JSON functions.
    package var returning: OracleType?
    /// ORDER BY inside the parentheses (XMLAGG, COLLECT).
    package var order: [OrderKey] = []
    /// Words behind the arguments, each clause one string: `USING NCHAR_CS`, `NULL ON ERROR`, `FORMAT JSON`.
    package var options: [String] = []
    package var position: Position

    package init(names: [Name], link: Name? = nil, arguments: [Argument], position: Position) {
        self.names = names
        self.link = link
        self.arguments = arguments
        self.position = position
    }

    package struct Argument: Sendable, Hashable {
        /// `name => value`.
        package let name: Name?
        package let value: Expression

        package init(name: Name? = nil, value: Expression) {
            self.name = name
            self.value = value
        }
    }

    package struct Keep: Sendable, Hashable {
        package let isLast: Bool
        package let order: [OrderKey]

        package init(isLast: Bool, order: [OrderKey]) {
            self.isLast = isLast
            self.order = order
        }
    }

    package enum Overflow: Sendable, Hashable {
        case error
        /// Nil filler is `...`.
        case truncate(filler: Expression?, withCount: Bool)
    }
}

/// `OVER (PARTITION BY … ORDER BY … ROWS …)`.
package struct Window: Sendable, Hashable {
    package enum Unit: Sendable, Hashable { case rows, range, groups }
    package enum Bound: Sendable, Hashable {
        case unboundedPreceding, currentRow, unboundedFollowing
        case preceding(Expression), following(Expression)
    }
    package enum Exclusion: Sendable, Hashable { case currentRow, group, ties }

    package struct Frame: Sendable, Hashable {
        package let unit: Unit
        package let start: Bound
        /// Nil when written without BETWEEN.
        package let end: Bound?
        package let exclusion: Exclusion?

        package init(unit: Unit, start: Bound, end: Bound?, exclusion: Exclusion?) {
            self.unit = unit
            self.start = start
            self.end = end
            self.exclusion = exclusion
        }
    }

    /// A window of the WINDOW clause that this one is or builds on.
    package let base: Name?
    package let partition: [Expression]
    package let order: [OrderKey]
    package let frame: Frame?
    package let position: Position

    package init(base: Name?, partition: [Expression], order: [OrderKey], frame: Frame?, position: Position) {
        self.base = base
        self.partition = partition
        self.order = order
        self.frame = frame
        self.position = position
    }
}

/// A key of ORDER BY.
package struct OrderKey: Sendable, Hashable {
    package enum Nulls: Sendable, Hashable { case first, last }

    package let expression: Expression
    package let isDescending: Bool
    package let nulls: Nulls?

    package init(expression: Expression, isDescending: Bool = false, nulls: Nulls? = nil) {
        self.expression = expression
        self.isDescending = isDescending
        self.nulls = nulls
    }
}
