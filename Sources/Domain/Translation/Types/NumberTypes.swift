internal import Model

/// NUMBER in all its forms. Whole numbers of a declared precision become the smallest integer type that holds every
/// one of them; what has no declared precision is decided by its values.
enum NumberTypes {
    static let precisionMax = 65
    static let scaleMax = 30
    /// Oracle keeps at least so many digits of any number.
    private static let digitsOfNumber = 38

    static func needsProfile(_ type: ColumnType) -> Bool {
        switch type {
        case .number(nil, nil): true
        case .float(let bits): bits > FloatTypes.bitsOfDouble
        default: false
        }
    }

    static func choose(_ precision: Int?, _ scale: Int?, _ context: TypeContext) -> TypeChoice {
        if context.column.identity != nil && (scale ?? 0) <= 0 {
            return chooseIdentity(precision, context)
        }
        switch (precision, scale) {
        case (nil, nil): return ProfiledNumber.choose(context)
        case (nil, let scale?): return chooseScaled(digitsOfNumber + max(0, scale), scale, context)
        case (let precision?, let scale): return chooseScaled(precision, scale ?? 0, context)
        }
    }

    /// The smallest integer type for every whole number of so many digits; nil when there is none.
    static func integerBits(digits: Int) -> Int? {
        switch digits {
        case ...2: 8
        case ...4: 16
        case ...6: 24
        case ...9: 32
        case ...18: 64
        default: nil
        }
    }

    private static func chooseIdentity(_ precision: Int?, _ context: TypeContext) -> TypeChoice {
        let bits = precision.flatMap(integerBits(digits:))
        let stored = StoredType.integer(bits: bits ?? 64, isUnsigned: false)
        guard bits == nil else { return TypeChoice(stored) }
        return TypeChoice(
            stored,
            context.note(
                .changed, "type.number.identity",
                "A column that numbers its rows must be an integer: BIGINT, up to 9223372036854775807."))
    }

    private static func chooseScaled(_ precision: Int, _ scale: Int, _ context: TypeContext) -> TypeChoice {
        if scale <= 0 { return chooseWhole(precision, scale, context) }
        guard scale <= scaleMax else { return chooseDeep(precision, scale, context) }
        guard scale > precision else {
            return TypeChoice(.decimal(precision: min(precision, precisionMax), scale: scale))
        }
        return TypeChoice(
            .decimal(precision: scale, scale: scale),
            context.note(
                .changed, "type.number.fraction",
                "The scale exceeds the precision; DECIMAL(\(scale),\(scale)) holds every value and some more."))
    }

    private static func chooseWhole(_ precision: Int, _ scale: Int, _ context: TypeContext) -> TypeChoice {
        let digits = precision - scale
        if context.settings.integers == .integers, let bits = integerBits(digits: digits) {
            return TypeChoice(.integer(bits: bits, isUnsigned: false))
        }
        guard digits > precisionMax else { return TypeChoice(.decimal(precision: digits, scale: 0)) }
        return TypeChoice(
            .decimal(precision: precisionMax, scale: 0),
            context.note(
                .lossy, "type.number.wide",
                "Numbers of up to \(digits) digits are declared, the destination holds \(precisionMax); rows beyond "
                    + "are refused and kept in quarantine. DOUBLE can be chosen instead."))
    }

    /// More digits behind the point than the destination can hold.
    private static func chooseDeep(_ precision: Int, _ scale: Int, _ context: TypeContext) -> TypeChoice {
        let whole = max(0, precision - scale)
        return TypeChoice(
            .decimal(precision: min(precisionMax, whole + scaleMax), scale: scaleMax), onLoss: .round,
            context.note(
                .lossy, "type.number.scale",
                "\(scale) digits behind the point are declared, the destination holds \(scaleMax); the rest is "
                    + "rounded. VARCHAR(50) can be chosen instead and keeps every digit."))
    }
}
