internal import Model
internal import OracleSQL

/// Regular expressions: constant patterns only, element by element.
extension ExpressionWriter {
    func patternTest(_ call: Call) throws(ConversionRefusal) -> String {
        let values = try values(of: call, 2...3)
        let subject = try text(values[0], call.position)
        let options = try options(of: values, 2, call)
        let pattern = try pattern(values[1], options, call)
        guard rules.family != .mariaDB else {
            let flag = options.contains("i") ? "(?i)" : ""
            return "\(collated(subject)) REGEXP \(NameText.literal(flag + pattern))"
        }
        try requireFunctions(call)
        let match = NameText.literal(options.contains("i") ? "i" : "c")
        return "REGEXP_LIKE(\(collated(subject)), \(NameText.literal(pattern)), \(match))"
    }

    func patternCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        switch name {
        case "REGEXP_REPLACE": return try patternReplacement(call)
        case "REGEXP_SUBSTR": return try patternPart(call)
        case "REGEXP_INSTR", "REGEXP_COUNT":
            guard name == "REGEXP_INSTR" else {
                throw refusal("expression.function", "REGEXP_COUNT is not at the destination.", at: call.position)
            }
            let values = try values(of: call, 2...2)
            let subject = try text(values[0], call.position)
            let pattern = try pattern(values[1], "", call)
            try requireFunctions(call)
            return WrittenValue(
                "REGEXP_INSTR(\(collated(subject)), \(NameText.literal(pattern)))", .number(isWhole: true))
        default: return nil
        }
    }

    private func patternReplacement(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...6)
        let subject = try text(values[0], call.position)
        let options = try options(of: values, 5, call)
        guard values.count < 4 || values[3].wholeConstant == 1, values.count < 5 || values[4].wholeConstant == 0 else {
            throw refusal(
                "expression.pattern", "REGEXP_REPLACE is only translated for the whole text and all occurrences.",
                at: call.position)
        }
        var new = ""
        if values.count > 2, !values[2].isNull {
            guard let constant = values[2].textConstant, let plain = Self.replacement(constant) else {
                throw refusal(
                    "expression.pattern", "The replacement must be a constant without groups.", at: call.position)
            }
            new = plain
        }
        let pattern = try pattern(values[1], options, call)
        try requireFunctions(call)
        let flag = options.contains("i") ? "(?i)" : ""
        return textLike(
            subject,
            "REGEXP_REPLACE(\(collated(subject)), \(NameText.literal(flag + pattern)), \(NameText.literal(new)))",
            canBeEmpty: true)
    }

    /// `\1` is written `$1` at some destinations and `\1` at others, so that groups are refused.
    private static func replacement(_ text: String) -> String? {
        text.contains("\\") || text.contains("$") ? nil : text
    }

    private func patternPart(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...5)
        let subject = try text(values[0], call.position)
        let options = try options(of: values, 4, call)
        guard values.count < 3 || values[2].wholeConstant == 1, values.count < 4 || (values[3].wholeConstant ?? 0) > 0
        else {
            throw refusal(
                "expression.pattern", "REGEXP_SUBSTR is only translated from the first character on.",
                at: call.position)
        }
        let pattern = try pattern(values[1], options, call)
        try requireFunctions(call)
        let flag = options.contains("i") ? "(?i)" : ""
        let occurrence = values.count > 3 ? ", 1, \(values[3].text)" : ""
        return textLike(
            subject, "REGEXP_SUBSTR(\(collated(subject)), \(NameText.literal(flag + pattern))\(occurrence))",
            canBeEmpty: true)
    }

    private func options(of values: [WrittenValue], _ place: Int, _ call: Call) throws(ConversionRefusal) -> String {
        guard values.count > place, !values[place].isNull else { return "" }
        guard let options = values[place].textConstant, options.allSatisfy({ "icnmx".contains($0) }) else {
            throw refusal("expression.pattern", "The options of a pattern must be constant.", at: call.position)
        }
        // The last of the two decides.
        guard let last = options.last(where: { "ic".contains($0) }), last == "c" else { return options }
        return options.filter { $0 != "i" }
    }

    private func pattern(
        _ value: WrittenValue, _ options: String, _ call: Call
    ) throws(ConversionRefusal) -> String {
        guard let constant = value.textConstant else {
            throw refusal("expression.pattern", "The pattern must be a constant.", at: call.position)
        }
        guard let pattern = RegularPattern.translate(constant, options: options) else {
            throw refusal(
                "expression.pattern",
                "The pattern `\(constant)` has parts that mean something else at the "
                    + "destination.", at: call.position)
        }
        return pattern
    }

    private func requireFunctions(_ call: Call) throws(ConversionRefusal) {
        let isThere: Bool
        switch rules.family {
        case .oceanBase: isThere = true
        case .mySQL: isThere = rules.isAtLeast(8)
        case .mariaDB: isThere = rules.isAtLeast(10)
        }
        guard isThere else {
            throw refusal(
                "expression.pattern", "This destination has no such function for patterns.", at: call.position)
        }
    }
}
