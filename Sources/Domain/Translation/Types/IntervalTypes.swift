internal import Model

/// Intervals have no type at the destination: they become text, in the one form that a value always has.
enum IntervalTypes {
    /// The longest form: a sign, nine digits of days, the time of day and nine digits of the second.
    static let lengthMax = 30

    static func choose(_ context: TypeContext) -> TypeChoice {
        let form: String
        switch context.column.type {
        case .monthInterval: form = "`+2-11`: sign, years, months"
        default:
            form = "`+5 04:03:02.000001`: sign, days, time of day, fraction in the declared digits"
        }
        return TypeChoice(
            .text(charactersMax: lengthMax, isFixed: false),
            context.note(
                .changed, "type.interval",
                "An interval becomes text, \(form). It no longer sorts and adds as an interval."))
    }
}
