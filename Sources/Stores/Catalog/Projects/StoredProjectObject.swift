internal import Model

/// An object of a project with the project's id.
struct StoredProjectObject: StoredRow, Hashable {
    var project: ProjectID
    var object: ProjectObject

    static let table = "project_object"
    static let columns = [
        "project_id", "number", "kind", "source_schema", "source_name", "destination_schema", "destination_name",
        "state", "is_removed", "content", "has_parts",
    ]

    init(project: ProjectID, object: ProjectObject) {
        self.project = project
        self.object = object
    }

    /// What only a reader of one object needs.
    private struct Content: Codable {
        var sourceText: String
        var converted: ConvertedObject?
        var editedText: String?
        var failure: Failure?
        var returnCode: String?
        var statementsDone: Int
        var dependsOn: [ObjectName]
        var parts: [String: ProjectObject.Part]
    }

    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "project_id", "number")
        project = try reader.id("project_id", ProjectID.self)
        let content = try reader.coded("content", Content.self)
        object = ProjectObject(
            number: try reader.growing("number"), kind: try reader.name("kind", ObjectKind.self),
            source: ObjectName(try reader.text("source_schema"), try reader.text("source_name")),
            destination: ObjectName(try reader.text("destination_schema"), try reader.text("destination_name")),
            state: try reader.name("state", ProjectObject.State.self), sourceText: content.sourceText)
        object.isRemoved = try reader.flag("is_removed")
        // What it says is read from the content; queries alone look at it.
        _ = try reader.flag("has_parts")
        object.converted = content.converted
        object.editedText = content.editedText
        object.failure = content.failure
        object.returnCode = content.returnCode
        object.statementsDone = content.statementsDone
        object.dependsOn = content.dependsOn
        object.parts = content.parts
    }

    var cells: [DatabaseValue] {
        [
            .text(project.rawValue), .integer(object.number), .text(object.kind.rawValue), .text(object.source.schema),
            .text(object.source.name), .text(object.destination.schema), .text(object.destination.name),
            .text(object.state.rawValue), .flag(object.isRemoved),
            .coded(
                Content(
                    sourceText: object.sourceText, converted: object.converted, editedText: object.editedText,
                    failure: object.failure, returnCode: object.returnCode, statementsDone: object.statementsDone,
                    dependsOn: object.dependsOn, parts: object.parts)),
            .flag(!(object.converted?.parts ?? []).isEmpty),
        ]
    }
}
