internal import Model

/// Numbers with a floating point. Oracle's FLOAT is a decimal number; BINARY_FLOAT and BINARY_DOUBLE are IEEE numbers.
enum FloatTypes {
    /// A double gives back every decimal number of 15 digits, which is what so many binary digits can mean.
    static let bitsOfDouble = 49
    static let digitsOfDouble = 15

    static func choose(bits: Int, _ context: TypeContext) -> TypeChoice {
        guard bits > bitsOfDouble else { return TypeChoice(.double) }
        guard let profile = context.profile, profile.rows > 0 else { return chooseLossy(bits, context) }
        let digits = profile.integerDigitsMax + profile.scaleMax
        if digits <= digitsOfDouble {
            return TypeChoice(
                .double, onLoss: .round,
                context.note(
                    .changed, "type.float.double",
                    "FLOAT(\(bits)) may hold 38 decimal digits; the values have at most \(digits), which DOUBLE keeps "
                        + "exactly. Later values of more than 15 digits are rounded."))
        }
        guard profile.integerDigitsMax <= 35, profile.scaleMax <= NumberTypes.scaleMax else {
            return chooseLossy(bits, context)
        }
        return TypeChoice(
            .decimal(precision: NumberTypes.precisionMax, scale: NumberTypes.scaleMax),
            context.note(
                .changed, "type.float.decimal",
                "The values have up to \(digits) decimal digits, more than DOUBLE keeps; DECIMAL(65,30) keeps them."))
    }

    private static func chooseLossy(_ bits: Int, _ context: TypeContext) -> TypeChoice {
        TypeChoice(
            .double, onLoss: .round,
            context.note(
                .lossy, "type.float.rounded",
                "FLOAT(\(bits)) may hold 38 decimal digits; DOUBLE keeps 15, the rest is rounded. DECIMAL(65,30) can "
                    + "be chosen instead."))
    }

    /// A single-precision column would be printed with six digits, so that values could not be read back exactly.
    static func chooseBinaryFloat(_ context: TypeContext) -> TypeChoice {
        TypeChoice(
            .double, onLoss: context.settings.floatLoss,
            context.note(
                .changed, "type.binary.float",
                "DOUBLE holds every BINARY_FLOAT exactly. Infinity and NaN have no place: they are "
                    + "\(fate(context.settings.floatLoss))."))
    }

    static func chooseBinaryDouble(_ context: TypeContext) -> TypeChoice {
        TypeChoice(
            .double, onLoss: context.settings.floatLoss,
            context.note(
                .remark, "type.binary.double",
                "Infinity and NaN have no place at the destination: they are \(fate(context.settings.floatLoss))."))
    }

    private static func fate(_ rule: LossRule) -> String {
        rule == .null ? "stored as NULL" : "refused and kept in quarantine"
    }
}
