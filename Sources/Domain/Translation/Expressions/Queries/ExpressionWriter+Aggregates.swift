internal import Model
internal import OracleSQL

extension ExpressionWriter {
    static let aggregateNames: Set<String> = [
        "COUNT", "SUM", "AVG", "MIN", "MAX", "LISTAGG", "STDDEV", "VARIANCE", "STDDEV_POP", "STDDEV_SAMP", "VAR_POP",
        "VAR_SAMP", "MEDIAN", "GROUPING",
    ]

    private static let windowNames: Set<String> = [
        "ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE",
        "PERCENT_RANK", "CUME_DIST", "RATIO_TO_REPORT",
    ]

    /// Functions over the rows of a group or a window; nil for all others.
    func aggregate(_ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        let name = call.names[0].text
        let isWindow = Self.windowNames.contains(name)
        guard Self.aggregateNames.contains(name) || isWindow else { return nil }
        guard reading != nil else {
            throw refusal("expression.aggregate", "\(name) cannot stand in \(purpose.words).", at: call.position)
        }
        guard call.keep == nil, call.fallback == nil, !call.fromLast else {
            throw refusal("expression.aggregate", "KEEP and FROM LAST do not exist here.", at: call.position)
        }
        if isWindow && call.window == nil || !isWindow && call.nulls != nil {
            throw refusal("expression.aggregate", "\(name) needs OVER at the destination.", at: call.position)
        }
        guard call.window == nil || rules.family != .mySQL || rules.isAtLeast(8) else {
            throw refusal("expression.aggregate", "The destination has no windows.", at: call.position)
        }
        let over = try call.window.map { (window) throws(ConversionRefusal) in " OVER \(try windowText(window))" } ?? ""
        return isWindow ? try ranking(name, call, over) : try total(name, call, over)
    }

    // MARK: Groups

    private func total(_ name: String, _ call: Call, _ over: String) throws(ConversionRefusal) -> WrittenValue {
        let place = call.position
        let distinct = call.quantifier == .distinct ? "DISTINCT " : ""
        if call.isStar { return count("COUNT(*)\(over)") }
        if name == "LISTAGG" { return try listed(call, over, distinct) }
        let inner = try values(of: call, 1...1)[0]
        switch name {
        case "COUNT":
            return count("COUNT(\(distinct)\(distinct.isEmpty ? inner.orNull : self.distinct(inner)))\(over)")
        case "MIN", "MAX":
            try requireOrder(inner, place)
            var written = inner.nulled
            written.text = "\(name)(\(collated(inner)))\(over)"
            written.constant = nil
            written.isNullable = true
            written.hasCollation = inner.kind.isText
            return written
        case "SUM":
            let number = try number(inner, place)
            if number.isSingle { noteSingle() }
            var written = WrittenValue("SUM(\(distinct)\(number.text))\(over)", number.kind)
            written.isSingle = number.isSingle
            return written
        case "AVG":
            let number = try number(inner, place)
            if number.kind == .binaryNumber {
                if number.isSingle { noteSingle() }
                var written = WrittenValue("AVG(\(distinct)\(number.text))\(over)", .binaryNumber)
                written.isSingle = number.isSingle
                return written
            }
            note(
                .changed, "expression.division",
                "A quotient keeps 30 digits behind the point; the source keeps 40 digits in all.")
            let sum = "CAST(SUM(\(distinct)\(number.text))\(over) AS \(Self.wide))"
            return WrittenValue("(\(sum) / COUNT(\(distinct)\(number.text))\(over))", .number(isWhole: false))
        case "GROUPING" where rules.family != .mariaDB:
            return count("GROUPING(\(inner.text))")
        case "STDDEV_POP", "STDDEV_SAMP", "VAR_POP", "VAR_SAMP":
            guard distinct.isEmpty else { break }
            note(.lossy, "expression.binary", "\(name) is computed in binary floating point here: about 15 digits.")
            return WrittenValue("\(name)(\(try number(inner, place).text))\(over)", .binaryNumber)
        default: break
        }
        throw refusal("expression.aggregate", "\(name) has no exact counterpart at the destination.", at: place)
    }

    private func count(_ text: String) -> WrittenValue {
        var written = WrittenValue(text, .number(isWhole: true))
        written.isNullable = false
        return written
    }

