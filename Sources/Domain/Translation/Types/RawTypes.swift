internal import Model

/// Bytes of a declared length.
enum RawTypes {
    static func choose(bytes: Int, _ context: TypeContext) -> TypeChoice {
        guard bytes > context.rules.limits.varcharBytesMax else {
            return TypeChoice(.bytes(bytesMax: bytes, isFixed: false))
        }
        return TypeChoice(
            .largeBytes(bytesMax: 16_777_215),
            context.note(.changed, "type.raw.long", "\(bytes) bytes are more than a VARBINARY holds here."))
    }
}
