internal import OracleSQL

/// The conditions of WHERE, taken apart: those on ROWNUM and those of outer joins stand elsewhere at the destination.
struct FilterParts {
    /// Conditions that stay in WHERE.
    var rest: [Expression] = []
    /// Conditions with `(+)`.
    var outer: [Expression] = []
    /// `ROWNUM <= n`.
    var rowLimit: Int?

    init(_ filter: Expression?, _ writer: ExpressionWriter) throws(ConversionRefusal) {
        for part in filter.map(Self.conjuncts) ?? [] {
            if let limit = try Self.rowLimit(of: part, writer) {
                rowLimit = min(limit, rowLimit ?? limit)
            } else if OuterMarks.isMarked(part) {
                outer.append(part)
            } else {
                rest.append(part)
            }
        }
    }

    private static func conjuncts(_ tree: Expression) -> [Expression] {
        guard case .and(let parts, _) = tree else { return [tree] }
        return parts.flatMap(conjuncts)
    }

    /// The rows that `ROWNUM < n`, `ROWNUM <= n` and `ROWNUM = 1` let through.
    private static func rowLimit(
        of tree: Expression, _ writer: ExpressionWriter
    ) throws(ConversionRefusal) -> Int? {
        guard case .comparison(let comparison, let left, let right, let place) = tree else { return nil }
        var (mark, number) = (comparison, right)
        if isRowNumber(right) {
            number = left
            switch comparison {
            case .less: mark = .greater
            case .lessOrEqual: mark = .greaterOrEqual
            case .greater: mark = .less
            case .greaterOrEqual: mark = .lessOrEqual
            default: break
            }
        } else if !isRowNumber(left) {
            return nil
        }
        guard let count = try writer.value(number).wholeConstant else {
            throw writer.refusal("view.rownum", "ROWNUM must be compared with a constant number.", at: place)
        }
        switch mark {
        case .lessOrEqual: return max(0, count)
        case .less: return max(0, count - 1)
        case .equal where count == 1: return 1
        // No row has a number that needs rows before it, which were not let through.
        case .equal: return 0
        case .greater where count >= 1: return 0
        case .greaterOrEqual where count > 1: return 0
        default:
            throw writer.refusal("view.rownum", "This comparison with ROWNUM limits nothing.", at: place)
        }
    }

    private static func isRowNumber(_ tree: Expression) -> Bool {
        guard case .reference(let reference) = tree else { return false }
        return reference.names.count == 1 && !reference.last.isQuoted && reference.last.text == "ROWNUM"
    }
}
