/// A format model for numbers, of the plain kind: digits, one point, groups of three.
struct NumberModel {
    private var whole = 0
    /// Digits before the point that are always printed.
    private var leading = 0
    private var fraction = 0
    private var hasPoint = false
    private var hasGroups = false
    private var isBare = false

    /// Nil for a model that has other elements, or whose digits behind the point may be left out.
    init?(_ format: String) {
        var rest = format.uppercased()[...]
        if rest.hasPrefix("FM") {
            isBare = true
            rest = rest.dropFirst(2)
        }
        guard !rest.isEmpty else { return nil }
        for mark in rest {
            switch mark {
            case "0" where hasPoint: fraction += 1
            // `FM` prints only those digits that are needed.
            case "9" where hasPoint:
                guard !isBare else { return nil }
                fraction += 1
            case "0", "9":
                if leading > 0 || mark == "0" { leading += 1 }
                whole += 1
            case ",":
                guard !hasPoint, whole > 0 else { return nil }
                hasGroups = true
            case ".", "D":
                guard !hasPoint else { return nil }
                hasPoint = true
            default: return nil
            }
        }
        guard whole > 0, whole <= 30, fraction <= 20, !hasGroups || Self.isGrouped(rest) else { return nil }
        // With groups, zeros in front would have to be grouped as well.
        guard !hasGroups || leading <= 1 else { return nil }
    }

    /// Every group has three digits, counted from the point.
    private static func isGrouped(_ format: Substring) -> Bool {
        let groups = format.prefix { $0 != "." && $0 != "D" }.split(separator: ",", omittingEmptySubsequences: false)
        return groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    /// As wide as the model and one place for the sign; too large numbers are `#`, as at the source.
    func text(of number: String) -> String {
        let rounded = "ROUND(\(number), \(fraction))"
        let magnitude = "ABS(\(rounded))"
        var digits: String
        if hasGroups {
            digits = "FORMAT(\(magnitude), \(fraction))"
        } else {
            digits = "CAST(CAST(\(magnitude) AS DECIMAL(\(whole + fraction + 1),\(fraction))) AS CHAR)"
            if leading > 1 {
                let least = leading + (fraction > 0 ? fraction + 1 : 0)
                digits = "LPAD(\(digits), GREATEST(\(least), CHAR_LENGTH(\(digits))), '0')"
            }
        }
        if leading == 0, fraction > 0 {
            digits = "TRIM(LEADING '#' FROM REPLACE(CONCAT('#', \(digits)), '#0.', '#.'))"
        }
        if hasPoint && fraction == 0 { digits = "CONCAT(\(digits), '.')" }
        let groups = hasGroups ? (whole - 1) / 3 : 0
        let width = whole + groups + (hasPoint ? fraction + 1 : 0) + 1
        let signed = "CONCAT(CASE WHEN \(number) < 0 THEN '-' ELSE '' END, \(digits))"
        let fitting = isBare ? signed : "LPAD(\(signed), \(width), ' ')"
        let limit = "1" + String(repeating: "0", count: whole)
        let marks = String(repeating: "#", count: width)
        return
            "(CASE WHEN \(magnitude) >= \(limit) THEN '\(marks)' WHEN \(number) IS NOT NULL THEN \(fitting) END)"
    }
}
