internal import Model

extension TableDraft {
    mutating func addDefaults() {
        for place in columns.indices {
            let column = columns[place]
            let name = column.source.name
            guard let text = column.source.defaultText, column.source.virtualText == nil,
                column.source.identity == nil
            else { continue }
            do throws(ConversionRefusal) {
                let asked = ExpressionScope.Column(source: column.source, name: column.name, type: column.stored)
                guard let value = try translator.defaultValue(text, for: asked) else { continue }
                guard StoredTypeText.bytes(of: column.stored) != nil || rules.abilities.hasLargeDefaults else {
                    throw ConversionRefusal(
                        "default.large", "Columns of large types take no default at the destination.")
                }
                guard let harmless = DefaultGuard.harmless(value.text, for: column.stored, rules) else {
                    throw ConversionRefusal(
                        "default.cast", "Defaults that change a value's type break the connection to OceanBase.")
                }
                columns[place].defaultText = harmless
                for var inner in value.notes {
                    inner.subject = name
                    notes.append(inner)
                }
            } catch {
                note(.lossy, error.rule, name, "The default `\(text)` is left out. \(error.reason)")
            }
            if column.source.isDefaultOnNull {
                note(
                    .lossy, "default.on.null", name,
                    "The destination uses the default where no value is given, but refuses an explicit NULL.")
            }
        }
    }

    /// Computed columns are computed at the destination as well; what cannot be said there is left out.
    mutating func addVirtualColumns() {
        let scope = scope()
        var left: Set<String> = []
        for place in columns.indices {
            let column = columns[place]
            guard let text = column.source.virtualText else { continue }
            do throws(ConversionRefusal) {
                let asked = ExpressionScope.Column(source: column.source, name: column.name, type: column.stored)
                let value = try translator.virtual(text, for: asked, in: scope)
                if columns.contains(where: {
                    $0.source.identity != nil && value.text.contains(NameText.quoted($0.name))
                }) {
                    throw ConversionRefusal(
                        "virtual.identity", "Computed columns here cannot name a column that numbers the rows.")
                }
                columns[place].generated = value.text
                for var inner in value.notes {
                    inner.subject = column.source.name
                    notes.append(inner)
                }
            } catch {
                left.insert(column.source.name)
                note(
                    .unsupported, error.rule, column.source.name,
                    "The virtual column `\(text)` is left out. \(error.reason)")
            }
        }
        guard !left.isEmpty else { return }
        columns.removeAll { left.contains($0.source.name) }
        places = [:]
        for place in columns.indices { places[columns[place].source.name] = place }
    }

    mutating func addChecks() {
        let scope = scope()
        for (number, check) in table.checks.enumerated() {
            guard rules.abilities.hasCheckConstraints else {
                note(
                    .lossy, "check.ignored", check.name,
                    "The destination does not keep checks; `\(check.text)` is left out.")
                continue
            }
            let isEnforced = check.isEnabled && check.isValidated
            if !isEnforced && !rules.abilities.hasUnenforcedChecks {
                note(.lossy, "check.unenforced", check.name, "The check does not hold for all rows; it is left out.")
                continue
            }
            do throws(ConversionRefusal) {
                let value = try translator.check(check.text, in: scope)
                if columns.contains(where: { $0.isAutoIncrement && value.text.contains(NameText.quoted($0.name)) }) {
                    throw ConversionRefusal("check.identity", "Checks here cannot name a column that numbers the rows.")
                }
                let name = partName(names.check(check, number, of: table), of: check.name, .check)
                checks.append(
                    "CONSTRAINT \(NameText.quoted(name)) CHECK (\(value.text))" + (isEnforced ? "" : " NOT ENFORCED"))
                for var inner in value.notes {
                    inner.subject = check.name
                    notes.append(inner)
                }
            } catch {
                note(.unsupported, error.rule, check.name, "The check `\(check.text)` is left out. \(error.reason)")
                continue
            }
            guard !isEnforced else {
                if check.isDeferrable {
                    note(
                        .lossy, "check.deferrable", check.name, "The check holds at every statement, not at commit.")
                }
                continue
            }
            note(
                check.isEnabled ? .lossy : .changed, "check.unenforced", check.name,
                check.isEnabled
                    ? "The check was never proven for the rows that are there; it is made NOT ENFORCED so that none of "
                        + "them is refused. Enforce it once the rows are in order."
                    : "The check is disabled at the source; it is made NOT ENFORCED.")
        }
    }
}
