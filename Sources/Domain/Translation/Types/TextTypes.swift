internal import Model

/// Text of a declared length. A length in bytes holds at most as many characters, so keeping the number loses nothing.
enum TextTypes {
    static let fixedMax = 255

    static func choose(_ type: ColumnType.CharacterType, _ context: TypeContext) -> TypeChoice {
        let length = destinationLength(type, context.settings)
        guard type.isFixed else { return chooseVarying(length, context) }
        guard length <= fixedMax else {
            var choice = chooseVarying(length, context)
            choice.notes.append(
                context.note(
                    .changed, "type.text.fixed",
                    "Fixed text ends at \(fixedMax) characters at the destination; VARCHAR keeps the padding blanks."))
            return choice
        }
        return TypeChoice(
            .text(charactersMax: length, isFixed: true),
            context.note(
                .changed, "type.text.blanks",
                "Blanks at the end of fixed text are not read back at the destination; comparisons ignore them as at "
                    + "the "
                    + "source. VARCHAR(\(length)) keeps them."))
    }

    static func destinationLength(_ type: ColumnType.CharacterType, _ settings: ConversionSettings) -> Int {
        let length = max(1, min(type.length, TypeRules.lengthMax))
        guard type.countsBytes, settings.lengthRule == .expand, settings.lengthFactor > 1 else { return length }
        let widened = (Double(length) * settings.lengthFactor).rounded(.up)
        return widened < Double(TypeRules.lengthMax) ? Int(widened) : TypeRules.lengthMax
    }

    private static func chooseVarying(_ length: Int, _ context: TypeContext) -> TypeChoice {
        let bytes = length * DestinationRules.bytesPerCharacter
        guard bytes > context.rules.limits.varcharBytesMax else {
            return TypeChoice(.text(charactersMax: length, isFixed: false))
        }
        return TypeChoice(
            largeText(bytes: bytes),
            context.note(
                .changed, "type.text.long",
                "\(length) characters may need \(bytes) bytes, more than a VARCHAR holds here; a TEXT type holds them.")
        )
    }

    /// The smallest TEXT type for so many bytes.
    static func largeText(bytes: Int) -> StoredType {
        .largeText(bytesMax: bytes <= 65_535 ? 65_535 : 16_777_215)
    }
}
