internal import Model

/// Types whose values cannot be carried. Their columns are left out, which the note says before anything runs.
enum RefusedTypes {
    static func refusal(of column: ColumnDefinition) -> ConversionRefusal {
        switch column.type {
        case .externalFile:
            ConversionRefusal(
                "type.refused.file",
                "A BFILE points to a file beside the source's database and the destination has nothing like it. Copy "
                    + "the files by other means, or load them into a BLOB column at the source first.")
        case .object(let schema, let name):
            ConversionRefusal(
                "type.refused.object",
                "\(schema.isEmpty ? name : "\(schema).\(name)") is an object type, a collection or a reference. Bring "
                    + "its attributes into columns of simple types at the source, in a table of their own if there are "
                    + "many, or leave the column out.")
        default:
            ConversionRefusal(
                "type.refused.unknown",
                "The type \(column.typeText) is not known to have a counterpart. Bring the values into a column of a "
                    + "simple type at the source, or leave the column out.")
        }
    }
}
