internal import Model

/// Large objects, and the old LONG types that came before them.
enum LargeTypes {
    static func choose(_ context: TypeContext) -> TypeChoice {
        let bytesMax = context.rules.limits.largeBytesMax
        let limit = "Values beyond \(bytesMax) bytes are refused."
        switch context.column.type {
        case .largeText:
            return TypeChoice(.largeText(bytesMax: bytesMax), context.note(.remark, "type.lob.text", limit))
        case .longText:
            return TypeChoice(
                .largeText(bytesMax: bytesMax),
                context.note(.changed, "type.long.text", "LONG becomes LONGTEXT. \(limit)"))
        case .longRaw:
            return TypeChoice(
                .largeBytes(bytesMax: bytesMax),
                context.note(.changed, "type.long.raw", "LONG RAW becomes LONGBLOB. \(limit)"))
        default: return TypeChoice(.largeBytes(bytesMax: bytesMax), context.note(.remark, "type.lob.bytes", limit))
        }
    }
}
