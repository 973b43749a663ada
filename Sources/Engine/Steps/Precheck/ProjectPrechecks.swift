internal import ConnectorKit
internal import Model

/// The questions that no end can answer alone: about the selection, and about both ends together.
struct ProjectPrechecks: Prechecking {
    let specification: ProjectSpecification
    /// Steps that the way between these ends has.
    let offered: [StepKind]
    let plan: ObjectPlan
    let unread: [ProjectObject]
    /// Both ends are one server, as far as kind and address say.
    let isOneServer: Bool

    private enum Key: String, CaseIterable {
        case selection = "project.selection"
        case rules = "project.rules"
        case steps = "project.steps"
        case names = "project.names"
        case sameTable = "project.sameTable"
        case unread = "project.unread"
        case unsupported = "project.unsupported"
        case lossy = "project.lossy"
        case listed = "project.listed"
        case keyless = "project.keyless"
        case keyed = "project.truncate"

        var question: PrecheckQuestion {
            let words: (title: String, area: String, consequence: String?) =
                switch self {
                case .selection: ("Something is selected", "existence", nil)
                case .rules: ("Every rule selects something", "existence", nil)
                case .steps: ("Every step exists between these ends", "versions", nil)
                case .names: ("Every object has a name of its own at the destination", "existence", nil)
                case .sameTable: ("No table is copied onto itself", "existence", nil)
                case .unread:
                    ("Every definition can be read", "objects", "These objects fail in the schema step.")
                case .unsupported: ("The destination can express every object", "objects", nil)
                case .lossy: ("Nothing is lost by the conversion", "objects", nil)
                case .listed: ("Everything that is selected is migrated", "objects", nil)
                case .keyless: ("Tables have a key that names their rows", "objects", nil)
                case .keyed: ("Tables that are not empty may be emptied", "objects", nil)
                }
            return PrecheckQuestion(
                key: rawValue, title: words.title, end: .both, area: words.area,
                consequenceOfSkipping: words.consequence)
        }
    }

    var questions: [PrecheckQuestion] { Key.allCases.map(\.question) }

    func answer(_ question: PrecheckQuestion, _ scope: PrecheckScope) async -> [PrecheckFinding] {
        guard let key = Key(rawValue: question.key) else { return [] }
        let findings =
            switch key {
            case .selection: selection()
            case .rules: rules()
            case .steps: steps()
            case .names: names(scope)
            case .sameTable: sameTable(scope)
            case .unread: unreadable()
            case .unsupported: unsupported(scope)
            case .lossy: lossy(scope)
            case .listed: listed()
            case .keyless: keyless(scope)
            case .keyed: keyed(scope)
            }
        if !findings.isEmpty { return findings.map { $0.finding(key.rawValue) } }
        return [PrecheckFinding(key: key.rawValue, outcome: .passed, found: "Yes.")]
    }

    // MARK: Answers

    private struct Answer {
        var outcome: PrecheckFinding.Outcome
        var subject = ""
        var found: String
        var advice: String

        func finding(_ key: String) -> PrecheckFinding {
            PrecheckFinding(key: key, subject: subject, outcome: outcome, found: found, advice: advice)
        }
    }

    private func selection() -> [Answer] {
        if plan.selection.objects.contains(where: { $0.kind.isMigrated }) { return [] }
        return [
            Answer(
                outcome: .failed, found: "No table and no view of the source is selected by the rules.",
                advice: "Compare the rules with the names at the source: upper and lower case differ.")
        ]
    }

    private func rules() -> [Answer] {
        let idle = plan.selection.idleRules
        guard !idle.isEmpty else { return [] }
        return [
            Answer(
                outcome: .warning, found: NameList.text(idle, "rule selects", "rules select") + ": nothing.",
                advice: "Compare them with the names at the source, or leave them out.")
        ]
    }

    private func steps() -> [Answer] {
        specification.steps.filter { !offered.contains($0) && $0 != .precheck }.map { step in
            Answer(
                outcome: .failed, subject: step.rawValue, found: "There is no step “\(step.rawValue)” on this way.",
                advice: "Leave it out of the project's steps.")
        }
    }

    private func names(_ scope: PrecheckScope) -> [Answer] {
        var sources: [ObjectName: [ObjectName]] = [:]
        for object in scope.converted where object.kind.isMigrated {
            sources[object.destination, default: []].append(object.source)
        }
        var groups = sources.filter { $0.value.count > 1 }.map { $0.value.sorted() }
        let known = Set(groups.flatMap { $0 })
        let migrated = plan.selection.objects.filter { $0.kind.isMigrated }.map(\.name)
        groups += plan.conversion.clashes(among: migrated, plan.selection.names).filter { known.isDisjoint(with: $0) }
        return groups.sorted { $0[0] < $1[0] }.map { group in
            Answer(
                outcome: .failed, subject: plan.selection.names[group[0]].description,
                found: "\(NameList.text(group.map(\.description))) would have one name at the destination.",
                advice: "Rename all but one of them, or exclude them.")
        }
    }