    private func listed(_ call: Call, _ over: String, _ distinct: String) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...2)
        guard over.isEmpty else {
            throw refusal("expression.listagg", "LISTAGG with OVER does not exist here.", at: call.position)
        }
        var separator = "''"
        if values.count == 2, !values[1].isNull {
            guard values[1].textConstant != nil else {
                throw refusal("expression.listagg", "The separator must be a constant.", at: call.position)
            }
            separator = values[1].text
        }
        var keys: [String] = []
        for key in call.withinGroup ?? [] { keys += try orderParts(try value(key.expression), key) }
        let order = keys.isEmpty ? "" : " ORDER BY \(keys.joined(separator: ", "))"
        note(
            .lossy, "expression.listagg",
            "GROUP_CONCAT cuts its text at the session's group_concat_max_len; raise that. The source refuses texts "
                + "of more than 4000 bytes, or cuts them as ON OVERFLOW says.")
        let inner = try text(values[0], call.position)
        var written = WrittenValue("GROUP_CONCAT(\(distinct)\(inner.orNull)\(order) SEPARATOR \(separator))", .text)
        written.hasCollation = inner.hasCollation
        return written
    }

    // MARK: Windows

    private func ranking(_ name: String, _ call: Call, _ over: String) throws(ConversionRefusal) -> WrittenValue {
        let place = call.position
        switch name {
        case "ROW_NUMBER", "RANK", "DENSE_RANK":
            _ = try values(of: call, 0...0)
            return count("\(name)()\(over)")
        case "PERCENT_RANK", "CUME_DIST":
            _ = try values(of: call, 0...0)
            note(.lossy, "expression.binary", "\(name) is computed in binary floating point here: about 15 digits.")
            return WrittenValue("\(name)()\(over)", .binaryNumber)
        case "NTILE":
            return count("NTILE(\(try whole(try values(of: call, 1...1)[0], place).text))\(over)")
        case "RATIO_TO_REPORT":
            let inner = try number(try values(of: call, 1...1)[0], place)
            return try quotient(inner, WrittenValue("SUM(\(inner.text))\(over)", inner.kind), place)
        case "LAG", "LEAD": return try neighbour(name, call, over)
        case "FIRST_VALUE", "LAST_VALUE":
            guard call.nulls != .ignore || rules.family == .oceanBase else {
                throw refusal("expression.aggregate", "IGNORE NULLS does not exist at the destination.", at: place)
            }
            let inner = try values(of: call, 1...1)[0]
            var written = inner.nulled
            written.text = "\(name)(\(inner.orNull)\(call.nulls == .ignore ? " IGNORE NULLS" : ""))\(over)"
            written.constant = nil
            written.isNullable = true
            return written
        default:
            throw refusal("expression.aggregate", "\(name) has no exact counterpart at the destination.", at: place)
        }
    }

    private func neighbour(_ name: String, _ call: Call, _ over: String) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...3)
        guard call.nulls != .ignore else {
            throw refusal("expression.aggregate", "IGNORE NULLS does not exist at the destination.", at: call.position)
        }
        var arguments = [values[0].orNull]
        var kind = values[0].kind
        if values.count > 1 {
            guard let distance = values[1].wholeConstant, distance >= 0 else {
                throw refusal("expression.aggregate", "The distance must be a constant.", at: call.position)
            }
            arguments.append(String(distance))
        }
        if values.count > 2 {
            let (alike, common) = try alike([values[0], values[2]], call.position)
            kind = common
            arguments[0] = alike[0].orNull
            arguments.append(alike[1].orNull)
        }
        var written = WrittenValue("\(name)(\(arguments.joined(separator: ", ")))\(over)", kind)
        written.hasCollation = values[0].hasCollation
        return written
    }

    func windowText(_ window: Window) throws(ConversionRefusal) -> String {
        var parts: [String] = []
        if let base = window.base {
            if window.partition.isEmpty, window.order.isEmpty, window.frame == nil {
                return NameText.quoted(scope.columnName(base.text))
            }
            parts.append(NameText.quoted(scope.columnName(base.text)))
        }
        if !window.partition.isEmpty {
            var keys: [String] = []
            for tree in window.partition { keys.append(grouped(try value(tree))) }
            parts.append("PARTITION BY \(keys.joined(separator: ", "))")
        }
        var keys: [String] = []
        for key in window.order { keys += try orderParts(try value(key.expression), key) }
        if !keys.isEmpty { parts.append("ORDER BY \(keys.joined(separator: ", "))") }
        if let frame = window.frame { parts.append(try frameText(frame, keys: keys.count, window.position)) }
        return "(\(parts.joined(separator: " ")))"
    }

    private func frameText(
        _ frame: Window.Frame, keys: Int, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        guard frame.exclusion == nil, frame.unit != .groups else {
            throw refusal("expression.window", "EXCLUDE and GROUPS do not exist at the destination.", at: place)
        }
        let unit = frame.unit == .rows ? "ROWS" : "RANGE"
        let start = try boundText(frame.start, frame.unit, keys: keys, place)
        guard let end = frame.end else { return "\(unit) \(start)" }
        return "\(unit) BETWEEN \(start) AND \(try boundText(end, frame.unit, keys: keys, place))"
    }

    private func boundText(
        _ bound: Window.Bound, _ unit: Window.Unit, keys: Int, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> String {
        let distance: Expression
        let word: String
        switch bound {
        case .unboundedPreceding: return "UNBOUNDED PRECEDING"
        case .currentRow: return "CURRENT ROW"
        case .unboundedFollowing: return "UNBOUNDED FOLLOWING"
        case .preceding(let tree): (distance, word) = (tree, "PRECEDING")
        case .following(let tree): (distance, word) = (tree, "FOLLOWING")
        }
        guard unit == .rows, let number = try value(distance).wholeConstant, number >= 0 else {
            throw refusal(
                "expression.window", "Only a constant number of rows is a distance here, not a range of values.",
                at: place)
        }
        return "\(number) \(word)"
    }

    func windowClause(_ windows: [Select.NamedWindow]) throws(ConversionRefusal) -> String {
        guard !windows.isEmpty else { return "" }
        var texts: [String] = []
        for named in windows {
            texts.append("\(NameText.quoted(scope.columnName(named.name.text))) AS \(try windowText(named.window))")
        }
        return " WINDOW \(texts.joined(separator: ", "))"
    }
}
