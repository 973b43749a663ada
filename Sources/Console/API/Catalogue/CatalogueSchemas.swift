internal import Model

/// The forms of what data sources answer.
enum CatalogueSchemas {
    static let all: [(name: String, schema: Schema)] = [
        ("Catalogue", catalogue), ("TableColumns", columns), ("FilterCheck", filterCheck),
    ]

    static let catalogue = Schema.object([
        SchemaField("asOf", .moment, "When the source was asked."),
        SchemaField("schemas", .list(.anyLine)), SchemaField("schema", .list(.count), "Places in `schemas`."),
        SchemaField("name", .list(.anyLine)), SchemaField("kind", .list(Schemas.choice(ObjectKind.self))),
        SchemaField("rows", .list(.optional(.count)), "From statistics."),
        SchemaField("bytes", .list(.optional(.count))),
        SchemaField("flags", .list(.list(.anyLine)), "What is special about each."),
    ])

    static let columns = Schema.object([
        SchemaField(
            "items",
            .list(
                .object([
                    SchemaField("name", .anyLine), SchemaField("type", .anyLine), SchemaField("nullable", .boolean),
                    SchemaField("key", .boolean, "Part of the key that names the rows."),
                    SchemaField("destination", .optional(.anyLine), "Its name at the destination."),
                    SchemaField("mapped", .optional(.anyLine), "Its type at the destination."),
                    SchemaField("losses", .list(.named("ConversionNote")), "What the conversion says about it."),
                ]))),
        SchemaField("notes", .list(.named("ConversionNote")), "About the table."),
    ])

    static let filterCheck = Schema.object([
        SchemaField("ok", .boolean),
        SchemaField(
            "error",
            .optional(
                .object([
                    SchemaField("message", .anyLine),
                    SchemaField("position", .optional(.count), "The character of the filter, from 1."),
                ]))),
        SchemaField("rowsEstimated", .optional(.count), "Null: counting took too long."),
    ])
}
