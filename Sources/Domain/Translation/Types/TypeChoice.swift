internal import Model

/// What a column becomes, and what that changes.
struct TypeChoice: Hashable, Sendable {
    var stored: StoredType
    var onLoss: LossRule
    var notes: [ConversionNote]

    init(_ stored: StoredType, onLoss: LossRule = .refuse, notes: [ConversionNote] = []) {
        self.stored = stored
        self.onLoss = onLoss
        self.notes = notes
    }

    init(_ stored: StoredType, onLoss: LossRule = .refuse, _ note: ConversionNote) {
        self.init(stored, onLoss: onLoss, notes: [note])
    }
}

/// What the rules about types may look at.
struct TypeContext {
    let column: ColumnDefinition
    let rules: DestinationRules
    let settings: ConversionSettings
    let profile: NumberProfile?
    /// The column is part of a key of its table, or refers to another table's.
    let isInKey: Bool

    func note(_ severity: ConversionNote.Severity, _ rule: String, _ text: String) -> ConversionNote {
        ConversionNote(severity, rule: rule, subject: column.name, text)
    }
}

/// Asks the rule that the type belongs to.
enum TypeRules {
    /// Lengths come from a database: whatever it says, they are not counted with beyond this.
    static let lengthMax = 1_000_000

    static func choose(_ context: TypeContext) throws(ConversionRefusal) -> TypeChoice {
        switch context.column.type {
        case .number(let precision, let scale):
            return NumberTypes.choose(
                precision.map { max(1, min($0, 200)) }, scale.map { max(-200, min($0, 200)) }, context)
        case .float(let bits): return FloatTypes.choose(bits: bits, context)
        case .binaryFloat: return FloatTypes.chooseBinaryFloat(context)
        case .binaryDouble: return FloatTypes.chooseBinaryDouble(context)
        case .character(let type): return TextTypes.choose(type, context)
        case .raw(let bytes): return RawTypes.choose(bytes: max(1, min(bytes, lengthMax)), context)
        case .largeText, .largeBytes, .longText, .longRaw: return LargeTypes.choose(context)
        case .date: return DateTypes.chooseDate(context)
        case .timestamp(let fraction, let zone): return DateTypes.choose(max(0, min(fraction, 9)), zone, context)
        case .monthInterval, .dayInterval: return IntervalTypes.choose(context)
        case .rowAddress(let bytesMax):
            return RowAddressTypes.choose(bytesMax.map { max(1, min($0, lengthMax)) }, context)
        case .xml, .json, .boolean: return DocumentTypes.choose(context)
        case .externalFile, .object, .other: throw RefusedTypes.refusal(of: context.column)
        }
    }
}
