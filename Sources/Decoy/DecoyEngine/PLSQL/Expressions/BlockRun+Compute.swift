internal import DecoyDictionary
internal import OracleSQL

// Steps that need no server: whole numbers, texts and booleans. Nil means that the step is no such one.
extension BlockRun {
    static func compute(_ expression: Expression, _ cells: [Cell]) throws(Raised) -> Cell? {
        switch expression {
        case .bind(let bind): return cells[bind.index]
        case .literal(let literal, _): return value(of: literal)?.cell
        case .unary(.minus, let inner, _):
            return try compute(inner, cells)?.whole.map { Cell.integer(-$0) }
        case .arithmetic(let found, let left, let right, _):
            guard let left = try compute(left, cells), let right = try compute(right, cells) else { return nil }
            return try compute(found, left, right)
        case .concatenation(let parts, _): return try concatenate(parts, cells)
        default: return nil
        }
    }

    private static func compute(_ found: ArithmeticOperator, _ left: Cell, _ right: Cell) throws(Raised) -> Cell? {
        guard left.representation == .numeric, right.representation == .numeric else { return nil }
        if left.isNull || right.isNull { return .null(.plainNumber) }
        guard let left = left.whole, let right = right.whole else { return nil }
        switch found {
        case .add: return whole(left.addingReportingOverflow(right))
        case .subtract: return whole(left.subtractingReportingOverflow(right))
        case .multiply: return whole(left.multipliedReportingOverflow(by: right))
        case .divide:
            guard right != 0 else { throw Raised(1476, "divisor is equal to zero") }
            return left % right == 0 ? .integer(left / right) : nil
        default: return nil
        }
    }

    private static func whole(_ result: (partialValue: Int, overflow: Bool)) -> Cell? {
        result.overflow ? nil : .integer(result.partialValue)
    }

    private static func concatenate(_ parts: [Expression], _ cells: [Cell]) throws(Raised) -> Cell? {
        var bytes: [UInt8] = []
        for part in parts {
            guard let cell = try compute(part, cells) else { return nil }
            guard let value = cell.bytes else { continue }
            switch cell.type {
            case .varchar2, .char: bytes += value
            case _ where cell.representation == .numeric:
                guard let number = cell.whole else { return nil }
                bytes += String(number).utf8
            default: return nil
            }
        }
        guard bytes.count <= 32_767 else { throw Raised.valueError("character string buffer too small") }
        return Cell(.anyText, bytes.isEmpty ? nil : bytes)
    }

    // MARK: Comparing

    /// Nil is unknown. Two values that are not both small are compared by the server.
    func compare(
        _ comparison: Comparison, _ left: BlockValue, _ right: BlockValue, _ place: Position
    ) throws(Raised) -> Bool? {
        guard case .scalar(let left) = left, case .scalar(let right) = right else {
            return try compareWhole(comparison, left, right)
        }
        if left.isNull || right.isNull { return nil }
        if let order = BlockRun.order(left, right) { return comparison.holds(order) }
        let condition = Expression.comparison(
            comparison, .bind(Bind(name: "1", index: 0, position: place)),
            .bind(Bind(name: "2", index: 1, position: place)), place)
        let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))
        return try compute(condition, [left, right], frame).truth
    }

    private func compareWhole(
        _ comparison: Comparison, _ left: BlockValue, _ right: BlockValue
    ) throws(Raised) -> Bool? {
        guard case .collection(let left) = left, case .collection(let right) = right else {
            throw Raised(.unsupported("comparison of records"))
        }
        guard let left, let right else { return nil }
        guard comparison == .equal || comparison == .notEqual else {
            throw Raised(.unsupported("order of collections"))
        }
        guard left.count == right.count else { return comparison == .notEqual }
        var rest = right.elements
        for element in left.elements {
            var found: Int?
            for (index, other) in rest.enumerated() where try compare(.equal, element, other, Position(0)) == true {
                found = index
                break
            }
            guard let found else { return comparison == .notEqual }
            rest.remove(at: found)
        }
        return comparison == .equal
    }

    /// The order of two small values that are not NULL.
    static func order(_ left: Cell, _ right: Cell) -> Int? {
        if let left = left.whole, let right = right.whole { return left < right ? -1 : left == right ? 0 : 1 }
        if left.type == .boolean, right.type == .boolean {
            guard let left = left.truth, let right = right.truth else { return nil }
            return left == right ? 0 : left ? 1 : -1
        }
        guard let first = left.bytes, let second = right.bytes, isPlainText(left, right) else { return nil }
        if first == second { return 0 }
        return first.lexicographicallyPrecedes(second) ? -1 : 1
    }

    /// One of the two at least is VARCHAR2: then blanks at the end count.
    private static func isPlainText(_ left: Cell, _ right: Cell) -> Bool {
        switch (left.type, right.type) {
        case (.varchar2, .varchar2), (.varchar2, .char), (.char, .varchar2): true
        default: false
        }
    }
}

extension Comparison {
    func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}
