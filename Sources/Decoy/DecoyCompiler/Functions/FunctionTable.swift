/// All functions that Decoy knows. A name that is not here is no function: the compiler answers ORA-00904.
///
/// Names are in upper case; a function of a package has the package before a point (`DBMS_LOB.GETLENGTH`), without
/// `SYS.`. Some constructs that Oracle writes with their own syntax are rules here too, so that there is one table:
/// `TRIM LEADING`, `TRIM TRAILING` and `TRIM BOTH` (text, set), `EXTRACT YEAR` … (value), `AT TIME ZONE` (value, zone),
/// `AT LOCAL` (value), `IS JSON` (value) and `LNNVL` (condition).
package enum FunctionTable {
    private static let rules: [String: FunctionRule] = {
        var rules: [String: FunctionRule] = [:]
        for group in groups {
            for rule in group {
                precondition(
                    rules.updateValue(rule, forKey: rule.name) == nil, "The function \(rule.name) stands twice.")
            }
        }
        return rules
    }()

    private static let groups: [[FunctionRule]] = [
        numericRules, textRules, patternRules, codePointRules, datetimeRules, zoneRules, choiceRules, conversionRules,
        sessionRules, aggregateRules, statisticRules, analyticRules, packageRules, documentRules,
    ]

    /// The rule of a function by its upper-case name.
    package static func rule(named name: String) -> FunctionRule? { rules[name] }

    /// Every name, sorted: for the dictionary and for tests.
    package static var names: [String] { rules.keys.sorted() }
}