    private func sameTable(_ scope: PrecheckScope) -> [Answer] {
        guard isOneServer else { return [] }
        let same = scope.converted.filter { $0.kind == .table && $0.source == $0.destination }.map(\.source.description)
        guard !same.isEmpty else { return [] }
        return [
            Answer(
                outcome: .failed, found: NameList.text(same, "table is", "tables are") + " the same at both ends.",
                advice: "Choose another destination, or map the schema to another database.")
        ]
    }

    private func unreadable() -> [Answer] {
        guard !unread.isEmpty else { return [] }
        let cause = unread.first?.failure.map { " \($0.message)" } ?? ""
        return [
            Answer(
                outcome: .failed,
                found: NameList.text(unread.map(\.source.description), "definition", "definitions")
                    + " cannot be read.\(cause)",
                advice: unread.first?.failure?.advice ?? "Remove these objects from the project.")
        ]
    }

    /// One finding for each reason, with the objects that it stops.
    private func unsupported(_ scope: PrecheckScope) -> [Answer] {
        let left = scope.converted.filter { $0.kind.isMigrated && !$0.isSupported }
        let reasons = Self.grouped(left) { object in
            object.notes.filter { $0.severity == .unsupported }
        }
        let end =
            specification.options.onUnsupported == .leaveOut
            ? "They are left out." : "The schema step ends failed until each is edited, skipped or removed."
        return reasons.map { reason in
            Answer(
                outcome: .warning, subject: reason.rule,
                found: "\(NameList.text(reason.names, "object", "objects")). \(reason.text)", advice: end)
        }
    }

    private func lossy(_ scope: PrecheckScope) -> [Answer] {
        let reasons = Self.grouped(scope.converted.filter { $0.kind.isMigrated && $0.isSupported }) { object in
            object.notes.filter { $0.severity >= .lossy }
        }
        return reasons.map { reason in
            Answer(
                outcome: .warning, subject: reason.rule,
                found: "\(NameList.text(reason.names, "object", "objects")). \(reason.text)",
                advice: "Read the notes of these objects; types can be chosen per column, and rules per project.")
        }
    }

    private func listed() -> [Answer] {
        let others = Dictionary(grouping: plan.selection.objects.filter { !$0.isMigrated }, by: \.kind)
        return others.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, objects in
            Answer(
                outcome: .warning, subject: kind.rawValue,
                found: NameList.text(objects.map(\.name.description), "object is", "objects are") + " not migrated.",
                advice: plan.conversion.note(on: objects[0]).text)
        }
    }

    private func keyless(_ scope: PrecheckScope) -> [Answer] {
        let tables = scope.tables.filter { $0.rowKey == nil }.map(\.name.description)
        guard !tables.isEmpty, specification.steps.contains(.full) else { return [] }
        let isTold = specification.options.conversion.rowAddress == .columns
        return [
            Answer(
                outcome: .warning, found: NameList.text(tables, "table has", "tables have") + " no key.",
                advice: isTold
                    ? "They get columns that hold the address of each row; the rows must not be moved meanwhile."
                    : "Their rows cannot be told apart; let the project add columns with the address (rowAddress).")
        ]
    }

    /// Tables with a key are never emptied; said here, before a table with rows stops.
    private func keyed(_ scope: PrecheckScope) -> [Answer] {
        let policy = specification.options.onNonEmpty
        guard policy != .stop, specification.steps.contains(.full), !specification.steps.contains(.schema) else {
            return []
        }
        let emptied = scope.tables.filter { $0.rowKey == nil }.map(\.name.description)
        guard !emptied.isEmpty else { return [] }
        if policy == .ignore {
            return [
                Answer(
                    outcome: .warning,
                    found: NameList.text(emptied, "table has", "tables have")
                        + " no key: rows that are there cannot be told from those of the source, which are added.",
                    advice: "Let the project empty such tables first (onNonEmpty: truncateKeyless), or exclude them.")
            ]
        }
        return [
            Answer(
                outcome: .warning,
                found: NameList.text(emptied, "table is", "tables are") + " emptied before the copy.",
                advice: "Only tables without a key are; choose another policy (onNonEmpty) to keep their rows.")
        ]
    }

    // MARK: Groups

    private struct Reason {
        var rule: String
        var text: String
        var names: [String]
    }

    private static func grouped(
        _ objects: [ConvertedObject], _ notes: (ConvertedObject) -> [ConversionNote]
    ) -> [Reason] {
        var places: [String: Int] = [:]
        var reasons: [Reason] = []
        for object in objects {
            var seen: Set<String> = []
            for note in notes(object) where seen.insert(note.rule).inserted {
                if let at = places[note.rule] {
                    reasons[at].names.append(object.source.description)
                } else {
                    places[note.rule] = reasons.count
                    reasons.append(Reason(rule: note.rule, text: note.text, names: [object.source.description]))
                }
            }
        }
        return reasons
    }
}
