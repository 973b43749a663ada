internal import Model

/// Documents, and truth.
enum DocumentTypes {
    static func choose(_ context: TypeContext) -> TypeChoice {
        let bytesMax = context.rules.limits.largeBytesMax
        switch context.column.type {
        case .xml:
            return TypeChoice(
                .largeText(bytesMax: bytesMax),
                context.note(
                    .changed, "type.xml",
                    "A document becomes text as Oracle writes it out; it is not checked and has no methods any more."))
        case .json:
            return TypeChoice(
                .largeText(bytesMax: bytesMax),
                context.note(
                    .changed, "type.json",
                    "A document becomes text, which keeps its numbers digit by digit. JSON can be chosen instead; it "
                        + "sorts the keys and keeps numbers as doubles."))
        default: return TypeChoice(.integer(bits: 8, isUnsigned: false))
        }
    }
}
