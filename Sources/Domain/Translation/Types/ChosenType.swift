internal import Model

/// A type that the operator chose for a column: read, checked against the destination's limits and against what the
/// source may hold.
enum ChosenType {
    static func choose(_ text: String, _ context: TypeContext) throws(ConversionRefusal) -> TypeChoice {
        let stored = try TypeTextReader(text).read(context.rules)
        switch context.column.type {
        case .externalFile, .object, .other: throw RefusedTypes.refusal(of: context.column)
        default: try check(stored, context.column.type, text)
        }
        let own = try? TypeRules.choose(context)
        if let own, own.stored == stored { return own }
        return TypeChoice(
            stored, onLoss: lossRule(context),
            context.note(
                isSure(stored, own?.stored) ? .changed : .lossy, "type.chosen",
                "The type \(StoredTypeText.text(of: stored)) was chosen by hand"
                    + (own.map { " instead of \(StoredTypeText.text(of: $0.stored))" } ?? "")
                    + "; values that it cannot hold follow the column's rule."))
    }

    private static func lossRule(_ context: TypeContext) -> LossRule {
        switch context.column.type {
        case .timestamp: context.settings.timestampLoss
        case .binaryFloat, .binaryDouble: context.settings.floatLoss
        default: .refuse
        }
    }

    /// The chosen type holds everything that the standard one holds.
    private static func isSure(_ chosen: StoredType, _ own: StoredType?) -> Bool {
        switch (chosen, own) {
        case (.integer(let bits, false), .integer(let least, false)): bits >= least
        case (.decimal(let precision, let scale), .decimal(let digits, let least)):
            scale >= least && precision - scale >= digits - least
        case (.decimal(let precision, let scale), .integer(let bits, _)): precision - scale >= digits(bits)
        case (.text(let length, _), .text(let least, _)): length >= least
        // A type of fixed length fills shorter values up.
        case (.bytes(let length, isFixed: false), .bytes(let least, _)): length >= least
        case (.largeText(let bytes), .text(let least, _)): bytes >= least * DestinationRules.bytesPerCharacter
        case (.largeText(let bytes), .largeText(let least)), (.largeBytes(let bytes), .largeBytes(let least)),
            (.largeBytes(let bytes), .bytes(let least, _)):
            bytes >= least
        case (.dateTime(let fraction), .dateTime(let least)), (.timestamp(let fraction), .dateTime(let least)):
            fraction >= least
        default: false
        }
    }

    private static func digits(_ bits: Int) -> Int {
        switch bits {
        case ...8: 3
        case ...16: 5
        case ...24: 7
        case ...32: 10
        default: 19
        }
    }

    /// Pairs that mean nothing are refused; a text type holds everything that can be printed, bytes as their digits.
    private static func check(_ stored: StoredType, _ type: ColumnType, _ text: String) throws(ConversionRefusal) {
        let isFit: Bool
        switch (type, stored) {
        case (.boolean, .integer): isFit = true
        case (.boolean, _): isFit = false
        case (_, .text), (_, .largeText): isFit = true
        case (.number, .integer), (.number, .decimal), (.number, .bits), (.number, .year): isFit = true
        case (.float, .integer), (.float, .decimal): isFit = true
        case (.binaryFloat, .decimal), (.binaryDouble, .decimal): isFit = true
        case (.number, .float), (.number, .double), (.float, .float), (.float, .double): isFit = true
        case (.binaryFloat, .float), (.binaryFloat, .double), (.binaryDouble, .float), (.binaryDouble, .double):
            isFit = true
        case (.date, .date), (.date, .dateTime), (.date, .timestamp): isFit = true
        case (.timestamp, .date), (.timestamp, .dateTime), (.timestamp, .timestamp): isFit = true
        case (.raw, .bytes), (.raw, .largeBytes), (.largeBytes, .bytes), (.largeBytes, .largeBytes): isFit = true
        case (.longRaw, .bytes), (.longRaw, .largeBytes): isFit = true
        case (.character, .json), (.largeText, .json), (.longText, .json), (.json, .json): isFit = true
        default: isFit = false
        }
        guard !isFit else { return }
        throw ConversionRefusal(
            "type.chosen", "The type `\(text)` cannot hold values of this column. Choose another, or none.")
    }
}
