internal import Model

/// Addresses of rows that are kept as values.
enum RowAddressTypes {
    static func choose(_ bytesMax: Int?, _ context: TypeContext) -> TypeChoice {
        let length = bytesMax.map { max(18, ($0 + 2) / 3 * 4 + 4) } ?? 18
        return TypeChoice(
            .text(charactersMax: length, isFixed: false),
            context.note(
                .lossy, "type.row.address",
                "The address is kept as text; it means a row of the source and leads to no row at the destination."))
    }
}
