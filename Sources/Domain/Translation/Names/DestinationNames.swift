package import Model

/// What source names become: the operator's map first, then the rule of the project, then what the destination can
/// hold. A name that the operator wrote himself is taken as written; only the destination's own folding changes it.
package struct DestinationNames: Sendable {
    let map: NameMap
    let nameRule: ConversionSettings.NameRule
    let rules: DestinationRules

    init(_ map: NameMap, _ settings: ConversionSettings, _ rules: DestinationRules) {
        self.map = map
        nameRule = settings.nameRule
        self.rules = rules
    }

    /// A table or a view.
    package func object(_ source: ObjectName) -> ObjectName {
        if let wish = map.objects[source] {
            return ObjectName(
                fit(folded(wish.schema), rules.limits.schemaNameLengthMax),
                fit(folded(wish.name), rules.limits.tableNameLengthMax))
        }
        return ObjectName(
            schema(source.schema), fit(folded(ruled(source.name)), rules.limits.tableNameLengthMax))
    }

    package func schema(_ source: String) -> String {
        fit(folded(map.schemas[source] ?? ruled(source)), rules.limits.schemaNameLengthMax)
    }

    /// A column, when no other column of its table takes the same name.
    package func column(_ source: String) -> String { column(written: ruled(source)) }

    /// An index or a constraint.
    func part(_ source: String) -> String { fit(ruled(source), 64) }

    /// A check: some destinations measure its name in bytes.
    /// With `apartBy` it is shortened by a hash of that text, so that it is like no other.
    func check(_ source: String, apartBy whole: String? = nil) -> String {
        let name = part(source)
        let isLong = rules.limits.measuresChecksInBytes && name.utf8.count > 64
        guard isLong || whole != nil else { return name }
        var head = String.UnicodeScalarView()
        var bytes = 0
        for scalar in name.unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= 52 else { break }
            head.append(scalar)
        }
        return NameShortening.fit(String(head), 64, suffixOf: whole ?? source)
    }

    /// How a name written without quotes at the source's end of the rule looks here.
    func ruled(_ name: String) -> String {
        switch nameRule {
        case .followSource: name
        case .lower: name.lowercased()
        case .upper: name.uppercased()
        }
    }

    private func folded(_ name: String) -> String {
        switch rules.nameCase {
        case .asWritten: name
        case .lower: name.lowercased()
        case .upper: name.uppercased()
        }
    }

    /// A column by the name that the operator wrote.
    func column(written wish: String) -> String { fit(wish, rules.limits.columnNameLengthMax, isColumn: true) }

    /// What the destination cannot hold as it is, is shortened by the shown rule.
    func fit(_ name: String, _ lengthMax: Int, isColumn: Bool = false) -> String {
        let isLong = name.utf8.count > lengthMax && name.unicodeScalars.count > lengthMax
        let isOdd = name.unicodeScalars.contains { rules.refuses($0, inColumn: isColumn) }
        guard isLong || isOdd || name.utf8.last == 0x20 || name.isEmpty else { return name }
        guard isOdd else { return NameShortening.fit(name, lengthMax) }
        let plain = name.unicodeScalars.map { rules.refuses($0, inColumn: isColumn) ? "_" : $0 }
        return NameShortening.fit(String(String.UnicodeScalarView(plain)), lengthMax, suffixOf: name)
    }
}
