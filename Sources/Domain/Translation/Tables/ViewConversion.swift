internal import Model

/// A view: its columns by the rule for names, its query translated.
struct ViewConversion {
    let view: ViewDefinition
    let names: DestinationNames
    let translator: ExpressionTranslator
    /// The tables and views that it reads, as far as they are known.
    let known: [KnownRelation]

    func convert() -> ConvertedObject {
        let destination = names.object(view.name)
        var object = ConvertedObject(kind: .view, source: view.name, destination: destination)
        if destination.name.lowercased() != (names.map.objects[view.name]?.name ?? view.name.name).lowercased() {
            object.notes.append(
                ConversionNote(
                    .changed, rule: "name.shortened", "The destination calls the view `\(destination.name)`."))
        }
        guard !view.isInvalid else {
            object.notes.append(
                ConversionNote(
                    .unsupported, rule: "view.invalid",
                    "The view is invalid at the source: what it reads is missing there, or its user may not read it. "
                        + "Mend or drop it there, or leave it out."))
            return object
        }
        do throws(ConversionRefusal) {
            let query = try translator.view(view, names, known)
            let columns = columnNames(&object.notes)
            var text = "CREATE OR REPLACE VIEW \(NameText.quoted(destination.schema))."
            text += "\(NameText.quoted(destination.name)) (\(NameText.list(columns))) AS \(query.text)"
            if view.checksOption { text += " WITH CHECK OPTION" }
            object.statements = [text]
            object.notes += query.notes
        } catch {
            object.notes.append(
                ConversionNote(
                    .unsupported, rule: error.rule,
                    "\(error.reason) Write the view at the destination by hand, or edit its statement here."))
            return object
        }
        noteLosses(&object.notes)
        return object
    }

    private func columnNames(_ notes: inout [ConversionNote]) -> [String] {
        var taken: Set<NameKey> = []
        return view.columns.map { column in
            var name = names.column(column.name)
            if !taken.insert(names.rules.partNames.key(name)).inserted {
                name = NameShortening.fit(name, 64, suffixOf: column.name)
                taken.insert(names.rules.partNames.key(name))
                notes.append(
                    ConversionNote(
                        .changed, rule: "name.clash", subject: column.name,
                        "Another column of the view already has this name; this one is called `\(name)`."))
            }
            return name
        }
    }

    private func noteLosses(_ notes: inout [ConversionNote]) {
        if view.isReadOnly {
            notes.append(
                ConversionNote(
                    .lossy, rule: "view.readonly",
                    "The destination has no READ ONLY; grant only SELECT on the view."))
        }
        if view.comment?.isEmpty == false || view.columns.contains(where: { $0.comment?.isEmpty == false }) {
            notes.append(ConversionNote(.lossy, rule: "view.comment", "Views have no comments at the destination."))
        }
    }
}
