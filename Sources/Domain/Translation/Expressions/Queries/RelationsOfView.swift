internal import Model
internal import OracleSQL

/// The tables and views that a view may name, and what they are called at the destination.
struct RelationsOfView {
    let view: ViewDefinition
    let names: DestinationNames
    private let known: [Model.ObjectName: KnownRelation]

    init(view: ViewDefinition, names: DestinationNames, known: [KnownRelation]) {
        self.view = view
        self.names = names
        self.known = Dictionary(known.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Schemas of the source itself: what they hold is not at any destination.
    private static let owners: Set<String> = ["SYS", "SYSTEM", "PUBLIC", "XDB", "MDSYS", "CTXSYS", "OUTLN"]

    /// The table or view that a name means: of the view's own schema, or the one that the source says the view reads,
    /// when the name is a synonym of the same name.
    func find(
        _ names: [Name], _ writer: ExpressionWriter, at place: OracleSQL.Position
    ) throws(ConversionRefusal) -> Model.ObjectName {
        guard let last = names.last else {
            throw writer.refusal("view.table", "A table without a name.", at: place)
        }
        let wanted = Model.ObjectName(names.count > 1 ? names[names.count - 2].text : view.name.schema, last.text)
        var found = wanted
        if !view.dependsOn.isEmpty, !view.dependsOn.contains(wanted), known[wanted] == nil {
            let others = view.dependsOn.filter { $0.name == last.text && $0.schema != "PUBLIC" }
            guard names.count == 1, let other = others.first, others.count == 1 else {
                throw writer.refusal(
                    "view.table",
                    "\(last.text) is not a table or view that the source says the view reads. If it is a synonym, name "
                        + "what it stands for.", at: place)
            }
            found = other
            writer.note(.changed, "view.synonym", "The synonym \(last.text) is written as \(other).")
        }
        guard !Self.owners.contains(found.schema) else {
            throw writer.refusal(
                "view.dictionary", "\(found) belongs to the source itself and is not at the destination.", at: place)
        }
        return found
    }

    /// The columns with their names at the destination; nil when nobody described the relation.
    func columns(of name: Model.ObjectName) -> [NameScope.Column]? {
        known[name]?.columns.map { column in
            NameScope.Column(
                column.source.name, NameScope.value(of: column.source, column.destinationName, column.stored))
        }
    }

    func text(of name: Model.ObjectName) -> String {
        let destination = names.object(name)
        return "\(NameText.quoted(destination.schema)).\(NameText.quoted(destination.name))"
    }

    func isHidden(_ column: String, of name: Model.ObjectName) -> Bool {
        known[name]?.columns.first { $0.source.name == column }?.source.isHidden ?? false
    }
}
