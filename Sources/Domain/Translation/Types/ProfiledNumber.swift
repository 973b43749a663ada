internal import Model

/// NUMBER without precision and scale: decided by the values that are there, with room for larger ones.
enum ProfiledNumber {
    /// A BIGINT holds every number of so many digits.
    private static let digitsOfInteger = 18
    private static let room = 3
    /// Fewer rows than this say little about those that will come.
    private static let rowsOfProof: Int64 = 1000

    static func choose(_ context: TypeContext) -> TypeChoice {
        guard let profile = context.profile, profile.rows > 0 else { return chooseUnknown(context) }
        if profile.scaleMax <= 0 { return chooseWhole(profile, context) }
        return chooseFraction(profile, context)
    }

    private static func chooseUnknown(_ context: TypeContext) -> TypeChoice {
        if context.isInKey && context.settings.integers == .integers {
            return TypeChoice(
                .integer(bits: 64, isUnsigned: false),
                context.note(
                    .lossy, "type.number.key",
                    "No values are known; a column of a key is taken for whole numbers of up to 18 digits. Others "
                        + "would be refused. DECIMAL(65,30) can be chosen instead."))
        }
        return TypeChoice(
            .decimal(precision: NumberTypes.precisionMax, scale: NumberTypes.scaleMax),
            context.note(
                .changed, "type.number.unknown",
                "No precision is declared and no values are known: DECIMAL(65,30) holds 35 digits before the point and "
                    + "30 behind it; other values are refused."))
    }

    private static func chooseWhole(_ profile: NumberProfile, _ context: TypeContext) -> TypeChoice {
        let seen = sight(profile)
        let digits = profile.integerDigitsMax
        // Beside keys, neither a sample nor a few rows are enough to give up fractions.
        let isTrusted = context.isInKey || (!profile.isSample && profile.rows >= rowsOfProof)
        if context.settings.integers == .integers, isTrusted, digits + room <= digitsOfInteger {
            return TypeChoice(
                .integer(bits: 64, isUnsigned: false),
                context.note(
                    .changed, "type.number.profiled",
                    "No precision is declared; \(seen) whole numbers of up to \(digits) digits. BIGINT holds 18; "
                        + "fractions that come later are refused."))
        }
        guard isTrusted else { return chooseFraction(profile, context) }
        guard digits <= NumberTypes.precisionMax else { return chooseDouble(profile, context) }
        let precision = digits + room <= 38 ? 38 : NumberTypes.precisionMax
        return TypeChoice(
            .decimal(precision: precision, scale: 0),
            context.note(
                .changed, "type.number.profiled",
                "No precision is declared; \(seen) whole numbers of up to \(digits) digits. DECIMAL(\(precision),0) is "
                    + "taken; fractions that come later are refused."))
    }

    private static func chooseFraction(_ profile: NumberProfile, _ context: TypeContext) -> TypeChoice {
        let extra = profile.isSample ? 3 * room : room
        let scaleSeen = min(profile.scaleMax, NumberTypes.scaleMax)
        var scale = min(NumberTypes.scaleMax, max(scaleSeen + extra, 6))
        let free = NumberTypes.precisionMax - profile.integerDigitsMax
        if free < scale { scale = free }
        guard free >= 0, scale >= scaleSeen || profile.scaleMax > NumberTypes.scaleMax && scale >= 15 else {
            return chooseDouble(profile, context)
        }
        let whole = min(NumberTypes.precisionMax - scale, max(profile.integerDigitsMax + 2 * extra, 15))
        let stored = StoredType.decimal(precision: whole + scale, scale: scale)
        let name = "DECIMAL(\(whole + scale),\(scale))"
        guard profile.scaleMax > scale else {
            return TypeChoice(
                stored,
                context.note(
                    .changed, "type.number.profiled",
                    "No precision is declared; \(sight(profile)) numbers of up to \(profile.integerDigitsMax) digits "
                        + "before the point and \(profile.scaleMax) behind it. \(name) is taken; values beyond are "
                        + "refused."
                ))
        }
        return TypeChoice(
            stored, onLoss: .round,
            context.note(
                .lossy, "type.number.scale",
                "Values have up to \(profile.scaleMax) digits behind the point; \(name) keeps \(scale), the rest is "
                    + "rounded. VARCHAR(50) can be chosen instead and keeps every digit."))
    }

    private static func chooseDouble(_ profile: NumberProfile, _ context: TypeContext) -> TypeChoice {
        TypeChoice(
            .double, onLoss: .round,
            context.note(
                .lossy, "type.number.range",
                "Values have up to \(profile.integerDigitsMax) digits before the point and \(profile.scaleMax) behind "
                    + "it, more than a DECIMAL holds; DOUBLE keeps about 15 digits. VARCHAR(130) keeps every digit."))
    }

    private static func sight(_ profile: NumberProfile) -> String {
        profile.isSample ? "a sample of \(profile.rows) rows shows" : "\(profile.rows) rows show"
    }
}
