internal import Model

/// What the operator must do about objects that are not migrated, and where the source keeps what he needs for it.
enum ListedObjectNote {
    static func note(on object: ListedObject, _ rules: DestinationRules) -> ConversionNote {
        let name = object.name.name
        if object.kind == .table, let storage = storage(of: object),
            let (rule, text) = StorageRules.refusal(of: storage)
        {
            return ConversionNote(.unsupported, rule: rule, subject: name, text)
        }
        guard !object.kind.isMigrated else {
            return ConversionNote(.remark, rule: "object.migrated", subject: name, "The schema step creates it.")
        }
        let (rule, text) = advice(on: object, rules)
        let found = query(for: object).map { " At the source, \($0)" } ?? ""
        return ConversionNote(.unsupported, rule: rule, subject: name, text + found)
    }

    private static func storage(of object: ListedObject) -> TableDefinition.Storage? {
        [TableDefinition.Storage.temporary, .external, .nested].first { object.flags.contains($0.rawValue) }
    }

    private static func advice(on object: ListedObject, _ rules: DestinationRules) -> (rule: String, text: String) {
        switch object.kind {
        case .materializedView:
            (
                "object.materialized",
                "Create an ordinary table or a view at the destination and refresh it there; its rows can be "
                    + "migrated by selecting the table behind it."
            )
        case .sequence: ("object.sequence", sequence(rules))
        case .synonym:
            (
                "object.synonym",
                "The destination has no synonyms. Name the table with its database, or create a view of the synonym's "
                    + "name over it."
            )
        case .trigger:
            (
                "object.trigger",
                "Write it anew in the destination's language and create it after the programs have moved over: while "
                    + "rows are copied it would change them a second time."
            )
        case .function, .procedure:
            (
                "object.routine",
                "PL/SQL is not translated. Write it anew in the destination's language, or move it into the programs."
            )
        case .package:
            (
                "object.package",
                "The destination has no packages. Write each routine as one of its own, and keep the package's state "
                    + "in a table or in the programs."
            )
        case .type:
            ("object.type", "The destination has no object types; columns of this one are left out of their tables.")
        case .databaseLink:
            ("object.link", "The destination reaches no other database. Bring the rows over, or join in the programs.")
        case .queue:
            ("object.queue", "The destination has no queues. Drain it before the programs move over.")
        default:
            ("object.other", "This kind of object does not exist at the destination. Look at what uses it.")
        }
    }

    private static func sequence(_ rules: DestinationRules) -> String {
        let table = "Where it only numbers the rows of one table, declare that column AUTO_INCREMENT. "
        guard rules.abilities.hasSequences else {
            return table
                + "Otherwise keep the number in a table of one row and count it up in the programs: the destination "
                + "has no sequences. Start above LAST_NUMBER, just before the programs move over."
        }
        return table
            + "Otherwise CREATE SEQUENCE at the destination, just before the programs move over, with START WITH above "
            + "LAST_NUMBER and the same INCREMENT BY."
    }

    /// Where the source keeps the text or the numbers; nil when there is nothing to look up.
    private static func query(for object: ListedObject) -> String? {
        let owner = NameText.sourceLiteral(object.name.schema)
        let name = NameText.sourceLiteral(object.name.name)
        switch object.kind {
        case .sequence:
            return "SELECT LAST_NUMBER, INCREMENT_BY FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = \(owner)"
                + " AND SEQUENCE_NAME = \(name) gives its state."
        case .synonym:
            return "SELECT TABLE_OWNER, TABLE_NAME FROM ALL_SYNONYMS WHERE OWNER = \(owner)"
                + " AND SYNONYM_NAME = \(name) gives what it stands for."
        case .materializedView:
            return "SELECT QUERY FROM ALL_MVIEWS WHERE OWNER = \(owner) AND MVIEW_NAME = \(name) gives its query."
        case .trigger, .function, .procedure, .package, .type:
            return "SELECT TEXT FROM ALL_SOURCE WHERE OWNER = \(owner) AND NAME = \(name) ORDER BY TYPE, LINE gives its"
                + " text."
        default: return nil
        }
    }
}
